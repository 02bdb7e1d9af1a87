package io.nebula.bench;

import java.nio.file.Files;

/**
 * Runs the same jobs on Nebula and on others, checks that the answers agree, and prints the ratios. A row that Nebula
 * loses is in the table like the others.
 */
public final class SideBySide {
    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.read();
        Files.createDirectories(settings.directory());
        Report report = new Report(settings, System.out);
        Processes processes = new Processes(settings.directory());
        boolean complete = true;
        for (String part : settings.parts()) {
            try {
                run(part, settings, report, processes);
            } catch (Exception e) { // what has been measured must not be lost because something else went wrong
                complete = false;
                System.out.println("part " + part + " FAILED, its rows are missing:");
                e.printStackTrace(System.out);
            }
        }
        report.print();
        report.write(settings.directory().resolve("side-by-side.json"));
        if (!complete) {
            System.exit(1);
        }
    }

    private static void run(String part, Settings settings, Report report, Processes processes) throws Exception {
        switch (part) {
            case "files" -> new FilesAgainstDuckDb(settings, report, processes).run();
            case "compute" -> new ComputeAgainstPeers(settings, report, processes).run();
            case "operator" -> {
                new OperatorAgainstPeers(settings, report, processes).run();
                new OperatorLatency(settings, report, processes).run();
            }
            case "hub" -> new HubAgainstStock(settings, report, processes).run();
            case "peak" -> new PeakMemory(settings, report, processes).run();
            case "start" -> new StartUp(settings, report, processes).run();
            case "allocation" -> new Allocation(report, processes).run();
            case "checkpoint" -> new CheckpointCost(settings, report, processes).run();
            default -> throw new IllegalArgumentException(part);
        }
    }
}
