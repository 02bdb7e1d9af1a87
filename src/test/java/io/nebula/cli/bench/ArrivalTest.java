package io.nebula.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.OutputBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArrivalTest {
    private static final String LINES = "a,1\nbcdefghijklmnop,2\n\na,1\nlast\n";

    @Test
    void shouldBeTheSameWhereverTheLinesAreCut() {
        assertThat(arrived("a,1\n", "bcdefghijklmnop,2\n\n", "a,1\nlast\n").difference(arrived(LINES), true)).isNull();
        assertThat(arrived("a,1\n", "bcdefghijklmnop,2\n\na,1\nlast\n").checksum()).isEqualTo(arrived(LINES).checksum());
    }

    @Test
    void shouldNoticeAnotherOrderOnlyWhereOrderMatters() {
        Arrival swapped = arrived("a,1\n", "\nbcdefghijklmnop,2\na,1\nlast\n");

        assertThat(swapped.difference(arrived(LINES), true)).isEqualTo("the same lines arrived, but in another order");
        assertThat(swapped.difference(arrived(LINES), false)).isNull();
    }

    @Test
    void shouldNoticeWhatIsMissingTwiceOrOther() {
        assertThat(arrived("a,1\n").difference(arrived(LINES), false)).isEqualTo("1 lines of 4 bytes arrived, not 5 of 32");
        assertThat(arrived(LINES.replace("last", "lost")).difference(arrived(LINES), false)).contains("other content");
        assertThat(arrived(LINES.replace(",2", ",3").replaceFirst(",1", ",0")).difference(arrived(LINES), false))
                .contains("other content");
    }

    private static Arrival arrived(String... morsels) {
        Arrival sum = new Arrival();
        for (String morsel : morsels) {
            Arrival arrival = new Arrival();
            byte[] bytes = ("x" + morsel).getBytes(StandardCharsets.UTF_8);
            arrival.add(bytes, 1, bytes.length);
            OutputBuffer written = new OutputBuffer(8);
            written.append((byte) 0);
            arrival.appendTo(written);
            assertThat(written.end()).isEqualTo(1 + Arrival.BYTES);
            sum.addWritten(written.bytes(), 1);
        }
        return sum;
    }
}
