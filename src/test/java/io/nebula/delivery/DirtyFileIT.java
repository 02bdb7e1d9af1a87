package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.delivery.KilledJob.End;
import io.nebula.engine.DeadLetterFile;
import io.nebula.engine.DeadLetterFile.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large file of which every hundredth record is bad, and a run of it that is killed on the way. */
@Timeout(120)
class DirtyFileIT {
    private static final int RECORDS = 200_000;
    private static final int KILLED = 137;
    private static final String BROKEN = "100 / cast(n as long)";
    private static final String REPAIRED = "coalesce(try(100 / cast(n as long)), 0.5)";

    @TempDir
    private Path directory;
    private ToolRun tool;
    /** What must come into the dead letters, in input order. */
    private final List<Place> bad = new ArrayList<>();
    private int beyondRepair;

    private record Place(long line, long offset, String record) {}

    @BeforeEach
    void prepare() {
        tool = new ToolRun(directory);
    }

    @ParameterizedTest
    @CsvSource({"csv, input", "csv, none", "jsonl, input", "jsonl, none"})
    void shouldKeepEveryBadRecordOnceAndCompleteTheOutputByAReplay(String format, String ordering) throws Exception {
        writeInput(format);
        assertThat(bad).hasSize(RECORDS / 100);
        writePipeline(format, ordering, REPAIRED, "errors.policy = skip");
        assertThat(tool.run("--set", "sink.path=good." + format).code()).isZero();

        writePipeline(format, ordering, BROKEN, "errors { policy = dead-letter, dead-letter = dead.jsonl }");
        End killed = tool.with("NEBULA_OPTS", "-Dnebula.crash.at=manifest-kept:3").run();
        assertThat(killed.code()).as(String.join("\n", killed.said())).isEqualTo(KILLED);
        End resumed = tool.with("NEBULA_OPTS", "").run();

        assertThat(resumed.code()).as(String.join("\n", resumed.said())).isZero();
        assertThat(Long.parseLong(resumed.figure("resumedFrom"))).isBetween(1L, RECORDS - 1L);
        assertThat(resumed.figure("rejected")).isEqualTo(Integer.toString(bad.size()));
        assertLetters(format, ordering);

        writePipeline(format, ordering, REPAIRED, "errors.policy = skip");
        End replayed = tool.nebula("replay", "dead.jsonl", "pipeline.conf", "--set", "sink.path=rest." + format, "--summary",
                "json");
        assertThat(replayed.code()).as(String.join("\n", replayed.said())).isZero();
        assertThat(replayed.figure("written")).isEqualTo(Integer.toString(bad.size() - beyondRepair));
        List<String> union = records("out." + format, format);
        union.addAll(records("rest." + format, format));
        Collections.sort(union);
        List<String> good = records("good." + format, format);
        Collections.sort(good);
        assertThat(union.equals(good)).as("the output and the rest of it are the good output").isTrue();
    }

    private void assertLetters(String format, String ordering) throws IOException {
        List<Letter> letters = new ArrayList<>(DeadLetterFile.read(directory.resolve("dead.jsonl")));
        if (ordering.equals("none")) {
            letters.sort(Comparator.comparingLong(Letter::offset));
        }
        assertThat(letters).hasSameSizeAs(bad);
        for (int i = 0; i < letters.size(); i++) {
            Letter letter = letters.get(i);
            long line = letter.line() == 0 && ordering.equals("none") ? bad.get(i).line() : letter.line();
            assertThat(letter.file()).isEqualTo("in." + format);
            assertThat(new Place(line, letter.offset(), letter.record())).isEqualTo(bad.get(i));
        }
    }

    /** Records over two lines among them; every hundredth cannot be cast, divides by nought, has no form, or is not UTF-8. */
    private void writeInput(String format) throws IOException {
        boolean csv = format.equals("csv");
        StringBuilder text = new StringBuilder(csv ? "id,n,text\n" : "");
        long line = csv ? 2 : 1;
        for (int i = 0; i < RECORDS; i++) {
            int kind = i % 100 == 42 ? i / 100 % 4 : -1;
            String n = kind == 0 ? "n/a" : kind == 1 ? "0" : Integer.toString(1 + i % 30);
            String more = kind == 3 ? "\u00ff" : i % 7 == 0 ? csv ? "two\nlines" : "two\\nlines" : "one line";
            String record = csv ? i + "," + n + ",\"" + more + '"' + (kind == 2 ? ",surplus" : "")
                    : "{\"id\":" + i + ",\"n\":\"" + n + "\",\"text\":\"" + more + '"' + (kind == 2 ? ",surplus}" : "}");
            if (kind >= 0) {
                bad.add(new Place(line, text.length(), record));
                beyondRepair += kind >= 2 ? 1 : 0;
            }
            text.append(record).append('\n');
            line += record.chars().filter(c -> c == '\n').count() + 1;
        }
        Files.write(directory.resolve("in." + format), text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void writePipeline(String format, String ordering, String expression, String errors) throws IOException {
        Files.writeString(directory.resolve("pipeline.conf"), """
                nebula.pipeline {
                  source { type = file, path = in.%1$s, schema { id = long, n = string, text = string } }
                  transforms = [{ type = compute, set = ["q = %3$s"] }]
                  sink { type = file, path = out.%1$s }
                  %4$s
                  parallel { use-parallel = true, worker-count = 2, batch-size = 2000, ordering = %2$s }
                  checkpoint.interval = 1ms
                }
                """.formatted(format, ordering, expression, errors));
    }

    private List<String> records(String file, String format) throws IOException {
        String text = Files.readString(directory.resolve(file));
        if (format.equals("csv")) {
            assertThat(text).startsWith("id,n,text,q\n");
            text = text.substring(text.indexOf('\n') + 1).replace("two\nlines", "two lines");
        }
        return new ArrayList<>(List.of(text.split("\n")));
    }
}
