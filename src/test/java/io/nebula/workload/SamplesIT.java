package io.nebula.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines of {@code conf}, against another engine's answers. */
class SamplesIT {
    private static final String BIRDS = """
            read_csv('conf/data/birdstrikes.csv', header = true, sample_size = -1, types = {'Flight Date': 'DATE'},
                     parallel = false)""";

    @TempDir
    private Path folder;

    @Test
    void shouldCleanAsAnIndependentEngineDoes() throws Exception {
        Path output = run("cleaning", "cleaning.jsonl");

        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("""
                    SELECT year("Flight Date"), coalesce(nullif(trim("Origin State"), ''), 'unknown'),
                           lower(trim(regexp_replace("Wildlife Species", '\\(.*\\)', '', 'g'))), "Cost Total $"
                    FROM %s WHERE "Effect Amount of damage" <> 'None' AND "Cost Total $" > 0""".formatted(BIRDS));
            assertThat(expected).hasSize(154);
            assertThat(duck.rows("SELECT year, state, species, cost FROM read_json('%s', format = 'newline_delimited')"
                    .formatted(output))).isEqualTo(expected);
        }
    }

    @Test
    void shouldExportEveryRecordCompressed() throws Exception {
        Path output = run("compressed-export", "birds.jsonl.zst");

        assertThat(Files.size(output)).isLessThan(Files.size(Path.of("conf/data/birdstrikes.csv")) / 5);
        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("SELECT * FROM " + BIRDS);
            assertThat(expected).hasSize(10_000);
            assertThat(duck.rows("SELECT * FROM read_json('%s', format = 'newline_delimited', sample_size = -1)"
                    .formatted(output))).isEqualTo(expected);
        }
    }

    @Test
    void shouldRenameAndDropFieldsAndChangeNoValue() throws Exception {
        Path output = run("field-mapping", "mapped.csv");

        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("""
                    SELECT * EXCLUDE ("Cost Other", "Cost Repair", "Cost Total $")
                    FROM read_csv('conf/data/birdstrikes.csv', header = true, all_varchar = true, parallel = false)""");
            assertThat(expected).hasSize(10_000);
            assertThat(duck.rows("SELECT * FROM read_csv('%s', header = true, all_varchar = true, parallel = false)"
                    .formatted(output))).isEqualTo(expected);
        }
        assertThat(Files.readAllLines(output).get(0))
                .isEqualTo("airport,aircraft,damage,date,operator,state,phase,size,species,daytime,speed");
    }

    @Test
    void shouldConvertTypesAsAnIndependentEngineDoes() throws Exception {
        Path output = run("type-conversion", "converted.jsonl");

        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("""
                    SELECT epoch("Flight Date")::BIGINT, "Wildlife Species", "Cost Repair"::BIGINT,
                           "Speed IAS in knots"::DOUBLE
                    FROM %s""".formatted(BIRDS));
            assertThat(expected).hasSize(10_000);
            assertThat(duck.rows("""
                    SELECT * FROM read_json('%s', format = 'newline_delimited', columns = {'Flight Date': 'BIGINT',
                        'Wildlife Species': 'VARCHAR', 'Cost Repair': 'BIGINT', 'Speed IAS in knots': 'DOUBLE'})"""
                    .formatted(output))).isEqualTo(expected);
        }
    }

    @Test
    void shouldComputeAsAnIndependentEngineDoes() throws Exception {
        Path output = run("computation", "computed.csv");

        try (DuckDb duck = new DuckDb(2)) {
            List<List<String>> expected = duck.rows("""
                    WITH weighed AS (
                        SELECT *, "Speed IAS in knots"::DOUBLE * 0.514444::DOUBLE AS speed,
                               CASE WHEN "Wildlife Size" = 'Large' THEN 3.5::DOUBLE
                                    WHEN "Wildlife Size" = 'Medium' THEN 0.8::DOUBLE ELSE 0.1::DOUBLE END AS weight
                        FROM %s),
                    moved AS (SELECT *, 0.5::DOUBLE * weight * speed * speed AS energy FROM weighed)
                    SELECT "Airport Name", "Wildlife Species", speed, weight, energy, sqrt(2::DOUBLE * weight * energy),
                           "Effect Amount of damage" <> 'None'
                    FROM moved""".formatted(BIRDS));
            assertThat(expected).hasSize(10_000);
            assertThat(duck.rows("""
                    SELECT * FROM read_csv('%s', header = true, parallel = false, columns = {'Airport Name': 'VARCHAR',
                        'Wildlife Species': 'VARCHAR', speed: 'DOUBLE', weight: 'DOUBLE', energy: 'DOUBLE',
                        momentum: 'DOUBLE', damaged: 'BOOLEAN'})""".formatted(output))).isEqualTo(expected);
        }
    }

    private Path run(String sample, String name) throws Exception {
        Path output = folder.resolve(name);
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder("./nebula", "run", "conf/" + sample + ".conf", "--set",
                "sink.path = \"" + output + "\"").redirectError(said.toFile()).start();
        int code = process.waitFor();
        assertThat(code).as(Files.readString(said)).isZero();
        return output;
    }
}
