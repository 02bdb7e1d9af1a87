package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InitCommandTest {
    private static final String ROWS = "id;Net Amount;Day;Last Seen;code;case;odd`name;\"say \"\"hi\"\"\";flag\n"
            + "1;\"1,200.50\";31.12.2020;2020-01-02 10:11:12;00501;x;a'b;t;true\n"
            + "2;\"3\";01.02.2021;2020-01-02 10:11:13;00502;;\"two\nlines\";u;false\n";
    private static final String OBJECTS = "{\"id\":1,\"price\":\"12.50\",\"day\":\"2024-01-31\",\"user\":{\"name\":\"ann\"}}\n"
            + "{\"id\":2,\"price\":\"3\",\"day\":\"2024-02-01\",\"user\":null}\n";
    @TempDir
    private Path directory;

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf/data"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldWriteAPipelineThatCopiesEverySample(Path sample) throws IOException {
        roundTrip(sample, "copy.csv");
        roundTrip(sample, "copy.jsonl.gz");
    }

    @ParameterizedTest
    @CsvSource({
        "data.csv, comma", "data.csv, semicolon", "data.tsv, tab", "data, pipe", "data, tab", "data.txt, comma",
        "data.jsonl, objects", "data.log, objects", "data.csv.gz, comma", "data.jsonl.zst, objects", "data.bin, gzip",
        "data.bin, zstd",
    })
    void shouldRecogniseTheFormatAndCopyTheRecords(String name, String kind) throws IOException {
        String content = switch (kind) {
            case "comma" -> ROWS.replace(',', '.').replace(';', ',');
            case "tab" -> ROWS.replace(';', '\t');
            case "pipe" -> ROWS.replace(';', '|');
            case "objects", "gzip", "zstd" -> OBJECTS;
            default -> ROWS;
        };
        boolean gzip = name.endsWith(".gz") || kind.equals("gzip");
        boolean zstd = name.endsWith(".zst") || kind.equals("zstd");
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path input = Files.write(directory.resolve(name), gzip ? gzip(bytes) : zstd ? Zstd.compress(bytes) : bytes);

        List<String> records = roundTrip(input, "copy.jsonl");
        roundTrip(input, "copy");
        if (!content.equals(OBJECTS)) {
            roundTrip(input, "copy.csv"); // which has no types
        }

        assertThat(records).hasSize(2);
        assertThat(records.get(0)).startsWith("{\"id\":1,");
        assertThat(records.get(1)).startsWith("{\"id\":2,");
    }

    @ParameterizedTest
    @CsvSource({"rows.csv", "objects.jsonl", "../conf"})
    void shouldSuggestNothingThatDoesNotWork(String name) throws IOException {
        Files.writeString(directory.resolve("rows.csv"), ROWS);
        Files.writeString(directory.resolve("objects.jsonl"), OBJECTS);
        Path input = name.equals("../conf") ? Path.of("conf/data/birdstrikes.csv") : directory.resolve(name);
        String draft = init(input, directory.resolve("out.jsonl"));
        List<String> suggestions = suggestions(draft);

        assertThat(suggestions).hasSizeGreaterThan(2);
        for (String suggestion : suggestions) {
            runs(draft.replace("transforms = [", "transforms = [\n" + suggestion));
        }
        runs(draft.replaceAll("(?m)^    # ", "    ").replaceAll("(?m)^  # errors", "  errors"));
    }

    /** Each commented transform by itself, without what makes it a comment. */
    private static List<String> suggestions(String draft) {
        List<String> suggestions = new ArrayList<>();
        StringBuilder rename = new StringBuilder();
        for (String line : draft.lines().filter(line -> line.startsWith("    # ")).toList()) {
            String text = line.substring("    # ".length());
            if (!rename.isEmpty() || text.startsWith("{ type = rename")) {
                rename.append(text).append('\n');
            } else if (text.startsWith("{")) {
                suggestions.add(text);
            }
        }
        if (!rename.isEmpty()) {
            suggestions.add(rename.toString());
        }
        return suggestions;
    }

    @Test
    void shouldSuggestWhatTheTextLooksLike() throws IOException {
        Files.writeString(directory.resolve("rows.csv"), ROWS);

        assertThat(init(directory.resolve("rows.csv"), directory.resolve("out.csv"))).contains(
                "set = [\"`Net Amount` = cast(nullif(replace(`Net Amount`, ',', ''), '') as double)\"]",
                "field = \"Day\", to = date, pattern = \"dd.MM.yyyy\"",
                "field = \"Last Seen\", to = timestamp, pattern = \"yyyy-MM-dd HH:mm:ss\"",
                "\"Net Amount\" = net_amount", "\"say \\\"hi\\\"\" = say_hi", "\"case\" = field_case")
                .doesNotContain("field = \"code\"");
    }

    @Test
    void shouldSendAsideWhatCannotBeRead() throws IOException {
        Path input = Files.writeString(directory.resolve("rows.csv"), "a,b\n1,2\n3\n4,5\n");

        String draft = init(input, directory.resolve("out.csv"));
        runs(draft);

        assertThat(draft).contains("# 1 of the first 1,000 records cannot be read");
        assertThat(directory.resolve("out.csv")).hasContent("a,b\n1,2\n4,5\n");
        assertThat(directory.resolve("out.rejected.jsonl")).content().contains("ragged-row");
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "'a,b\n'", "'a\n\n'"})
    void shouldWriteAPipelineForDataWithoutRecords(String content) throws IOException {
        Path input = Files.writeString(directory.resolve("rows.csv"), content);

        runs(init(input, directory.resolve("out.csv")));
        runs(init(input, directory.resolve("out2.csv")).replaceAll("(?m)^    # ", "    "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "data.json  | {\\n  `a`: 1,\\n  `b`: {}\\n}\\n | .records[]",
        "data.jsonl | {`type`: `all`, `list`: [\\n{`a`: 1},\\n{`a`: 2}]}\\n | .records[]",
        "data.json  | [{`a`: 1}, {`a`: 2}] | .[]",
        "data.jsonl | [\\n{`a`: 1},\\n{`a`: 2}\\n]\\n | .[]",
    })
    void shouldRefuseAJsonDocumentWithAWayToMakeLinesOfIt(String name, String content, String path) throws IOException {
        Path input = Files.writeString(directory.resolve(name),
                content.replace('`', '"').replace("\\n", "\n"));

        CommandRun run = CommandRun.of("init", input.toString(), directory.resolve("out.csv").toString());

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("INPUT: error[malformed-json]: this is not JSON Lines")
                .contains(input.toString(), "seems to be one JSON document", "jq -c '" + path + "' in.json");
    }

    @Test
    void shouldNotCallAnInputEmptyWhoseRecordsCannotBeRead() throws IOException {
        Path input = Files.write(directory.resolve("in.jsonl"), "{\"a\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(init(input, directory.resolve("out.csv"))).contains("There are no fields: no record can be read.",
                "# 1 of the first 1,000 records cannot be read").doesNotContain("is empty");
    }

    @Test
    void shouldRenameOnlyWhatNeedsQuotes() throws IOException {
        String plain = "as,cast,date,escape,if,timestamp,try";
        Files.writeString(directory.resolve("plain.csv"), plain + "\n1,2,3,4,5,6,7\n");
        Files.writeString(directory.resolve("other.csv"), "and,end,is\n1,2,3\n");

        assertThat(init(directory.resolve("plain.csv"), directory.resolve("out.csv"))).doesNotContain("rename");
        assertThat(CommandRun.of("eval", "--input", directory.resolve("plain.csv").toString(),
                "sum = " + plain.replace(",", " + ")).out()).contains("\"sum\":28");
        assertThat(init(directory.resolve("other.csv"), directory.resolve("out.csv"))).contains("\"and\" = field_and",
                "\"end\" = field_end", "\"is\" = field_is");
    }

    @Test
    void shouldReplaceOnlyIfAskedTo() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "a\n1\n");
        Path output = Files.writeString(directory.resolve("out.csv"), "old");
        Path file = Files.writeString(directory.resolve("p.conf"), "mine");
        String[] words = {"init", input.toString(), output.toString(), "-o", file.toString()};

        assertThat(CommandRun.of(words)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(run.err()).contains("error[output-exists]", "--force");
        });
        assertThat(file).hasContent("mine");
        assertThat(CommandRun.of(words[0], words[1], words[2], words[3], words[4], "--force").code()).isZero();
        assertThat(CommandRun.of("run", file.toString()).code()).isZero();
        assertThat(output).hasContent("a\n1\n");
    }

    @Test
    void shouldNeverReplaceTheDataByThePipeline() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "a\n1\n");
        Path link = Files.createSymbolicLink(directory.resolve("link.csv"), input);
        String output = directory.resolve("out.csv").toString();

        for (Path file : List.of(input, link)) {
            CommandRun run = CommandRun.of("init", input.toString(), output, file.toString(), "--force");

            assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(run.err()).contains("'" + file + "' is the data; name another file for the pipeline");
        }
        CommandRun same = CommandRun.of("init", input.toString(), output, output);
        assertThat(same.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(same.err()).contains("is where the pipeline will write; name another file");
        assertThat(input).hasContent("a\n1\n");
        assertThat(Path.of(output)).doesNotExist();
    }

    @Test
    void shouldSayWhyThePipelineCannotBeWritten() throws IOException {
        Path input = Files.writeString(directory.resolve("in.csv"), "a\n1\n");

        CommandRun run = CommandRun.of("init", input.toString(), "-", input + "/p.conf");

        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).startsWith("nebula: the pipeline cannot be written to '" + input + "/p.conf': ")
                .contains("; name another file");
    }

    private List<String> roundTrip(Path input, String output) throws IOException {
        Path copy = directory.resolve(output);
        runs(init(input, copy));
        List<String> records = records(input);
        assertThat(records).isNotEmpty();
        assertThat(records(copy)).as(output).isEqualTo(records);
        return records;
    }

    private static List<String> records(Path file) {
        CommandRun run = CommandRun.of("eval", "--input", file.toString(), "--limit", "1000000");
        assertThat(run.err()).isEmpty();
        return run.out().lines().toList();
    }

    private static String init(Path input, Path output) {
        CommandRun run = CommandRun.of("init", input.toString(), output.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private void runs(String pipeline) throws IOException {
        Path file = Files.writeString(directory.resolve("pipeline.conf"), pipeline);
        CommandRun run = CommandRun.of("run", file.toString(), "--set", "sink.overwrite=true");
        assertThat(run.code()).as(run.err() + pipeline).isZero();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
