package io.nebula.dispatch;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A worker ends while somebody still sends: the sender's message and the end must not miss each other. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "each has been received or given back, once")
@Outcome(expect = FORBIDDEN, desc = "a message is lost, or has been given back twice")
@State
public class MailboxEndStress {
    private final Mailroom room = new Mailroom(2, 2);

    @Actor
    public void sender() {
        room.send(0);
        room.sendControl(1);
    }

    @Actor
    public void end() {
        room.end();
    }

    @Arbiter
    public void count(ZZ_Result result) {
        result.r1 = room.once(0);
        result.r2 = room.once(1);
    }
}
