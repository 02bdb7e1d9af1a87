package io.nebula.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.cli.page.Style;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTableTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldNotSplitACharacterWhereItCutsText(int before) {
        String text = "x".repeat(before) + "\uD83D\uDE00".repeat(100);

        String table = RecordTable.of(List.of("a"), List.of(Map.of("a", text)), Style.PLAIN);

        assertThat(table).contains("…");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(table)).isTrue();
    }
}
