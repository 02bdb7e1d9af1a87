package io.nebula.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two send to a worker that has ended, and give back what lies in its mailbox. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "each has been given back once")
@Outcome(expect = FORBIDDEN, desc = "a message is lost, or has been given back twice")
@State
public class MailboxLateStress {
    private final Mailroom room = new Mailroom(2, 2);

    public MailboxLateStress() {
        room.end();
    }

    @Actor
    public void first() {
        room.send(0);
    }

    @Actor
    public void second() {
        room.sendControl(1);
    }

    @Arbiter
    public void count(ZZ_Result result) {
        result.r1 = room.once(0);
        result.r2 = room.once(1);
    }
}
