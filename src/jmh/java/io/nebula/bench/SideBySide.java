package io.nebula.bench;

import java.nio.file.Files;

/**
 * Runs the same jobs on Nebula and on others, checks that the answers agree, and prints the ratios. A row that Nebula loses
 * is in the table like the others.
 */
public final class SideBySide {
    private SideBySide() {}

    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.read();
        Files.createDirectories(settings.directory());
        Report report = new Report(settings, System.out);
        Processes processes = new Processes(settings.directory());
        try {
            for (String part : settings.parts()) {
                run(part, settings, report, processes);
            }
        } finally {
            report.print();
            report.write(settings.directory().resolve("side-by-side.json"));
        }
    }

    private static void run(String part, Settings settings, Report report, Processes processes) throws Exception {
        switch (part) {
            case "files" -> new FilesAgainstDuckDb(settings, report, processes).run();
            case "compute" -> new ComputeAgainstPeers(settings, report, processes).run();
            case "hub" -> new HubAgainstStock(settings, report, processes).run();
            case "peak" -> new PeakMemory(settings, report, processes).run();
            case "start" -> new StartUp(settings, report, processes).run();
            case "allocation" -> new Allocation(report, processes).run();
            default -> throw new IllegalArgumentException(part);
        }
    }
}
