package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"pinned", "shared", "isolated-cores"})
    void shouldHoldOnlyKeysThatTheReferenceKnows(String file) {
        Config reference = ConfigFactory.defaultReference();

        assertThat(file(file).entrySet()).isNotEmpty()
                .allSatisfy(entry -> assertThat(reference.hasPath(entry.getKey())).as(entry.getKey()).isTrue());
    }

    @Test
    void shouldPlaceAsTheirNamesSay() {
        assertThat(settings(file("pinned"))).isEqualTo(new PlacementSettings(Pinning.AUTO, CpuSet.NONE, 0));
        assertThat(settings(file("shared")).mode()).isEqualTo(Pinning.NEVER);
        assertThat(settings(file("isolated-cores")))
                .isEqualTo(new PlacementSettings(Pinning.ALWAYS, CpuSet.of(2, 3), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode = always", "cpus = [-1]", "cpus = [0, 1000000]", "spare-cpus = -1", "cpus = [a]"})
    void shouldNameTheKeyThatIsWrong(String setting) {
        Config wrong = ConfigFactory.parseString("nebula.dispatchers.worker.pinned { " + setting + " }");

        assertThatThrownBy(() -> settings(wrong)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(setting.substring(0, setting.indexOf(' ')));
    }

    private static PlacementSettings settings(Config config) {
        return PlacementSettings.of(config.withFallback(ConfigFactory.defaultReference()));
    }

    private static Config file(String name) {
        return ConfigFactory.parseFile(Path.of("dispatchers", name + ".conf").toFile());
    }
}
