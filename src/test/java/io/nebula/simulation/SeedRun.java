package io.nebula.simulation;

import io.nebula.engine.PipelineRun;
import io.nebula.engine.SimulatedRuns;
import io.nebula.metrics.Outcome;
import io.nebula.metrics.RunResult;
import io.nebula.options.InvalidOptionsException;
import io.nebula.pipeline.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;
import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.CanAwait;

/**
 * What happens under one seed: a job whose process is started again and again, until it has come to its end. All chance comes
 * from the seed, so that it happens again in the same way.
 */
final class SeedRun {
    private static final int MOST_DEATHS = 3;
    private static final int MOST_TROUBLES = 5;
    private static final int MOST_PROCESSES = 12;
    private static final int MOST_STEPS = 300_000;

    private final SplittableRandom random;
    private final Trace trace;
    private final Sightings sightings;
    private final SimulatedJob job;
    private final Disk disk = new Disk();
    private final Finished finished;
    private int deaths;
    private int troubles;
    private boolean crashed;
    /** What the next run goes on from, as the last one has said; -1 if it did not. */
    private long promised = -1;

    SeedRun(long seed, Trace trace, Sightings sightings) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
        this.sightings = sightings;
        this.job = new SimulatedJob(random.split(), sightings);
        this.finished = new Finished(job, disk);
    }

    /** @throws AssertionError saying what is not as it should be */
    void run() throws IOException {
        prepareDisk();
        for (int process = 0; process < MOST_PROCESSES; process++) {
            boolean done = live(life());
            finished.checkNothingHalf();
            if (done && job.failure() != null) {
                return;
            }
            if (done) {
                finished.checkWhole();
                checkDurable();
                return;
            }
        }
        throw new AssertionError("the job has not come to its end in " + MOST_PROCESSES + " processes");
    }

    private void prepareDisk() {
        Disk.Node top = disk.directory();
        disk.change(new Disk.Name(disk.root(), "sim", top));
        for (String directory : List.of("in", "out", "letters")) {
            disk.change(new Disk.Name(top, directory, disk.directory()));
        }
        job.inputs.forEach((path, bytes) -> put(path, bytes));
        if (job.old) {
            put(job.outputs.keySet().iterator().next(), Finished.OLD);
        }
        disk.forceAll();
    }

    private void put(String path, byte[] bytes) {
        Disk.Node file = disk.file();
        file.write(0, bytes, 0, bytes.length);
        int name = path.lastIndexOf('/') + 1;
        disk.change(new Disk.Name(disk.find(path.substring(0, name)), path.substring(name), file));
    }

    private void remove(String path) {
        int name = path.lastIndexOf('/') + 1;
        disk.change(new Disk.Name(disk.find(path.substring(0, name)), path.substring(name), null));
    }

    private Life life() {
        Schedule schedule = new Schedule(random.split(), trace);
        Schedule.use(schedule);
        Life life = new Life(random.split(), schedule, trace, sightings);
        Passage.of(life);
        life.whenDead(disk::kill);
        int kind = random.nextInt(5);
        if (kind < 2 && deaths < MOST_DEATHS) {
            deaths++;
            life.drawDeath();
        } else if (kind < 4 && troubles < MOST_TROUBLES) {
            troubles++;
            life.drawTrouble();
        }
        if (random.nextInt(4) == 0) {
            life.drawShortWrites();
        }
        return life;
    }

    /** One process; true if the job has come to its end with it. */
    private boolean live(Life life) throws IOException {
        trace.note("a process starts");
        SimulatedFileSystem files = new SimulatedFileSystem(disk, life);
        SimulatedDefaultProvider.mount(files);
        try {
            return end(life, result(life));
        } catch (InvalidOptionsException e) {
            return refused(e);
        } catch (Died e) {
            return crash();
        } finally {
            files.unmount();
        }
    }

    /** Null if the process has died. */
    private RunResult result(Life life) throws InvalidOptionsException {
        Pipeline pipeline = job.pipeline(random.split());
        life.watchCredits(pipeline.parallel().credits());
        PipelineRun run = SimulatedRuns.prepare(pipeline, life);
        life.whenInterrupted(run::interrupt);
        sightings.see(run.parallel() ? "worker groups" : "sequential loop");
        return run.parallel() ? spread(run, life) : run.sequentially();
    }

    private RunResult spread(PipelineRun run, Life life) {
        Schedule schedule = Schedule.current();
        BlockContext driving = new BlockContext() {
            @Override
            public <T> T blockOn(Function0<T> awaited, CanAwait permission) {
                schedule.finish(MOST_STEPS);
                return awaited.apply();
            }
        };
        return BlockContext.withBlockContext(driving, () -> spread(run, life, schedule));
    }

    private RunResult spread(PipelineRun run, Life life, Schedule schedule) {
        ActorSystem system = SimulatedSystem.create();
        SystemMaterializer.get(system);
        schedule.disturb();
        CompletableFuture<RunResult> result = null;
        try {
            result = run.on(system).toCompletableFuture();
            while (!result.isDone() && schedule.step()) {
                if (schedule.steps() > MOST_STEPS) {
                    throw new AssertionError("the run does not come to its end");
                }
            }
            if (!result.isDone() && !life.dead()) {
                throw new AssertionError("nothing is left to do, and the run has not come to its end");
            }
            return life.dead() ? null : result.join();
        } finally {
            life.quiet();
            system.terminate();
            schedule.finish(MOST_STEPS);
        }
    }

    private boolean end(Life life, RunResult result) throws IOException {
        if (life.dead()) {
            return crash();
        }
        trace.note("the process ends: " + result.outcome() + " " + result.failure());
        disk.kill();
        boolean begun = result.failure() == null || !result.failure().contains("Nothing has been read or written.");
        if (promised >= 0 && begun) {
            Finished.expect(promised, result.resumedFrom(), "records to go on after");
        }
        sightings.see(result.outcome().toString());
        if (result.resumedFrom() > 0) {
            sightings.see("resumed");
        }
        if (result.workers().stream().anyMatch(worker -> worker.stolen() > 0)) {
            sightings.see("stolen");
        }
        if (result.outcome() == Outcome.COMPLETED) {
            promised = -1;
            finished.checkFigures(result);
            finished.checkTidy(crashed);
            return true;
        }
        if (result.outcome() == Outcome.FAILED && !life.disturbed() && job.failure() != null) {
            finished.checkFailure(result);
            return true;
        }
        boolean explained = result.outcome() == Outcome.INTERRUPTED ? life.interrupted() : life.disturbed();
        if (!explained) {
            throw new AssertionError("the run ended without a cause: " + result.outcome() + " " + result.failure());
        }
        promised = life.disturbed() || !job.checkpoints ? -1 : result.read();
        return false;
    }

    private boolean crash() {
        promised = -1;
        crashed = true;
        if (job.checkpoints && random.nextBoolean()) {
            trace.note("the machine with it");
            sightings.see("power loss");
            disk.fail(random);
        } else {
            sightings.see("kill");
            disk.kill();
        }
        return false;
    }

    /**
     * Right only where an earlier process had come to the end of all that could be seen of it; or, without checkpoints, had
     * died when not all files were in their places, where a person does what the refusal advises.
     */
    private boolean refused(InvalidOptionsException refusal) {
        trace.note("refused: " + refusal.getMessage());
        disk.kill();
        if (!job.checkpoints && crashed && !finished.isThere()) {
            finished.places().stream().filter(finished::isThere).forEach(this::remove);
            return false;
        }
        if (!finished.isThere()) {
            throw new AssertionError("the run was refused: " + refusal.getMessage(), refusal);
        }
        sightings.see("was complete already");
        return true;
    }

    /** What a run has said to be complete survives the machine, and whatever is run after it. */
    private void checkDurable() throws IOException {
        crashed = true;
        if (job.checkpoints) {
            trace.note("and the machine fails behind it");
            disk.fail(random);
            finished.checkWhole();
        }
        if (!job.old) {
            Schedule schedule = new Schedule(random.split(), trace);
            Schedule.use(schedule);
            Life life = new Life(random.split(), schedule, trace, sightings);
            Passage.of(life);
            live(life);
            finished.checkWhole();
        }
    }
}
