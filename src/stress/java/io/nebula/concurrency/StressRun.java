package io.nebula.concurrency;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/** Runs the stress tests of jcstress, whose options the arguments are; ends with another code than 0 if one of them fails. */
public final class StressRun {
    private static final int ACTORS = 2;

    private StressRun() {}

    public static void main(String[] arguments) throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        if (processors < ACTORS) {
            throw new IllegalStateException("these tests need " + ACTORS + " processors, and here is " + processors
                    + ": run them on another machine");
        }
        Options options = new Options(arguments);
        if (!options.parse()) {
            System.exit(1);
        }
        JCStress stress = new JCStress(options);
        if (stress.getTests().isEmpty()) {
            throw new IllegalArgumentException("no test fits -t; the tests are the classes in src/stress/java");
        }
        stress.run();
    }
}
