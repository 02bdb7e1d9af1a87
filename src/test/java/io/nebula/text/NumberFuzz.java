package io.nebula.text;

import static io.nebula.fuzz.FuzzInput.check;
import static io.nebula.fuzz.FuzzInput.same;

import io.nebula.fuzz.FuzzInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Any bytes as a number, a boolean and UTF-8, against the platform; any 64 bits as a long and as a double, written and read
 * back, and no longer than they have to be.
 */
public final class NumberFuzz {
    private static final Pattern LONG = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DOUBLE =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|-?Infinity|NaN");

    private NumberFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FuzzInput in = new FuzzInput(data);
        long bits = in.word();
        writeLong(bits);
        writeLong(bits >> 20);
        writeDouble(Double.longBitsToDouble(bits));
        writeDouble(bits);
        byte[] text = in.rest();
        parse(text, 0, text, text.length);
        byte[] amid = ("-1" + new String(text, StandardCharsets.ISO_8859_1) + "7e9.").getBytes(StandardCharsets.ISO_8859_1);
        parse(amid, 2, text, text.length);
        utf8(amid, 2, text);
    }

    private static void parse(byte[] bytes, int start, byte[] only, int length) {
        String text = new String(only, StandardCharsets.ISO_8859_1);
        BigInteger whole = LONG.matcher(text).matches() ? new BigInteger(text) : null;
        boolean fits = whole != null && whole.bitLength() < Long.SIZE;
        same("long", fits ? whole.longValue() : LongText.INVALID, LongText.parse(bytes, start, length));
        same("least long", fits && whole.longValue() == LongText.INVALID,
                LongText.isInvalidValue(bytes, start, length));
        double value = DOUBLE.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        same("double", value, DoubleText.parse(bytes, start, length));
        same("NaN", text.equals("NaN"), DoubleText.isNaN(bytes, start, length));
        int truth = text.equalsIgnoreCase("true") ? BooleanText.TRUE
                : text.equalsIgnoreCase("false") ? BooleanText.FALSE : BooleanText.INVALID;
        same("boolean", truth, BooleanText.parse(bytes, start, length));
    }

    private static void utf8(byte[] bytes, int start, byte[] only) {
        ByteBuffer in = ByteBuffer.wrap(only);
        CharBuffer out = CharBuffer.allocate(only.length + 1);
        boolean wrong = StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isMalformed();
        int expected = wrong ? start + in.position() : -1;
        same("first invalid byte", expected, Utf8.firstInvalid(bytes, start, only.length));
        if (!wrong) {
            String text = out.flip().toString();
            same("code points", text.codePointCount(0, text.length()), Utf8.codePoints(bytes, start, only.length));
        }
    }

    private static void writeLong(long value) {
        byte[] out = new byte[LongText.MAX_LENGTH];
        int end = LongText.write(value, out, 0);
        same("written", Long.toString(value), new String(out, 0, end, StandardCharsets.ISO_8859_1));
        same("read back", value, LongText.parse(out, 0, end));
    }

    private static void writeDouble(double value) {
        byte[] out = new byte[DoubleText.MAX_LENGTH];
        int end = DoubleText.write(value, out, 0);
        same("read back", value, DoubleText.parse(out, 0, end));
        if (value != 0 && Double.isFinite(value)) {
            BigDecimal written = new BigDecimal(new String(out, 0, end, StandardCharsets.ISO_8859_1));
            check(written.compareTo(ShortestByTrial.of(value)) == 0,
                    written + " is not the shortest for " + new BigDecimal(value));
        }
    }
}
