package io.nebula.fuzz;

import io.nebula.config.PipelineFileFuzz;
import io.nebula.connector.GzipFuzz;
import io.nebula.connector.RouteFuzz;
import io.nebula.connector.ZstdFuzz;
import io.nebula.expression.EvaluationFuzz;
import io.nebula.expression.ExpressionFuzz;
import io.nebula.format.csv.CsvFuzz;
import io.nebula.format.jsonl.JsonLinesFuzz;
import io.nebula.text.NumberFuzz;
import io.nebula.text.TimeFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is fuzzed: a parser and an oracle that it is held against. */
public enum FuzzTarget {
    CSV(CsvFuzz.class, CsvFuzz::fuzzerTestOneInput),
    JSONL(JsonLinesFuzz.class, JsonLinesFuzz::fuzzerTestOneInput),
    NUMBER(NumberFuzz.class, NumberFuzz::fuzzerTestOneInput),
    TIME(TimeFuzz.class, TimeFuzz::fuzzerTestOneInput),
    EXPRESSION(ExpressionFuzz.class, ExpressionFuzz::fuzzerTestOneInput),
    EVALUATION(EvaluationFuzz.class, EvaluationFuzz::fuzzerTestOneInput),
    PIPELINE(PipelineFileFuzz.class, PipelineFileFuzz::fuzzerTestOneInput),
    GZIP(GzipFuzz.class, GzipFuzz::fuzzerTestOneInput),
    ZSTD(ZstdFuzz.class, ZstdFuzz::fuzzerTestOneInput),
    ROUTE(RouteFuzz.class, RouteFuzz::fuzzerTestOneInput);

    private static final Path KEPT = Path.of("src/test/resources/fuzz");

    private final Class<?> type;
    private final Round round;

    /** One round: throws if what is held against each other differs. */
    public interface Round {
        void run(byte[] data) throws Exception;
    }

    FuzzTarget(Class<?> type, Round round) {
        this.type = type;
        this.round = round;
    }

    /** The class with {@code fuzzerTestOneInput}. */
    Class<?> type() {
        return type;
    }

    Round round() {
        return round;
    }

    /** The word for it on the command line and in paths. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The directory of the inputs that are kept. */
    Path kept() {
        return KEPT.resolve(word());
    }

    /** Texts that matter to the parser, one a line in quotes, as libFuzzer reads them. */
    Path dictionary() {
        return KEPT.resolve(word() + ".dict");
    }

    /** The inputs that are kept, in the order of their names. */
    List<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(kept())) {
            return files.sorted().toList();
        }
    }

    /** What the dictionary holds. */
    List<byte[]> tokens() throws IOException {
        List<byte[]> tokens = new ArrayList<>();
        for (String line : Files.readAllLines(dictionary())) {
            if (line.startsWith("\"")) {
                tokens.add(unescaped(line.substring(1, line.length() - 1)));
            }
        }
        return tokens;
    }

    private static byte[] unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.charAt(i + 1) == 'x') {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                plain.append(text.charAt(text.charAt(i) == '\\' ? ++i : i));
            }
        }
        return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
