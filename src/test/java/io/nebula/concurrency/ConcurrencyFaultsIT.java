package io.nebula.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.balance.JobProof;
import io.nebula.balance.ReplyPortProof;
import io.nebula.connector.BuffersProof;
import io.nebula.connector.MorselCutterProof;
import io.nebula.dispatch.GroupExecutorProof;
import io.nebula.dispatch.WorkerMailboxProof;
import io.nebula.engine.SequentialLoopProof;
import io.nebula.metrics.WorkerLoadProof;
import io.nebula.mutation.PlantedFault;
import io.nebula.mutation.Proof;
import io.nebula.mutation.Trials;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the proofs notice mistakes in what is shared between threads. */
class ConcurrencyFaultsIT {
    @TempDir
    private Path directory;

    @Test
    void shouldAllBeNoticed() throws Exception {
        assertThat(faults(directory).problems()).isEmpty();
    }

    static Trials faults(Path directory) {
        Trials trials = new Trials(directory);
        mailbox(trials);
        claim(trials);
        port(trials);
        buffers(trials);
        executor(trials);
        others(trials);
        return trials;
    }

    private static void mailbox(Trials trials) {
        Faults faults = new Faults(trials, "io/nebula/dispatch/WorkerMailbox.java", WorkerMailboxProof.class);
        faults.plant("messages in the work lane are overlooked when the worker has run",
                "return !control.isEmpty() || !work.isEmpty();", "return !control.isEmpty();",
                "shouldBeScheduledAsLongAsItHoldsMessages");
        faults.plant("a sender looks for the end of the worker before its message is in", """
                        if (!(envelope.message() instanceof WorkMessage message)) {
                            control.offer(envelope);
                        } else if (!work.offerIfBelowThreshold(envelope, slots)) {
                            refuse(receiver, message);
                        }
                        // a sender that still knows this mailbox can be later than its end; between them, sender and end see each other
                        VarHandle.fullFence();
                        if (deadLetters != null) {
                            giveBack();
                        }
                """, """
                        boolean ended = deadLetters != null;
                        if (!(envelope.message() instanceof WorkMessage message)) {
                            control.offer(envelope);
                        } else if (!work.offerIfBelowThreshold(envelope, slots)) {
                            refuse(receiver, message);
                        }
                        if (ended) {
                            giveBack();
                        }
                """, "shouldReceiveOrGiveBackEachMessageOnceWhenTheWorkerEnds");
        faults.plant("late senders empty the lanes at the same time",
                "private synchronized void giveBack()", "private void giveBack()",
                "shouldGiveBackEachMessageOnceThatComesAfterTheEnd");
    }

    private static void claim(Trials trials) {
        Faults faults = new Faults(trials, "io/nebula/balance/Job.java", JobProof.class);
        faults.plant("a claim is read and then written", """
                        if (!claimedBy.compareAndSet(UNCLAIMED, seat)) {
                            return false;
                        }
                """, """
                        if (claimedBy.get() != UNCLAIMED) {
                            return false;
                        }
                        claimedBy.set(seat);
                """, "shouldBeClaimedByExactlyOneOfThoseWhoHaveIt");
        faults.plant("the thread of a job is told before since when it works", """
                        claimedAtNanos = time.nanoTime();
                        thread = Thread.currentThread();
                """, """
                        thread = Thread.currentThread();
                        claimedAtNanos = time.nanoTime();
                """, "shouldTellSinceWhenToWhoeverSeesTheThread");
    }

    private static void port(Trials trials) {
        Faults faults = new Faults(trials, "io/nebula/balance/ReplyPort.java", ReplyPortProof.class);
        faults.plant("the wake-up flag is cleared after the port has been drained", """
                        awake.set(false);
                        Reply<I, O> reply;
                        while ((reply = replies.poll()) != null) {
                            to.accept(reply);
                        }
                """, """
                        Reply<I, O> reply;
                        while ((reply = replies.poll()) != null) {
                            to.accept(reply);
                        }
                        awake.set(false);
                """, "shouldLeaveNoAnswerBehindThatNobodyIsWokenFor");
        faults.plant("the island is woken before the answer is there", """
                        replies.offer(reply);
                        if (urgent && awake.compareAndSet(false, true)) {
                            wake.run();
                        }
                """, """
                        if (urgent && awake.compareAndSet(false, true)) {
                            wake.run();
                        }
                        replies.offer(reply);
                """, "shouldLeaveNoAnswerBehindThatNobodyIsWokenFor");
        faults = new Faults(trials, "io/nebula/balance/Seat.java", ReplyPortProof.class);
        faults.plant("a worker wakes the stage only when it is just half through",
                "return ++worked >= wakeAt;", "return ++worked == wakeAt;",
                "shouldLeaveNoAnswerBehindOfAWorkerThatHasNothingLeft");
    }

    private static void buffers(Trials trials) {
        Faults faults = new Faults(trials, "io/nebula/connector/Buffers.java", BuffersProof.class);
        faults.plant("a buffer is handed out and stays in the pool", "free.pollLast()", "free.peekLast()",
                "shouldHandOutAnArrayToOneAtATime");
        faults.plant("two take buffers at the same time",
                "public synchronized byte[] take(int size)", "public byte[] take(int size)",
                "shouldHandOutAnArrayToOneAtATime");
        faults.plant("buffers are given back while others are taken",
                "public synchronized void give(byte[] bytes)", "public void give(byte[] bytes)",
                "shouldKeepItsAccountsWhenWatched");
    }

    private static void executor(Trials trials) {
        Faults faults = new Faults(trials, "io/nebula/dispatch/GroupExecutor.java", GroupExecutorProof.class);
        faults.plant("a thread that ends does not look for tasks", """
                            if (isNeeded()) {
                                start(null);
                            }
                """, """
                            lock.lock();
                            ended();
                            lock.unlock();
                """, "shouldRunATaskThatComesWhileTheThreadEnds");
        faults.plant("a thread that sleeps counts for any number of tasks",
                "if (tasks.size() <= idle) {\n                wakeOne();", "if (idle > 0) {\n                wakeOne();",
                "shouldRunATaskBesideOneThatWaitsForIt");
    }

    private static void others(Trials trials) {
        new Faults(trials, "io/nebula/metrics/WorkerLoad.java", WorkerLoadProof.class).plant(
                "a morsel that is done is counted after it has ended",
                "        state = new State(IDLE, before.busyNanos + (now - before.since));", """
                        state = new State(IDLE, before.busyNanos);
                        state = new State(IDLE, before.busyNanos + (now - before.since));
                """, "shouldNeverFallWhileMorselsEndAndBegin");
        new Faults(trials, "io/nebula/connector/MorselCutter.java", MorselCutterProof.class).plant(
                "an input that has just been opened is not closed with the source",
                "bytes = input.opening().open();\n        if (closed) {",
                "InputBytes opened = input.opening().open();\n        boolean late = closed;\n        bytes = opened;\n"
                        + "        if (late) {", "shouldLeaveNoInputOpenThatIsOpenedWhileItIsClosed");
        new Faults(trials, "io/nebula/engine/SequentialLoop.java", SequentialLoopProof.class).plant(
                "a loop that has been given up forgets that",
                "current.compareAndSet(job, null);", "current.set(null);",
                "shouldBeAbandonedExactlyIfSomebodyHasGivenUpOnIt");
    }

    private record Faults(Trials trials, String file, Class<?> proof) {
        private void plant(String name, String snippet, String replacement, String method) {
            trials.noticing(new PlantedFault(name, file, snippet, replacement), Proof.of(proof, method));
        }
    }
}
