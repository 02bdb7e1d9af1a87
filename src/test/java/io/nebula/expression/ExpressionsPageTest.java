package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the function table of the reference page in step with {@link Functions}. */
class ExpressionsPageTest {
    private static final String HEAD = "| form | value | example |\n|---|---|---|\n";

    @Test
    void shouldListEveryFunctionAsItIs() throws IOException {
        String page = Files.readString(Path.of("src/docs/expressions.md"));
        assertThat(page.substring(page.indexOf(HEAD)).strip()).isEqualTo(table().strip());
    }

    static String table() {
        StringBuilder table = new StringBuilder(HEAD);
        for (Function function : Functions.all()) {
            table.append("| ").append(cell(String.join("<br>", function.signatures().stream()
                    .map(signature -> "`" + signature + "`").toList())))
                    .append(" | ").append(cell(function.summary()))
                    .append(" | `").append(cell(function.example())).append("` is `").append(function.exampleResult())
                    .append("` |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
