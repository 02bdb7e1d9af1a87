package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfSamplesTest {
    @ParameterizedTest
    @MethodSource("samples")
    void shouldLoadEverySampleWithoutAnyFinding(Path sample) {
        PipelineFile file = PipelineFile.load(sample, List.of(), Map.of());

        assertThat(Diagnostic.render(file.diagnostics())).isEmpty();
        assertThat(file.pipeline().name()).isEqualTo(sample.getFileName().toString().replace(".conf", ""));
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }
}
