package io.nebula.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8BufferTest {
    @Test
    void shouldHoldTheBytesThatTheJdkMakes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Utf8Buffer buffer = new Utf8Buffer(Utf8Buffer.LONGEST);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 3000; i++) {
            String text = Texts.random(random, random.nextInt(40));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            expected.writeBytes(bytes);

            assertThat(buffer.append(text)).as("seed " + seed).isEqualTo(bytes.length);
        }

        assertThat(Arrays.copyOf(buffer.bytes(), buffer.end())).as("seed " + seed).isEqualTo(expected.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "é\udc00\ud800", "\ud83e\ud83e\udd85"})
    void shouldAddNothingOfATextWithHalfASurrogatePair(String text) {
        Utf8Buffer buffer = new Utf8Buffer(Utf8Buffer.LONGEST);
        buffer.append("before");

        assertThat(buffer.append(text)).isEqualTo(Utf8Buffer.NO_TEXT);
        assertThat(buffer.append("after")).isEqualTo(5);
        assertThat(new String(buffer.bytes(), 0, buffer.end(), StandardCharsets.UTF_8)).isEqualTo("beforeafter");
    }

    @Test
    void shouldAddNothingThatWouldMakeItTooLong() {
        Utf8Buffer buffer = new Utf8Buffer(11);

        assertThat(buffer.append("12345678")).isEqualTo(8);
        assertThat(buffer.append("abcd")).isEqualTo(Utf8Buffer.FULL);
        assertThat(buffer.append("é")).isEqualTo(2);
        assertThat(buffer.append("")).isZero();
        assertThat(buffer.append("€")).isEqualTo(Utf8Buffer.FULL);

        buffer.clear();
        assertThat(buffer.append("12345678901")).isEqualTo(11);
    }
}
