package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSetTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-3", "1,3,5", "0-3,6,64-130"})
    void shouldPrintTheListThatItWasReadFrom(String list) {
        assertThat(CpuSet.parse(list)).hasToString(list);
    }

    @Test
    void shouldReadWhatTheKernelWritesWithWhiteSpaceAround() {
        assertThat(CpuSet.parse("\t4-7\n")).isEqualTo(CpuSet.of(4, 5, 6, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "1,,2", "0-99999999", "99999999999"})
    void shouldRefuseWhatIsNoList(String text) {
        assertThatThrownBy(() -> CpuSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKnowItsLowestCpuAndSize() {
        CpuSet cpus = CpuSet.of(9, 5);

        assertThat(cpus.first()).isEqualTo(5);
        assertThat(cpus.size()).isEqualTo(2);
        assertThat(CpuSet.NONE.first()).isEqualTo(-1);
    }
}
