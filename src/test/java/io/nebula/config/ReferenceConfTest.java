package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.nebula.pipeline.ParallelSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceConfTest {
    private static final Config PIPELINE = Defaults.load().getConfig("nebula.pipeline");
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("keys")
    void shouldReadEveryKeyThatIsDocumented(String key) throws IOException {
        Path file = Files.writeString(directory.resolve("pipe.conf"), "nebula.pipeline { source { type = test-source, "
                + "path = in }, sink { type = test-sink, path = out } }");

        PipelineFile wrong = PipelineFile.load(file, List.of(key + " { nonsense = 1 }"), Map.of());

        assertThat(wrong.diagnostics()).isNotEmpty().allSatisfy(d -> {
            assertThat(d.code()).isEqualTo("wrong-type");
            assertThat(d.path()).isEqualTo("nebula.pipeline." + key);
        });
    }

    @Test
    void shouldDocumentEverySettingOfTheEngine() {
        List<String> settings = Arrays.stream(ParallelSettings.class.getRecordComponents()).map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)).toList();

        assertThat(PIPELINE.getObject("parallel").keySet()).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static Stream<String> keys() {
        return Stream.concat(Stream.of("transforms"), PIPELINE.entrySet().stream().map(Map.Entry::getKey)
                .filter(key -> !key.equals("transforms")).sorted());
    }
}
