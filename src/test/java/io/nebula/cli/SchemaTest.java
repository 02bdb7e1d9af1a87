package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import io.nebula.catalog.Catalog;
import io.nebula.catalog.Component;
import io.nebula.cli.page.SchemaDocument;
import io.nebula.options.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    private static final String DOCUMENT = SchemaDocument.write();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(DOCUMENT);

    @Test
    void shouldBeASchemaItself() throws IOException {
        assertThat(new ObjectMapper().readTree(DOCUMENT).get("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        JsonSchema draft = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of(VersionFlag.V202012.getId()));
        assertThat(draft.validate(DOCUMENT, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAcceptEverySample(Path sample) {
        String json = ConfigFactory.parseFile(sample.toFile(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF))
                .resolve().root().render(ConfigRenderOptions.concise());

        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("components")
    void shouldAcceptEveryComponentWithEachOfItsSettings(Component component) {
        String example = component.example();
        assertThat(problems(component, example)).isEmpty();
        for (Setting setting : component.settings()) {
            Stream.concat(Stream.of(setting.shown() == null ? "{}" : setting.shown()), setting.choices().stream())
                    .forEach(value -> assertThat(problems(component, example + "{ " + setting.key() + " = " + value + " }"))
                            .as(setting.key() + " = " + value).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "source { type = file, path = a.csv, formt = csv } | formt",
        "source { type = fiel, path = a.csv } | type",
        "source { type = generate } | count",
        "source = a.csv, errors { policy = ignore } | policy",
        "source = a.csv, parallel { worker-count = many } | worker-count",
        "source = a.csv, parallel { workers = 4 } | workers",
        "source = a.csv, transforms = [{ type = filter, were = x }] | were",
        "source { type = file, path = a.csv, csv { delimter = x } } | delimter",
    })
    void shouldRefuseWhatNobodyReads(String mistake, String named) {
        assertThat(validate("nebula.pipeline { sink = b.csv, " + mistake + " }")).anySatisfy(problem ->
                assertThat(problem.toString()).contains(named));
    }

    private static Set<ValidationMessage> problems(Component component, String section) {
        String other = component.role() == Component.Role.SOURCE ? "sink = b.csv" : component.role() == Component.Role.SINK
                ? "source = a.csv" : "source = a.csv, sink = b.csv";
        String written = component.role() == Component.Role.TRANSFORM ? "x = " + section + ", transforms = [${nebula.pipeline.x}]"
                : component.role().key() + " = " + section;
        String json = ConfigFactory.parseString("nebula.pipeline { " + other + ", " + written + " }").resolve()
                .withoutPath("nebula.pipeline.x").root().render(ConfigRenderOptions.concise());
        return SCHEMA.validate(json, InputFormat.JSON);
    }

    private static Set<ValidationMessage> validate(String hocon) {
        return SCHEMA.validate(ConfigFactory.parseString(hocon).root().render(ConfigRenderOptions.concise()), InputFormat.JSON);
    }

    private static List<Component> components() {
        return Catalog.components().stream().filter(component -> !component.type().startsWith("test-")).toList();
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> conf = Files.list(Path.of("conf")); Stream<Path> dispatchers = Files.list(Path.of("dispatchers"))) {
            return Stream.concat(conf, dispatchers).filter(file -> file.toString().endsWith(".conf")).sorted().toList();
        }
    }
}
