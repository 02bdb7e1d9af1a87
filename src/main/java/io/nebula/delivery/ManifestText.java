package io.nebula.delivery;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import io.nebula.connector.Consumed;
import io.nebula.connector.OutputMark;
import io.nebula.connector.Span;
import io.nebula.metrics.RecordCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A manifest as bytes: a line with the version, the length and the CRC-32C of the JSON object that follows.
 *
 * <p>Damaged bytes, too few or too many of them are never taken for a manifest.
 */
final class ManifestText {
    private static final String HEADER = "nebula-checkpoint 1 bytes=";
    private static final String CHECKSUM = " crc32c=";
    private static final int MOST_HEADER_BYTES = 80;

    private ManifestText() {}

    static byte[] write(Manifest manifest) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sequence", manifest.sequence());
        values.put("facts", manifest.fingerprint().facts());
        values.put("consumed", manifest.consumed().spans().stream()
                .map(span -> List.of((long) span.input(), span.from(), span.to(), span.lines())).toList());
        values.put("output", List.of(manifest.output().bytes(), manifest.output().crc()));
        if (manifest.deadLetters() != null) {
            values.put("deadLetters", List.of(manifest.deadLetters().bytes(), manifest.deadLetters().crc()));
        }
        RecordCounts counts = manifest.counts();
        values.put("read", counts.read());
        values.put("added", counts.added());
        values.put("written", counts.written());
        values.put("filtered", counts.filtered());
        values.put("rejected", counts.rejected());
        values.put("rejects", counts.rejects());
        values.put("bytesRead", counts.bytesRead());
        values.put("interruptions", manifest.interruptions());
        values.put("complete", manifest.complete());
        byte[] body = (ConfigValueFactory.fromMap(values).render(ConfigRenderOptions.concise()) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] header = header(body);
        byte[] all = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, all, header.length, body.length);
        return all;
    }

    /** @return null if that is no whole manifest of this version */
    static Manifest read(byte[] bytes) {
        int line = 0;
        while (line < Math.min(bytes.length, MOST_HEADER_BYTES) && bytes[line] != '\n') {
            line++;
        }
        byte[] body = Arrays.copyOfRange(bytes, Math.min(line + 1, bytes.length), bytes.length);
        if (!Arrays.equals(header(body), 0, header(body).length, bytes, 0, Math.min(line + 1, bytes.length))) {
            return null;
        }
        try {
            return manifest(new Values(ConfigFactory.parseString(new String(body, StandardCharsets.UTF_8),
                    ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON)).root().unwrapped()));
        } catch (ConfigException | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("a checkpoint of an unknown layout has the right checksum", e);
        }
    }

    private static byte[] header(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (HEADER + body.length + CHECKSUM + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Manifest manifest(Values values) {
        Map<String, String> facts = new TreeMap<>();
        values.section("facts").forEach((name, value) -> facts.put(name, (String) value));
        Map<String, Long> rejects = new TreeMap<>();
        values.section("rejects").forEach((code, count) -> rejects.put(code, ((Number) count).longValue()));
        List<Span> spans = new ArrayList<>();
        for (List<?> span : values.lists("consumed")) {
            spans.add(new Span((int) number(span, 0), number(span, 1), number(span, 2), number(span, 3)));
        }
        RecordCounts counts = new RecordCounts(values.number("read"), values.number("added"), values.number("written"),
                values.number("filtered"), values.number("rejected"), rejects, values.number("bytesRead"));
        return new Manifest(values.number("sequence"), Fingerprint.of(facts), Consumed.of(spans), values.mark("output"),
                values.mark("deadLetters"), counts, (int) values.number("interruptions"),
                (Boolean) values.map.get("complete"));
    }

    private static long number(List<?> numbers, int index) {
        return ((Number) numbers.get(index)).longValue();
    }

    private record Values(Map<String, Object> map) {
        long number(String key) {
            return ((Number) map.get(key)).longValue();
        }

        Map<String, Object> section(String key) {
            Map<String, Object> section = new LinkedHashMap<>();
            ((Map<?, ?>) map.get(key)).forEach((name, value) -> section.put((String) name, value));
            return section;
        }

        List<List<?>> lists(String key) {
            List<List<?>> lists = new ArrayList<>();
            ((List<?>) map.get(key)).forEach(list -> lists.add((List<?>) list));
            return lists;
        }

        OutputMark mark(String key) {
            List<?> mark = (List<?>) map.get(key);
            return mark == null ? null : new OutputMark(ManifestText.number(mark, 0), ManifestText.number(mark, 1));
        }
    }
}
