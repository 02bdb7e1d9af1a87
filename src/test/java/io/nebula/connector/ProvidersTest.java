package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
    @Test
    void shouldBeFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SourceProvider.class)).extracting(SourceProvider::type)
                .contains("file", "generate", "stdin");
        assertThat(ServiceLoader.load(SinkProvider.class)).extracting(SinkProvider::type)
                .contains("discard", "file", "stdout");
    }

    @Test
    void shouldReadTheOptionsOfFiles() {
        FileSourceSpec source = (FileSourceSpec) source(new FileSourceProvider(), Map.of(
                "path", List.of("a.csv", "b.csv"), "schema", Map.of("x", "long"), "max-record-bytes", "1KiB",
                "compression", "gzip", "max-decompressed-bytes", "1GiB", "max-compression-ratio", 50));
        FileSinkSpec sink = (FileSinkSpec) sink(new FileSinkProvider(), Map.of("path", "a.csv.gz", "overwrite", true,
                "gzip", Map.of("level", 1)));

        assertThat(source.paths()).containsExactly("a.csv", "b.csv");
        assertThat(source.format().name()).isEqualTo("csv");
        assertThat(source.declared()).containsExactly(Map.entry("x", ValueType.LONG));
        assertThat(source.maxRecordBytes()).isEqualTo(1024);
        assertThat(source.compression()).isEqualTo(Compression.GZIP);
        assertThat(source.limits()).isEqualTo(new DecompressionLimits(1 << 30, 50));
        assertThat(source.formatByName()).isTrue();
        assertThat(sink.overwrite()).isTrue();
        assertThat(sink.level()).isEqualTo(1);
    }

    @Test
    void shouldTakeADashForStandardInputAndOutput() {
        assertThat(source(new FileSourceProvider(), Map.of("path", "-", "format", "csv")))
                .isInstanceOf(StdinSourceSpec.class);
        assertThat(source(new StdinSourceProvider(), Map.of("format", "csv"))).isInstanceOf(StdinSourceSpec.class);
        assertThat(sink(new FileSinkProvider(), Map.of("path", "-", "format", "csv")))
                .isInstanceOf(StdoutSinkSpec.class);
        assertThat(sink(new StdoutSinkProvider(), Map.of("format", "csv"))).isInstanceOf(StdoutSinkSpec.class);
        assertThat(problems(new FileSourceProvider()::create, Map.of("path", "-"))).isNotEmpty();
        assertThat(problems(new FileSourceProvider()::create, Map.of("path", List.of("a.csv", "-"))))
                .contains("path.1");
    }

    @Test
    void shouldTakeAPathWithFieldsForManyFiles() {
        assertThat(sink(new FileSinkProvider(), Map.of("path", "out/{a}.csv.zst", "overwrite", true, "zstd", Map.of("level", 5))))
                .isInstanceOfSatisfying(RoutedSinkSpec.class, sink -> {
                    assertThat(sink.path()).isEqualTo("out/{a}.csv.zst");
                    assertThat(sink.format().name()).isEqualTo("csv");
                    assertThat(sink.overwrite()).isTrue();
                    assertThat(sink.level()).isEqualTo(5);
                });
        assertThat(sink(new FileSinkProvider(), Map.of("path", "out/{{a}}.csv")))
                .isInstanceOfSatisfying(FileSinkSpec.class, sink -> assertThat(sink.path()).isEqualTo("out/{a}.csv"));
        assertThat(problems(new FileSinkProvider()::create, Map.of("path", "out/{a.csv"))).containsExactly("path");
    }

    @Test
    void shouldEncodeForNobodyOnlyWithAFormat() {
        assertThat(sink(new DiscardSinkProvider(), Map.of())).isEqualTo(new DiscardSinkSpec());
        assertThat(((DiscardSinkSpec) sink(new DiscardSinkProvider(), Map.of("format", "csv"))).format()).isNotNull();
    }

    @Test
    void shouldReadTheOptionsOfTheGenerator() {
        assertThat(source(new GenerateSourceProvider(), Map.of("count", 5, "shape", "narrow", "seed", -3)))
                .isEqualTo(new GenerateSpec(5, GenerateSpec.NARROW, -3));
        assertThat(source(new GenerateSourceProvider(), Map.of("count", 5))).isEqualTo(new GenerateSpec(5));
    }

    @Test
    void shouldNoteWhatIsMissingOrWrong() {
        assertThat(problems(new FileSourceProvider()::create, Map.of())).containsExactly("path");
        assertThat(problems(new FileSourceProvider()::create, Map.of("path", List.of()))).containsExactly("path");
        assertThat(problems(new FileSourceProvider()::create, Map.of("path", "a.csv", "schema", Map.of("a.b", "lon"),
                "max-record-bytes", "5GiB", "compression", "zip", "speed", 3)))
                .containsExactlyInAnyOrder("schema.\"a.b\"", "max-record-bytes", "compression", "speed");
        assertThat(problems(new FileSinkProvider()::create, Map.of())).containsExactly("path");
        assertThat(problems(new FileSinkProvider()::create, Map.of("path", "a.csv", "gzip", Map.of("level", 3))))
                .containsExactly("gzip");
        assertThat(problems(new FileSinkProvider()::create, Map.of("path", "a.csv.gz", "gzip", Map.of("level", 10))))
                .containsExactly("gzip.level");
        assertThat(problems(new FileSinkProvider()::create, Map.of("path", "a.csv.zst", "gzip", Map.of("level", 3))))
                .containsExactly("gzip");
        assertThat(problems(new FileSinkProvider()::create, Map.of("path", "a.csv", "compression", "zstd",
                "zstd", Map.of("level", 20)))).containsExactly("zstd.level");
        assertThat(problems(new FileSourceProvider()::create, Map.of("path", "a.csv", "max-compression-ratio", 0)))
                .containsExactly("max-compression-ratio");
        assertThat(problems(new GenerateSourceProvider()::create, Map.of("shape", "wide")))
                .containsExactly("count", "shape");
    }

    @Test
    void shouldLeaveItToTheCheckOfThePathToReportADirectory(@TempDir Path dir) {
        Map<String, String> values = Map.of("path", dir.toString());

        assertThatThrownBy(() -> source(new FileSourceProvider(), values).open()).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> sink(new FileSinkProvider(), values).plan(new Schema(List.of())))
                .hasMessageContaining("is a directory");
    }

    private static SourceSpec source(SourceProvider provider, Map<String, ?> values) {
        return read((p, options) -> p.create(options), provider, values);
    }

    private static SinkSpec sink(SinkProvider provider, Map<String, ?> values) {
        return read((p, options) -> p.create(options), provider, values);
    }

    private static <P, S> S read(BiFunction<P, Options, S> create, P provider, Map<String, ?> values) {
        Options options = new Options(values);
        S spec = create.apply(provider, options);
        assertThat(options.problems()).isEmpty();
        return spec;
    }

    private static List<String> problems(Function<Options, ?> create, Map<String, ?> values) {
        Options options = new Options(values);
        create.apply(options);
        return options.problems().stream().map(Problem::path).toList();
    }
}
