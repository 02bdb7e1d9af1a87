package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutedOutputTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("a", ValueType.STRING),
            new Field("category", ValueType.STRING)));
    private static final OutputParts PLAIN = new OutputParts(new LineFormat(true), SCHEMA, Compression.NONE, 0);

    @TempDir
    Path dir;

    @Test
    void shouldWriteEachRouteToAFileOfItsOwnThatAppearsWithAllOthers() throws Exception {
        RoutedRecordSink sink = sink("out/{category}/x.csv", false);
        assertThat(sink.routes().fields()).containsExactly(1);
        RecordOutput output = sink.open(true);
        append(output, sink.routes().nameOf("toys"), "1,toys\n");
        append(output, sink.routes().nameOf("../up"), "2,../up\n");
        append(output, sink.routes().nameOf("toys"), "3,toys\n");
        assertThat(dir.resolve("out").toFile().list()).containsExactly("{category}_x.csv.nebula");

        output.commit();

        assertThat(files()).containsExactlyInAnyOrderEntriesOf(Map.of("out/toys/x.csv", "a,category\n1,toys\n3,toys\n",
                "out/%2E.%2Fup/x.csv", "a,category\n2,../up\n"));
        assertThat(output.storedBytes()).isEqualTo(2 * 11 + 7 + 8 + 7);
        assertThat(output.partial()).isNull();
    }

    @Test
    void shouldGoOnFromAnyCheckpointWhateverWasWrittenAfterItAndHoweverFewFilesAreOpen() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, StringBuilder> expected = new TreeMap<>();
        RecordOutput output = RoutedOutput.create(routeFiles(), PLAIN, true, 3);
        for (int run = 0; run < 15; run++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                String name = "c" + random.nextInt(1 + run) + ".csv";
                String text = (run + "," + i + "\n").repeat(random.nextInt(10_000));
                append(output, name, text);
                expected.computeIfAbsent(name, key -> new StringBuilder("a,category\n")).append(text);
            }
            OutputMark mark = output.checkpoint();
            assertThat(mark.bytes()).as("seed %d", seed).isEqualTo(output.storedBytes());
            for (int i = random.nextInt(10); i > 0; i--) {
                append(output, "c" + random.nextInt(30) + ".csv", "lost\n".repeat(i * 100));
            }
            if (random.nextBoolean()) {
                output.checkpoint();
            }
            output.abandon();
            output = RoutedOutput.resume(routeFiles(), PLAIN, mark, 3);
            assertThat(output.storedBytes()).as("seed %d", seed).isEqualTo(mark.bytes());
        }
        output.commit();

        Map<String, String> texts = new TreeMap<>();
        expected.forEach((name, text) -> texts.put(name, text.toString()));
        assertThat(files()).as("seed %d", seed).isEqualTo(texts);
    }

    @Test
    void shouldFinishAPublicationThatWasInterruptedBetweenTwoFiles() throws Exception {
        RoutedRecordSink sink = sink("{category}.csv", false);
        RecordOutput output = sink.open(true);
        append(output, "a.csv", "1,a\n");
        append(output, "b.csv", "2,b\n");
        output.prepare();
        output.abandon();
        Files.createLink(dir.resolve("a.csv"), dir.resolve("{category}.csv.nebula/part-0"));

        RoutedRecordSink again = sink("{category}.csv", false);
        assertThat(again.publicationInterrupted()).isTrue();
        again.completeInterruptedPublication();

        assertThat(files()).containsOnly(entry("a.csv", "a,category\n1,a\n"), entry("b.csv", "a,category\n2,b\n"));
    }

    @Test
    void shouldRefuseFilesThatExistUnlessTheyMayBeReplaced() throws Exception {
        Files.writeString(dir.resolve("a.csv"), "old");
        InvalidOptionsException refused =
                catchThrowableOfType(InvalidOptionsException.class, () -> sink("{category}.csv", false));
        assertThat(refused.problems().get(0).code()).isEqualTo("output-exists");

        RecordOutput output = sink("{category}.csv", true).open(false);
        append(output, "a.csv", "1,a\n");
        output.commit();
        assertThat(files()).containsOnly(entry("a.csv", "a,category\n1,a\n"));

        RecordOutput late = RoutedOutput.create(routeFiles(), PLAIN, true, 3);
        assertThatThrownBy(() -> append(late, "a.csv", "2,a\n")).hasMessageContaining("exists");
        assertThatThrownBy(() -> append(late, "b.csv", "2,b\n")).hasMessageContaining("exists");
        assertThatThrownBy(late::commit).hasMessageContaining("exists");
        late.abandon();
    }

    @Test
    void shouldRefuseToGoOnWithoutItsListing() throws Exception {
        RecordOutput output = sink("{category}.csv", false).open(true);
        append(output, "a.csv", "1,a\n");
        OutputMark mark = output.checkpoint();
        output.abandon();

        assertThatThrownBy(() -> sink("{category}.csv", false).resume(new OutputMark(mark.bytes() + 1, mark.crc())))
                .isInstanceOf(IOException.class).hasMessageContaining("is gone").hasMessageContaining("--restart");
        Path listing = dir.resolve(String.format("{category}.csv.nebula/routes-%d-%08x", mark.bytes(), mark.crc()));
        Files.writeString(listing, Files.readString(listing).replace("a.csv", "b.csv"));
        assertThatThrownBy(() -> sink("{category}.csv", false).resume(mark)).hasMessageContaining("is damaged");
        sink("{category}.csv", false).open(true).commit();
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void shouldNameFieldsThatAreNotThere() {
        InvalidOptionsException refused =
                catchThrowableOfType(InvalidOptionsException.class, () -> sink("{categry}/{b}.csv", false));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("unknown-field", "unknown-field");
        assertThat(refused.problems().get(0).advice()).contains("category");
    }

    private RouteFiles routeFiles() throws IOException {
        return new RouteFiles(StateDirectory.lock(dir.resolve("{category}.csv")), dir, false);
    }

    private RoutedRecordSink sink(String pattern, boolean overwrite) throws InvalidOptionsException {
        return new RoutedSinkSpec(dir + "/" + pattern, new LineFormat(true), overwrite, Compression.AUTO, 0)
                .plan(SCHEMA);
    }

    private static void append(RecordOutput output, String route, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.append(route, bytes, 0, bytes.length);
    }

    /** All files below the directory, with what is in them. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(dir)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(dir.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
