package io.nebula.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proofs, tried with our classes as they are and with faults planted in them, in JVMs of their own. As a JVM takes seconds to
 * warm up, each of them has many faults, though no two in the same file or for the same class of proofs: a proof must not
 * depend on the files in which faults are planted for others.
 */
public final class Trials {
    /** What never ends is found out in no time; much else may run on the same processors. */
    private static final long SECONDS = 1800;
    private static final Pattern OUTCOME = Pattern.compile("(?ms)^#### trial (\\d+): (\\w+)$(.*?)(?=^#### trial|\\z)");

    private final Path directory;
    private final List<Round> rounds = new ArrayList<>();

    /** @param directory empty; takes class files */
    public Trials(Path directory) {
        this.directory = directory;
    }

    /** The proof is to hold. */
    public Trials holding(Proof proof) {
        return add(new Trial(null, proof));
    }

    /** The proof is to fail with that fault. */
    public Trials noticing(PlantedFault fault, Proof proof) {
        return add(new Trial(fault, proof));
    }

    private Trials add(Trial trial) {
        for (Round round : rounds) {
            if (round.takes(trial)) {
                round.trials.add(trial);
                return this;
            }
        }
        rounds.add(new Round(new ArrayList<>(List.of(trial))));
        return this;
    }

    /**
     * Runs them all.
     *
     * @return what is not as it should be, for a person; empty if all is well
     */
    public List<String> problems() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Round round : rounds) {
            problems.addAll(round.problems(Files.createTempDirectory(directory, "faults")));
        }
        return problems;
    }

    /** What one JVM tries. */
    private record Round(List<Trial> trials) {
        private boolean takes(Trial other) {
            return trials.stream().noneMatch(trial -> trial.disturbs(other));
        }

        private List<String> problems(Path classes) throws IOException, InterruptedException {
            List<String> arguments = new ArrayList<>();
            for (Trial trial : trials) {
                if (trial.fault != null) {
                    MutatedClasses.compile(trial.fault, classes);
                }
                arguments.add(trial.proof.test().getName() + ";" + String.join(",", trial.proof.methods()));
            }
            return problems(ChildJvm.run(classes, TrialRun.class, SECONDS, arguments.toArray(String[]::new)));
        }

        private List<String> problems(ChildJvm.Ended ended) {
            List<String> problems = new ArrayList<>();
            int done = 0;
            for (Matcher matcher = OUTCOME.matcher(ended.output()); matcher.find(); done++) {
                Trial trial = trials.get(Integer.parseInt(matcher.group(1)));
                TrialRun.Outcome outcome = TrialRun.Outcome.valueOf(matcher.group(2));
                if (outcome != (trial.fault == null ? TrialRun.Outcome.HOLDS : TrialRun.Outcome.FAILS)) {
                    problems.add(trial.problem(outcome) + matcher.group(3));
                }
            }
            if (done < trials.size()) {
                problems.add("only " + done + " of " + trials + " have come to their end; exit code " + ended.code() + ":\n"
                        + ended.output());
            }
            return problems;
        }
    }

    private record Trial(PlantedFault fault, Proof proof) {
        private boolean disturbs(Trial other) {
            boolean bothRight = fault == null && other.fault == null;
            return !bothRight && (fault == null || other.fault == null || fault.file().equals(other.fault.file())
                    || proof.test() == other.proof.test());
        }

        private String problem(TrialRun.Outcome outcome) {
            return proof + (outcome == TrialRun.Outcome.BROKEN ? " cannot be run"
                    : fault == null ? " fails" : " does not notice the fault; sharpen it")
                    + (fault == null ? "" : " (planted in " + fault.file() + ": " + fault.name() + ")");
        }
    }
}
