package io.nebula.concurrency;

import io.nebula.balance.ReplyPortStress;
import io.nebula.dispatch.MailboxEndStress;
import io.nebula.mutation.ChildJvm;
import io.nebula.mutation.MutatedClasses;
import io.nebula.mutation.PlantedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * That the stress tests notice mistakes which no interleaving shows: a processor may read before what it has written can be
 * seen by others.
 */
public final class StressFaults {
    private static final long SECONDS = 900;

    private StressFaults() {}

    /** Argument: a directory for class files and results. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        notice(new PlantedFault("sender and end of a worker need not see each other", "io/nebula/dispatch/WorkerMailbox.java",
                "VarHandle.fullFence();", ""), MailboxEndStress.class, directory);
        notice(new PlantedFault("the wake-up flag may still be seen when the port is being drained",
                "io/nebula/balance/ReplyPort.java", "awake.set(false);", "awake.lazySet(false);"), ReplyPortStress.class,
                directory);
    }

    private static void notice(PlantedFault fault, Class<?> test, Path directory) throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(directory, "fault");
        MutatedClasses.compile(fault, classes);
        ChildJvm.Ended ended = ChildJvm.run(classes, StressRun.class, SECONDS, "-t", test.getSimpleName(), "-r",
                classes.toString(), "-sc", "false", "-jvmArgs", "-Xmx512m", "-f", "1", "-iters", "20", "-time", "2000");
        if (ended.code() == 0 || !ended.output().contains("Forbidden")) {
            throw new AssertionError(test.getSimpleName() + " does not notice the fault \"" + fault.name() + "\" in "
                    + fault.file() + "; try again, as this is a matter of chance, then sharpen it:\n" + ended.output());
        }
        System.out.println(test.getSimpleName() + " notices the fault \"" + fault.name() + "\" in " + fault.file());
    }
}
