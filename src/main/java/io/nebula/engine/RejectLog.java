package io.nebula.engine;

import io.nebula.connector.RecordSource;
import io.nebula.format.Morsel;
import io.nebula.record.Reject;
import io.nebula.text.Swar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * What is kept of rejected records: how many, by code, the first few as messages, and, where there are dead letters, all of
 * them. One thread at a time.
 *
 * <p>A record's line is known once all morsels before it have been settled. Where results come in no order, records are
 * held back until then, but not for long: with more than {@link #MOST_HELD_BYTES} of them, or at the end, they go without
 * a line.
 */
final class RejectLog {
    static final int SAMPLES = 3;
    static final int MOST_HELD_BYTES = 8 << 20;
    private static final int LETTER_BYTES = 200;

    private final RecordSource source;
    private final DeadLetters deadLetters;
    private final Map<String, Long> byCode = new TreeMap<>();
    private final List<String> samples = new ArrayList<>();
    private long count;
    private long heldBytes;

    /** @param deadLetters takes the records; null if they go nowhere */
    RejectLog(RecordSource source, DeadLetters deadLetters) {
        this.source = source;
        this.deadLetters = deadLetters;
    }

    /** Counts what earlier runs of the job have rejected. */
    void goOn(Map<String, Long> before) {
        byCode.putAll(before);
        before.values().forEach(rejected -> count += rejected);
    }

    /**
     * Counts the rejects of a result.
     *
     * @return takes the number of lines before the morsel; null if nobody needs to know
     */
    LongConsumer take(MorselResult result) {
        List<Reject> rejects = result.rejects();
        count += rejects.size();
        for (Reject reject : rejects) {
            byCode.merge(reject.code(), 1L, Long::sum);
        }
        if (rejects.isEmpty() || deadLetters == null && samples.size() == SAMPLES && !result.halts()) {
            return null;
        }
        boolean hasLines = result.morsel().bytes() != null;
        List<DeadLetters.Letter> letters = letters(result.morsel(), rejects);
        long bytes = letters.stream().mapToLong(RejectLog::bytes).sum();
        heldBytes += bytes;
        return before -> {
            heldBytes -= bytes;
            letters.forEach(letter -> keep(letter, before, hasLines));
        };
    }

    /** The rejected records, their lines counted from the morsel's first one, which is 1. */
    private static List<DeadLetters.Letter> letters(Morsel morsel, List<Reject> rejects) {
        List<DeadLetters.Letter> letters = new ArrayList<>(rejects.size());
        long line = 1;
        int from = 0;
        for (Reject reject : rejects) {
            byte[] record = null;
            if (morsel.bytes() != null) {
                int start = morsel.offset() + reject.start();
                line += Swar.count((byte) '\n', morsel.bytes(), morsel.offset() + from, start);
                from = reject.start();
                record = Arrays.copyOfRange(morsel.bytes(), start, start + reject.length());
            }
            letters.add(new DeadLetters.Letter(morsel.origin().name(), line, morsel.position() + reject.start(), reject,
                    record));
        }
        return letters;
    }

    private static long bytes(DeadLetters.Letter letter) {
        return LETTER_BYTES + letter.reject().message().length() + (letter.record() == null ? 0 : letter.record().length);
    }

    private void keep(DeadLetters.Letter letter, long before, boolean hasLines) {
        long line = hasLines && before != LineLedger.UNKNOWN ? before + letter.line() : 0;
        if (samples.size() < SAMPLES) {
            samples.add(message(letter, line));
        }
        if (deadLetters != null) {
            deadLetters.add(new DeadLetters.Letter(letter.file(), line, letter.offset(), letter.reject(), letter.record()));
        }
    }

    private String message(DeadLetters.Letter letter, long line) {
        Reject reject = letter.reject();
        return source.describe(letter.file(), line, letter.offset()) + ": "
                + reject.text() + " ["
                + reject.code() + " in " + reject.stage() + "]";
    }

    /** Whether records wait for their line. */
    boolean holds() {
        return heldBytes > 0;
    }

    /** Whether records wait for their line that have become too many to wait any longer. */
    boolean holdsTooMuch() {
        return heldBytes > MOST_HELD_BYTES;
    }

    /** Hands on what need not wait. */
    void write() throws IOException {
        if (deadLetters != null) {
            deadLetters.write();
        }
    }

    /** The last one that was kept for a person. */
    String last() {
        return samples.get(samples.size() - 1);
    }

    /** The last one that was kept for a person; null if there is none yet. */
    String sample() {
        return samples.isEmpty() ? null : last();
    }

    long count() {
        return count;
    }

    /** The rejected records by reject code. */
    Map<String, Long> byCode() {
        return byCode;
    }

    /** The first few, each with its place, for a person. */
    List<String> samples() {
        return samples;
    }
}
