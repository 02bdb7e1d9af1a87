package io.nebula.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the reference page in step with the catalog; writes it when asked to. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("src/docs/reference.md");

    @Test
    void shouldDescribeEverythingAsItIs() throws IOException {
        if (Boolean.getBoolean("nebula.write-pages")) {
            Files.writeString(PAGE, ReferencePage.write());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(ReferencePage.write());
    }
}
