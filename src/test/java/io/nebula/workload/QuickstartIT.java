package io.nebula.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's first command, against another engine's answer. */
class QuickstartIT {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatAnIndependentEngineComputesRecordForRecord() throws Exception {
        Path output = folder.resolve("birdstrikes.jsonl");
        Process process = new ProcessBuilder("./nebula", "run", "conf/quickstart.conf", "--summary", "json", "--set",
                "sink.path = \"" + output + "\"").redirectError(folder.resolve("stderr").toFile()).start();
        assertThat(process.waitFor()).as(() -> read(folder.resolve("stderr"))).isZero();

        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("""
                    SELECT "Flight Date" AS date, "Airport Name" AS airport, "Aircraft Make Model" AS aircraft,
                           "Phase of flight" AS phase, "Speed IAS in knots" AS speed,
                           "Speed IAS in knots"::DOUBLE * 1.852::DOUBLE AS speed_kmh,
                           "Wildlife Size" = 'Large' AS large, "Cost Total $" AS cost
                    FROM read_csv('conf/data/birdstrikes.csv', header = true, sample_size = -1,
                                  types = {'Flight Date': 'DATE'}, parallel = false)
                    WHERE "Speed IAS in knots" IS NOT NULL""");
            List<List<String>> actual = duck.rows("""
                    SELECT date, airport, aircraft, phase, speed, speed_kmh, large, cost
                    FROM read_json('%s', format = 'newline_delimited', columns = {date: 'DATE', airport: 'VARCHAR',
                         aircraft: 'VARCHAR', phase: 'VARCHAR', speed: 'BIGINT', speed_kmh: 'DOUBLE', large: 'BOOLEAN',
                         cost: 'BIGINT'})""".formatted(output));
            assertThat(expected).hasSizeGreaterThan(7_000);
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
