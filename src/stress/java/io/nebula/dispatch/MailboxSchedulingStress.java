package io.nebula.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two send and schedule the worker, which says that it runs no more and then looks once again. */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "each has been received")
@Outcome(expect = FORBIDDEN, desc = "a message lies in the mailbox of a worker that nobody schedules")
@State
public class MailboxSchedulingStress {
    private final Mailroom room = new Mailroom(3, 3);

    @Actor
    public void first() {
        room.sendAndSchedule(0);
    }

    @Actor
    public void second() {
        room.sendAndSchedule(1);
        room.sendControlAndSchedule(2);
    }

    @Arbiter
    public void count(ZZZ_Result result) {
        result.r1 = room.received(0);
        result.r2 = room.received(1);
        result.r3 = room.received(2);
    }
}
