package io.nebula.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.nebula.config.Providers;
import io.nebula.connector.SinkProvider;
import io.nebula.connector.SourceProvider;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.transform.TransformProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what components say they read against what they read. */
class SettingsTest {
    /** A component of ours and what reads its section. */
    private record Reader(Component component, Consumer<Options> read) {
        @Override
        public String toString() {
            return component.role().text() + " " + component.type();
        }
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldDeclareExactlyWhatIsRead(Reader reader) {
        Map<String, Kind> read = new TreeMap<>();
        for (Map<String, Object> section : sections(reader.component())) {
            Options options = new Options(section);
            reader.read().accept(options);
            options.asked().forEach((key, kind) -> read.merge(key, kind, (before, now) -> section.containsKey(key)
                    || before == Kind.TEXT ? now : before));
        }

        assertThat(read).isEqualTo(reader.component().settings().stream()
                .collect(Collectors.toMap(Setting::key, Setting::kind, (a, b) -> a, TreeMap::new)));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldShowAnExampleThatIsAccepted(Reader reader) {
        Options options = new Options(section(reader.component().example()));
        assertThat(options.string("type")).isEqualTo(reader.component().type());

        reader.read().accept(options);

        assertThat(options.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("readers")
    void shouldAcceptEveryExampleChoiceAndFallback(Reader reader) {
        for (Setting setting : reader.component().settings()) {
            for (String value : values(setting)) {
                Options options = new Options(with(reader.component(), setting, value));
                options.string("type");

                reader.read().accept(options);

                assertThat(options.problems()).as(setting.key() + " = " + value)
                        .noneMatch(problem -> (problem.path() + ".").startsWith(setting.key() + ".")
                                && !problem.code().matches("wrong-format|no-effect|names-with-header"));
            }
        }
    }

    /** Nothing, everything, and each choice, since some keys are looked at only beside others. */
    private static List<Map<String, Object>> sections(Component component) {
        List<Map<String, Object>> sections = new ArrayList<>();
        sections.add(Map.of());
        sections.add(section(component.example()));
        for (Setting setting : component.settings()) {
            values(setting).forEach(value -> sections.add(with(component, setting, value)));
        }
        return sections;
    }

    private static List<String> values(Setting setting) {
        return Stream.concat(Stream.of(setting.example(), setting.fallback()), setting.choices().stream())
                .filter(value -> value != null).toList();
    }

    private static Map<String, Object> with(Component component, Setting setting, String value) {
        return ConfigFactory.parseString("section { " + setting.key() + " = " + value + " }")
                .withFallback(ConfigFactory.parseString("section " + component.example())).getObject("section").unwrapped();
    }

    private static Map<String, Object> section(String text) {
        return ConfigFactory.parseString("section " + text).getObject("section").unwrapped();
    }

    private static List<Reader> readers() {
        Map<String, SourceProvider> sources = Providers.sources().stream()
                .collect(Collectors.toMap(SourceProvider::type, p -> p));
        Map<String, TransformProvider> transforms = Providers.transforms().stream()
                .collect(Collectors.toMap(TransformProvider::type, p -> p));
        Map<String, SinkProvider> sinks = Providers.sinks().stream().collect(Collectors.toMap(SinkProvider::type, p -> p));
        return Catalog.components().stream().filter(component -> !component.type().startsWith("test-"))
                .map(component -> new Reader(component, switch (component.role()) {
                    case SOURCE -> sources.get(component.type())::create;
                    case TRANSFORM -> transforms.get(component.type())::create;
                    case SINK -> sinks.get(component.type())::create;
                })).toList();
    }
}
