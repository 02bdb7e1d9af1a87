package io.nebula.text;

import static io.nebula.fuzz.FuzzInput.check;
import static io.nebula.fuzz.FuzzInput.same;

import io.nebula.fuzz.FuzzInput;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any lines as dates and timestamps, any 64 bits as moments, against java.time; and any text as a pattern, which may be
 * refused but not fail.
 */
public final class TimeFuzz {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIMESTAMP = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:\\.([0-9]{1,9}))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");
    private static final String[] PATTERNS = {"yyyy-MM-dd HH:mm:ss", "MM/dd/yyyy", "dd.MM.yyyy HH:mm", "yyyyMMddHHmmss",
        "yyyy-MM-dd'T'HH:mm:ss.SSS", "yyyyMMdd", "dd-MMM-yyyy", "d.M.yyyy", "yyyy-MM-dd[ HH:mm]",
        "yyyy-MM-dd HH:mm:ssXXX", "yyyy'0'MMdd", "yyyy.SSSSSS.MM.dd.HH.mm.ss", "EEE, dd MMM yyyy HH:mm:ss"};

    private TimeFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FuzzInput in = new FuzzInput(data);
        long bits = in.word();
        String pattern = PATTERNS[in.below(PATTERNS.length)];
        boolean any = in.flag();
        byte[] text = in.rest();
        String chars = new String(text, StandardCharsets.ISO_8859_1);
        write(bits);
        write(bits >> 10);
        TimestampParser parser = new TimestampParser();
        TimePattern known = TimePattern.of(pattern);
        for (String line : chars.split("\n")) {
            byte[] amid = ("2" + line + "0Z").getBytes(StandardCharsets.ISO_8859_1);
            long micros = timestamp(line);
            same("timestamp " + line, micros, TimestampText.parse(amid, 1, line.length()));
            same("timestamp " + line, micros, parser.parse(amid, 1, line.length()));
            same("date " + line, date(line), DateText.parse(amid, 1, line.length()));
            TimePatternTest.checkParsed(known, TimePatternTest.oracle(pattern), line, bits);
        }
        if (any) {
            pattern(chars, bits >> 12);
        }
    }

    private static long date(String text) {
        try {
            return DATE.matcher(text).matches() ? LocalDate.parse(text).toEpochDay() : DateText.INVALID;
        } catch (DateTimeException e) {
            return DateText.INVALID;
        }
    }

    private static long timestamp(String text) {
        Matcher parts = TIMESTAMP.matcher(text);
        if (!parts.matches()) {
            return TimestampText.INVALID;
        }
        try {
            LocalDateTime local = LocalDate.parse(parts.group(1)).atTime(LocalTime.parse(parts.group(2)));
            String fraction = parts.group(3) == null ? "" : parts.group(3);
            long micros = Long.parseLong((fraction + "000000").substring(0, 6));
            long minutes = 0;
            if (parts.group(4) != null) {
                LocalTime offset = LocalTime.of(Integer.parseInt(parts.group(5)), Integer.parseInt(parts.group(6)));
                minutes = (parts.group(4).equals("-") ? -1 : 1) * (offset.toSecondOfDay() / 60);
            }
            return (local.toEpochSecond(ZoneOffset.UTC) - 60 * minutes) * 1_000_000 + micros;
        } catch (DateTimeException e) {
            return TimestampText.INVALID;
        }
    }

    private static void write(long micros) {
        byte[] out = new byte[TimestampText.MAX_LENGTH];
        int end = TimestampText.write(micros, out, 0);
        String text = Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
        same("written", text, new String(out, 0, end, StandardCharsets.ISO_8859_1));
        if (DATE.matcher(text.substring(0, 10)).matches()) {
            same("read back", micros, TimestampText.parse(out, 0, end));
        }
    }

    private static void pattern(String text, long micros) {
        TimePattern pattern;
        try {
            pattern = TimePattern.of(text);
        } catch (IllegalArgumentException e) {
            check(e.getMessage().contains("pattern"), "a message that does not say what is wrong: " + e.getMessage());
            return;
        }
        byte[] out = new byte[pattern.maxLength()];
        int end = pattern.writeTimestamp(micros, out, 0);
        pattern.parseTimestamp(out, 0, end);
        pattern.parseDate(out, 0, end);
    }
}
