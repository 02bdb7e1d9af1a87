package io.nebula.dispatch;

import static io.nebula.concurrency.Interleavings.check;
import static io.nebula.concurrency.Interleavings.together;

import io.nebula.concurrency.Interleavings;
import org.junit.jupiter.api.Test;

/** That every message is received or given back, once, and that a worker with messages is scheduled. */
public final class WorkerMailboxProof {
    static {
        Mailroom.open();
    }

    @Test
    void shouldBeScheduledAsLongAsItHoldsMessages() {
        Interleavings.of(() -> {
            Mailroom room = new Mailroom(3, 3);

            together(() -> room.sendAndSchedule(0), () -> {
                room.sendAndSchedule(1);
                room.sendControlAndSchedule(2);
            });

            check(room.received(0) && room.received(1) && room.received(2),
                    "a message lies in the mailbox of a worker that nobody schedules");
        });
    }

    @Test
    void shouldReceiveTheMessagesOfASenderInTheirOrder() {
        Interleavings.of(() -> {
            Mailroom room = new Mailroom(3, 3);

            together(() -> room.sendAndSchedule(0), () -> {
                room.sendAndSchedule(1);
                room.sendAndSchedule(2);
            });

            check(room.turn(1) < room.turn(2), "messages of one sender have changed places");
        });
    }

    @Test
    void shouldHoldItsSlotsExactlyAndGiveTheOthersBack() {
        Interleavings.of(() -> {
            Mailroom room = new Mailroom(3, 1);

            together(() -> room.send(0), () -> room.send(1), () -> room.send(2));

            check(room.overflowed() == 2, "it holds more or fewer than its slots, or loses what does not fit");
            room.receiveAll();
            check(room.once(0) && room.once(1) && room.once(2), "a message has neither been received nor given back once");
        });
    }

    @Test
    void shouldReceiveOrGiveBackEachMessageOnceWhenTheWorkerEnds() {
        Interleavings.of(() -> {
            Mailroom room = new Mailroom(3, 2);
            room.send(0);

            together(() -> room.send(1), () -> room.sendControl(2), () -> {
                room.receive();
                room.end();
            });

            check(room.once(0) && room.once(1) && room.once(2), "a message of an ended worker is lost or given back twice");
        });
    }

    @Test
    void shouldGiveBackEachMessageOnceThatComesAfterTheEnd() {
        Interleavings.of(() -> {
            Mailroom room = new Mailroom(3, 2);
            room.end();

            together(() -> room.send(0), () -> room.send(1), () -> room.sendControl(2));

            check(room.once(0) && room.once(1) && room.once(2), "a late message is lost or given back twice");
        });
    }
}
