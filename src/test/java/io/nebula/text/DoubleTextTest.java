package io.nebula.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleTextTest {
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+0", "0.0", "-0.0", "00", "5", "5.", ".5", "-.5", "+.5", "5.0", "1e5",
        "1E5", "1e+5",
        "1e-5", "1.e5", ".1e5", "0e0", "0e999999999999999999999", "1e400", "-1e400", "1e-400", "123456789.123456789",
        "1e99999999999999999999999", "1e-99999999999999999999999", "1e0000000000000000000000001",
        "0.000000000000000000000000000000000000000000001", "100000000000000000000000000000000000000000000000",
        "9007199254740993", "9007199254740993.00000000000000000000000000000000000000000000001", "9007199254740995",
        "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "179769313486231580793e289",
        "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.47032822920623272e-324", "5e-324",
        "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308", "6.631236846766476e-316",
        "3.2378839133029012895883524125015321748630376694231080599012970495523019706706765657868357425877995"
                + "57860615776559"
                + "8382434355143910841531692526891905643964595773946180389283653051434639551003566966656292020173313440"
                + "317300443693602052583458034314716600326995807313009548483639755486900107515300188817581841745696521"
                + "731104736960227499346384253806233697747365600089974040609674980283891918789639685754392222064169814"
                + "626901133425240027243859416510512935526014211553334302252372915238433223313261384314778235911424088"
                + "000307751706259156707286570031519536642607698224949379518458015308952384398197084033899378732414634"
                + "842056080000272705311068273879077914449185347715987501628125488627684932015189916680282517302999531"
                + "439241685457086639132010e-319",
        "Infinity", "-Infinity", "1e22", "1e23", "8.5e22", "9e15", "9007199254740992e22",
        "1234567890123456789012345678"})
    void shouldParseToTheNearestDouble(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(DoubleText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString())
                    .isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e-", "1e5.", "1e5e5", "1..2",
        "1.2.3", " 1",
        "1 ", "\t1", "1f", "1d", "1F", "1D", "1.0f", "1e5d", "0x1p3", "0x10", "1_000", "1,5", "--1", "+-1", "-+1",
        "1-", "1e--5",
        "nan", "NAN", "-NaN", "+NaN", "inf", "infinity", "INFINITY", "+Infinity", "Infinit", "Infinityy", "-Infinitx",
        "12345678a", "0.12345678x", "0.1234567x", "1e5x", "1e1x", "٣", "1\u0000", "1234567890123456789012345x",
        "1234567890123456789012345f", "0x1234567890123456789012345p1"})
    void shouldRefuseEverythingElse(String text) {
        for (Placed placed : Placed.everywhere(text)) {
            assertThat(DoubleText.parse(placed.bytes(), placed.start(), placed.length())).as(placed.toString()).isNaN();
            assertThat(DoubleText.isNaN(placed.bytes(), placed.start(), placed.length())).isFalse();
        }
    }

    @Test
    void shouldTellNaNFromInvalidText() {
        Placed placed = Placed.atEnd("NaN");

        assertThat(DoubleText.parse(placed.bytes(), placed.start(), placed.length())).isNaN();
        assertThat(DoubleText.isNaN(placed.bytes(), placed.start(), placed.length())).isTrue();
    }

    @Test
    void shouldParseRandomDecimalsToTheNearestDouble() {
        for (int k = 0; k < 200_000; k++) {
            checkParsed(randomDecimal());
        }
    }

    @Test
    void shouldRoundTextsNextToTheMiddleOfTwoDoublesRightly() {
        BigDecimal tiny = new BigDecimal(BigInteger.ONE, 1100);
        for (int k = 0; k < 10_000; k++) {
            double lower = Math.abs(randomDouble(k));
            if (lower == Double.MAX_VALUE) {
                continue;
            }
            BigDecimal upper = new BigDecimal(Math.nextUp(lower));
            BigDecimal middle = new BigDecimal(lower).add(upper).divide(BigDecimal.valueOf(2));
            checkParsed(middle.toString());
            checkParsed(middle.add(tiny).toString());
            checkParsed(middle.subtract(tiny).toString());
            checkParsed(middle.round(new MathContext(17 + k % 5)).toString());
        }
    }

    @Test
    void shouldWriteTheShortestTextThatParsesBack() {
        for (int k = 0; k < 60_000; k++) {
            checkShortest(randomDouble(k));
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            checkNeighbours(Math.scalb(1.0, exponent));
        }
        for (int exponent = -324; exponent <= 308; exponent++) {
            checkNeighbours(Double.parseDouble("1e" + exponent));
        }
        for (long bits = 1; bits < 2_000; bits++) {
            checkShortest(Double.longBitsToDouble(bits));
        }
    }

    @Test
    void shouldParseBackWhatItWrites() {
        byte[] out = new byte[DoubleText.MAX_LENGTH + 3];
        for (int k = 0; k < 500_000; k++) {
            double value = randomDouble(k);
            int end = DoubleText.write(value, out, 3);
            if (Double.doubleToLongBits(DoubleText.parse(out, 3, end - 3)) != Double.doubleToLongBits(value)) {
                fail("%s became %s, seed %d", value, written(value), seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "-0.0", "5.0", "-5.0", "1.5", "100.0", "0.1", "0.001", "1.0E-6:0.000001",
        "1.25E-6:0.00000125", "-1.2345678901234567E-6:-0.0000012345678901234567", "9.5E-7:9.5e-7",
        "1.5E-7:1.5e-7", "1E-7:1e-7",
        "1E20:100000000000000000000.0", "9.99999999999999999E20:1e21", "1E21:1e21", "-1.5E21:-1.5e21",
        "123456789012345680000:123456789012345680000.0", "999999999999999900000:999999999999999900000.0",
        "9007199254740993:9007199254740992.0", "9007199254740994:9007199254740994.0", "123456.789",
        "1E15:1000000000000000.0",
        "1E23:1e23", "2E23:2e23", "9.5367431640625E-7:9.5367431640625e-7", "4.9E-324:5e-324", "9.9E-324:1e-323",
        "1.7976931348623157E308:1.7976931348623157e308", "-2.2250738585072014E-308:-2.2250738585072014e-308",
        "2.0E-3:0.002", "0.1234567890123456", "12.34", "NaN", "Infinity", "-Infinity", "3.0E10:30000000000.0"})
    void shouldLayOutPlainlyWhereThatIsShort(String example) {
        String[] sides = example.split(":");
        String expected = sides[sides.length - 1];

        assertThat(written(Double.parseDouble(sides[0]))).isEqualTo(expected);
    }

    @Test
    void shouldStayWithinItsGreatestLength() {
        for (int k = 0; k < 200_000; k++) {
            byte[] out = new byte[DoubleText.MAX_LENGTH];
            assertThat(DoubleText.write(-Math.abs(randomDouble(k)), out, 0)).isLessThanOrEqualTo(DoubleText.MAX_LENGTH);
        }
    }

    @Test
    void shouldAllocateNothing() {
        double[] values = new double[5_000];
        for (int k = 0; k < values.length; k++) {
            values[k] = randomDouble(k);
        }
        byte[] out = new byte[DoubleText.MAX_LENGTH];
        double[] sum = new double[1];
        Allocations.assertNone(() -> {
            for (double value : values) {
                sum[0] += DoubleText.parse(out, 0, DoubleText.write(value, out, 0)) > 0 ? 1 : 0;
            }
        });
        assertThat(sum[0]).isNotZero();
    }

    /** Bit patterns, short decimals, integers and numbers of everyday size in turn; finite. */
    private double randomDouble(int k) {
        double value = switch (k % 6) {
            case 0, 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(10));
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> random.nextDouble() * 1e6;
            default -> Double.longBitsToDouble(random.nextLong() >>> 11 + random.nextInt(53));
        };
        return Double.isFinite(value) ? value : k;
    }

    private String randomDecimal() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "" : "-");
        int digits = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 20);
        int point = random.nextInt(digits + 1);
        for (int k = 0; k < digits; k++) {
            text.append(k == point ? "." : "").append((char) ('0' + random.nextInt(10)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> text.append('e').append(random.nextInt(-30, 30)).toString();
            case 1 -> text.append('E').append(random.nextInt(-360, 330)).toString();
            default -> text.toString();
        };
    }

    private void checkParsed(String text) {
        Placed placed = Placed.between("8", text, "5");
        double parsed = DoubleText.parse(placed.bytes(), placed.start(), placed.length());
        double expected = Double.parseDouble(text);
        if (Double.doubleToLongBits(parsed) != Double.doubleToLongBits(expected)) {
            fail("%s was parsed as %s, seed %d", text, parsed, seed);
        }
    }

    private void checkNeighbours(double value) {
        checkShortest(value);
        checkShortest(Math.nextUp(value));
        checkShortest(Math.nextDown(value));
    }

    private void checkShortest(double value) {
        if (value == 0 || Double.isInfinite(value)) {
            return;
        }
        BigDecimal text = new BigDecimal(written(value));
        if (text.doubleValue() != value || text.stripTrailingZeros().compareTo(ShortestByTrial.of(value)) != 0) {
            fail("%s was written as %s, the shortest is %s, seed %d",
                    new BigDecimal(value), written(value), ShortestByTrial.of(value), seed);
        }
    }

    private static String written(double value) {
        byte[] out = new byte[DoubleText.MAX_LENGTH + 2];
        int end = DoubleText.write(value, out, 2);
        return new String(out, 2, end - 2, StandardCharsets.ISO_8859_1);
    }
}
