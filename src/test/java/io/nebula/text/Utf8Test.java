package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    @ParameterizedTest
    @CsvSource({"80,0", "BF,0", "C0AF,0", "C1BF,0", "C2,0", "C220,0", "E08080,0", "E09FBF,0", "EDA080,0",
        "EDBFBF,0", "E282,0",
        "E28220,0", "F0808080,0", "F08FBFBF,0", "F4908080,0", "F5808080,0", "FF,0", "FE,0", "F09F98,0", "F09F9820,0",
        "F8888080,0", "61E282AC62C3,5", "616263646566676869C0,9", "6162636465666768C3A980,10", "61626364656667C2,7"})
    void shouldFindTheFirstMalformedSequence(String hex, int expected) {
        byte[] malformed = HexFormat.of().parseHex(hex);
        for (int before = 0; before < 20; before++) {
            byte[] bytes = new byte[before + malformed.length + 1];
            Arrays.fill(bytes, (byte) 'a');
            System.arraycopy(malformed, 0, bytes, before, malformed.length);
            // a continuation that belongs to nobody: cut-off sequences must not use it
            bytes[bytes.length - 1] = (byte) 0xBF;

            assertThat(Utf8.firstInvalid(bytes, 0, before + malformed.length)).isEqualTo(before + expected);
            assertThat(Utf8.firstInvalid(bytes, before, malformed.length)).isEqualTo(before + expected);
        }
    }

    @Test
    void shouldEncodeEveryCodePointAndFindItValid() {
        byte[] out = new byte[Utf8.MAX_LENGTH + 1];
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            int end = Utf8.encode(codePoint, out, 1);
            String text = new String(out, 1, end - 1, StandardCharsets.UTF_8);
            if (text.codePointAt(0) != codePoint || text.codePointCount(0, text.length()) != 1
                    || Utf8.firstInvalid(out, 1, end - 1) != -1 || Utf8.codePoints(out, 1, end - 1) != 1) {
                fail("code point %x", codePoint);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0xD800, 0xDFFF, 0x110000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseToEncodeWhatIsNoCodePoint(int codePoint) {
        assertThatThrownBy(() -> Utf8.encode(codePoint, new byte[4], 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x" + Integer.toHexString(codePoint)).hasMessageContaining("has no UTF-8 form");
    }

    @Test
    void shouldAgreeWithTheDecoderOfTheJdkOnRandomBytes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 200_000; k++) {
            byte[] bytes = damagedText(random);
            int start = random.nextInt(bytes.length);
            int length = random.nextInt(bytes.length - start + 1);
            int expected = firstInvalidByDecoder(bytes, start, length);
            if (Utf8.firstInvalid(bytes, start, length) != expected) {
                fail("%s from %d, %d bytes, seed %d", HexFormat.of().formatHex(bytes), start, length, seed);
            }
            if (expected < 0 && Utf8.codePoints(bytes, start, length) != codePoints(bytes, start, length)) {
                fail("code points of %s from %d, seed %d", HexFormat.of().formatHex(bytes), start, seed);
            }
        }
    }

    private static byte[] damagedText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int k = 1 + random.nextInt(30); k > 0; k--) {
            int codePoint = switch (random.nextInt(6)) {
                case 0 -> random.nextInt(0x80, 0x800);
                case 1 -> random.nextInt(0x800, 0xD800);
                case 2 -> random.nextInt(0x10000, 0x110000);
                default -> random.nextInt(0x80);
            };
            text.appendCodePoint(codePoint);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int k = random.nextInt(3); k > 0; k--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private int firstInvalidByDecoder(byte[] bytes, int start, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        CharBuffer out = CharBuffer.allocate(length + 1);
        boolean malformed = decoder.reset().decode(in, out, true).isMalformed();
        return malformed ? in.position() : -1;
    }

    private int codePoints(byte[] bytes, int start, int length) {
        try {
            String text = decoder.reset().decode(ByteBuffer.wrap(bytes, start, length)).toString();
            return text.codePointCount(0, text.length());
        } catch (CharacterCodingException e) {
            throw new AssertionError(e);
        }
    }
}
