package io.nebula.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.nebula.connector.SinkProvider;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceSettingsTest {
    private static final String PIPELINE = "nebula.pipeline.";

    @Test
    void shouldGiveTheDefaultOfEveryKeyThatHasOne() {
        Config defaults = Defaults.load().resolve();
        Map<String, Object> declared = ReferenceSettings.all().stream().filter(setting -> setting.fallback() != null)
                .collect(Collectors.toMap(Setting::key,
                        setting -> ConfigFactory.parseString("x = " + setting.fallback()).getAnyRef("x")));

        assertThat(declared).isEqualTo(defaults.entrySet().stream().filter(entry -> entry.getKey().startsWith("nebula."))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().unwrapped())));
    }

    @Test
    void shouldSayWhatEverySettingMeans() {
        assertThat(ReferenceSettings.all()).hasSizeGreaterThan(30).allSatisfy(setting ->
                assertThat(setting.meaning()).as(setting.key()).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"parallel", "errors", "checkpoint"})
    void shouldDeclareEverySectionAsItIsRead(String section) {
        String prefix = PIPELINE + section + ".";
        List<Setting> settings = ReferenceSettings.all().stream().filter(setting -> setting.key().startsWith(prefix)).toList();
        Consumer<Options> reader = switch (section) {
            case "parallel" -> ParallelSection::read;
            case "errors" -> options -> ErrorSection.read(options, new Components<>("sink", SinkProvider.class,
                    SinkProvider::type, SinkProvider::create), new ArrayList<>());
            default -> CheckpointSection::read;
        };
        Map<String, Object> examples = new LinkedHashMap<>();
        settings.forEach(setting -> examples.put(setting.key().substring(prefix.length()),
                ShortForm.expand(ConfigFactory.parseString("x = " + setting.shown()).getAnyRef("x"))));
        examples.replaceAll((key, value) -> key.equals("dead-letter") ? ShortForm.expand(value) : plain(value));
        Options options = new Options(examples);

        reader.accept(options);

        Map<String, Kind> read = new LinkedHashMap<>();
        options.asked().forEach((key, kind) -> read.put(key.replaceFirst("^dead-letter\\..*", "dead-letter"),
                key.startsWith("dead-letter") ? Kind.COMPONENT : kind));
        assertThat(read).isEqualTo(settings.stream()
                .collect(Collectors.toMap(setting -> setting.key().substring(prefix.length()), Setting::kind)));
    }

    private static Object plain(Object value) {
        return value instanceof Map<?, ?> expanded ? expanded.get("path") : value;
    }
}
