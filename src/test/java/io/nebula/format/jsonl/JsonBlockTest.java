package io.nebula.format.jsonl;

import static io.nebula.format.FormatRun.texts;
import static io.nebula.format.FormatRun.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.format.Decoder;
import io.nebula.format.Encoder;
import io.nebula.format.FormatRun;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import io.nebula.record.Reject;
import io.nebula.record.Schema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines among many that are like them must become what they become alone. */
class JsonBlockTest {
    private static final JsonLinesFormat JSON = JsonLinesFormat.jsonLines();
    private static final Schema SCHEMA = texts("id", "name", "a key of more than sixteen bytes", "value", "ü", "b");
    private static final String[] STRANGE = {"", " ", "\t", "\r", "[]", "{}", "null", "{\"id\":1}x", "\u00a0",
        "{\"id\":1,\"id\":2}", "{\"stranger\":[1, 2],\"id\":7}", "{\"id\":1,\"\\u0062\":3,\"x\":{\"id\":2}}",
        "{\"b\":1,\"name\":\"n\",\"id\":0}", "{\"id\":1,\"name\":\"cut", "{\"id\":1}{\"id\":2}"};
    private static final String[] NUMBERS = {"1e5", "-1.5E+3", "0.0", "-0", "12345678", "1.12345678", "01", "-01.5",
        "1.", ".5", "-", "1.e3", "1e", "+1", "1.5.5"};
    private static final byte[] DAMAGE = utf8("\"\\{}[]:,.-+eE09 \t\r\n\u0001xn\u00e9");

    private record Outcome(List<Reject> rejects, long lines, String output) {}

    @Test
    void shouldReadEachLineAsItWouldBeReadAlone() {
        for (long seed = 0; seed < 60; seed++) {
            byte[] lines = lines(new Random(seed));

            Outcome together = read(lines, seed);

            assertThat(together).as("seed %d: %s", seed, new String(lines, StandardCharsets.UTF_8))
                    .isEqualTo(oneByOne(lines));
        }
    }

    @Test
    void shouldGoOnInBlocksWhenRecordsTakeAnotherForm() {
        StringBuilder text = new StringBuilder();
        for (String form : List.of("{'id':#,'name':'x'}", "{ 'name': 'y', 'id': # }", "{'id':#}\r",
                "{'b':null,'value':-1.5e3,'name':'é'}")) {
            for (int i = 0; i < 700; i++) {
                text.append(form.replace('\'', '"').replace("#", Integer.toString(i))).append('\n');
            }
        }
        byte[] lines = utf8(text.toString());

        assertThat(read(lines, 1)).isEqualTo(oneByOne(lines));
    }

    @Test
    void shouldNotOverlookLinesThatAreMuchShorterThanTheOthers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("{\"id\":").append(i).append(",\"name\":\"")
                    .append(i > 2000 && i % 300 < 2 ? "" : "a name that makes the line long".repeat(4)).append("\"}\n")
                    .append(i > 2000 && i % 500 == 0 ? "\n" : "");
        }
        byte[] lines = utf8(text.toString());

        assertThat(read(JSON.decoder(SCHEMA, Map.of(), 8), lines, 0, lines.length)).isEqualTo(oneByOne(lines));
    }

    @Test
    void shouldRefuseOnlyTheLinesThatAreNotUtf8() {
        byte[] lines = utf8("{\"id\":123,\"name\":\"a name of more than sixteen bytes\"}\n".repeat(300));
        int length = lines.length / 300;
        lines[100 * length + 20] = (byte) 0xff;
        lines[200 * length + 40] = (byte) 0xc3;

        Outcome outcome = read(lines, 1);

        assertThat(outcome).isEqualTo(oneByOne(lines));
        assertThat(outcome.rejects).extracting(Reject::code).containsExactly("invalid-utf8", "invalid-utf8");
    }

    private static byte[] lines(Random random) {
        StringBuilder text = new StringBuilder();
        boolean spaced = random.nextBoolean();
        boolean carriageReturns = random.nextInt(4) == 0;
        int oddOnes = 1 << random.nextInt(10);
        for (int i = random.nextInt(200); i > 0; i--) {
            String line = random.nextInt(oddOnes) == 0 ? STRANGE[random.nextInt(STRANGE.length)] : usual(random);
            text.append(spaced ? line.replace(":", ": ").replace(",\"", ", \"") : line)
                    .append(carriageReturns ? "\r\n" : "\n");
        }
        byte[] bytes = utf8(text.toString());
        for (int i = random.nextInt(30) * random.nextInt(2); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = DAMAGE[random.nextInt(DAMAGE.length)];
        }
        return bytes;
    }

    private static String usual(Random random) {
        return "{\"id\":" + random.nextInt(1 << 1 + random.nextInt(30)) + ",\"name\":" + string(random)
                + ",\"a key of more than sixteen bytes\":" + string(random) + ",\"value\":" + number(random)
                + ",\"ü\":" + (random.nextInt(9) == 0 ? "null" : string(random)) + "}";
    }

    private static String string(Random random) {
        String text = "abcdefghijklmnopqrstuvwxyz0123456789 {}:,".substring(0, random.nextInt(42));
        return '"' + text + switch (random.nextInt(40)) {
            case 0 -> "\\\"";
            case 1 -> "é𝄞";
            case 2 -> "\\u00e9 and more";
            default -> "";
        } + '"';
    }

    private static String number(Random random) {
        return switch (random.nextInt(9)) {
            case 4 -> NUMBERS[random.nextInt(NUMBERS.length)];
            case 0 -> Long.toString(random.nextLong());
            case 1 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
            case 2 -> "0";
            case 3 -> "-0.5";
            default -> Integer.toString(random.nextInt(1000)) + "." + random.nextInt(100000);
        };
    }

    /** The lines stand somewhere in an array, with remains of others behind them. */
    private static Outcome read(byte[] lines, long seed) {
        Random random = new Random(seed);
        int offset = random.nextInt(9);
        byte[] bytes = new byte[offset + lines.length + random.nextInt(50)];
        Arrays.fill(bytes, DAMAGE[random.nextInt(DAMAGE.length)]);
        System.arraycopy(lines, 0, bytes, offset, lines.length);
        return read(JSON.decoder(SCHEMA, Map.of(), 1 + random.nextInt(300)), bytes, offset, offset + lines.length);
    }

    private static Outcome read(Decoder decoder, byte[] bytes, int from, int to) {
        Encoder encoder = JSON.encoder(SCHEMA);
        OutputBuffer out = new OutputBuffer(1024);
        List<Reject> rejects = new ArrayList<>();
        decoder.open(FormatRun.morsel(bytes, from, to));
        for (RecordBatch batch = decoder.next(); batch != null; batch = decoder.next()) {
            encoder.encode(batch, out);
            rejects.addAll(batch.rejects());
        }
        return new Outcome(rejects, decoder.lines(), new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8));
    }

    private static Outcome oneByOne(byte[] lines) {
        List<Reject> rejects = new ArrayList<>();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        long count = 0;
        int from = 0;
        while (from < lines.length) {
            int to = from;
            while (to < lines.length && lines[to] != '\n') {
                to++;
            }
            to = Math.min(to + 1, lines.length);
            Outcome one = read(JSON.decoder(SCHEMA, Map.of(), 1), Arrays.copyOfRange(lines, from, to), 0, to - from);
            for (Reject reject : one.rejects) {
                rejects.add(new Reject(from + reject.start(), reject.length(), reject.stage(), reject.code(),
                        reject.field(), reject.message()));
            }
            output.writeBytes(utf8(one.output));
            count += one.lines;
            from = to;
        }
        return new Outcome(rejects, count, output.toString(StandardCharsets.UTF_8));
    }
}
