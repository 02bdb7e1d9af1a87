package io.nebula.record;

import java.util.Arrays;

/**
 * One field of the rows of a batch as the source wrote it: ranges of the morsel's bytes that nobody has parsed yet.
 *
 * <p>The ranges hold the whole token, quotes included, so that an untouched field can be copied to an output of the
 * same notation byte for byte. A decoder owns its raw columns and fills them anew for every batch; subclasses know the
 * notation. A token of length {@link #ABSENT} means that the record does not have the field at all.
 */
public abstract class RawColumn extends Unread {
    /** The length of the token of a field that is missing from its record (JSON: no such key). */
    public static final int ABSENT = -1;

    private final ValueType type;
    private byte[] bytes;
    private boolean located;
    private int[] starts;
    private int[] lengths;
    private TextColumn text;
    private Column typed;

    /** @param type the type that the source's schema gives the field */
    protected RawColumn(ValueType type, int capacity) {
        this.type = type;
        this.starts = new int[capacity];
        this.lengths = new int[capacity];
    }

    public final ValueType type() {
        return type;
    }

    /** Prepares for up to {@code rows} tokens that lie in {@code morsel}. */
    public final void reset(byte[] morsel, int rows) {
        bytes = morsel;
        located = false;
        if (starts.length < rows) {
            starts = Arrays.copyOf(starts, rows);
            lengths = Arrays.copyOf(lengths, rows);
        }
    }

    /** The morsel's bytes: read only. */
    public final byte[] bytes() {
        return bytes;
    }

    /** Where each row's token begins in {@link #bytes}. */
    public final int[] starts() {
        locateOnce();
        return starts;
    }

    /** How long each row's token is; {@link #ABSENT} if there is none. */
    public final int[] lengths() {
        locateOnce();
        return lengths;
    }

    private void locateOnce() {
        if (!located) {
            located = true;
            locate(starts, lengths);
        }
    }

    /**
     * Fills in where the tokens are, when somebody first asks for it after a {@link #reset}. Nothing to do where the decoder
     * has done it.
     */
    protected void locate(int[] tokenStarts, int[] tokenLengths) {}

    /**
     * Gives the values of the selected rows as text: quotes removed, escapes resolved, null where the token says null
     * or is absent. {@code out} has been reset; it may become a view of {@link #bytes}.
     */
    public abstract void readText(int[] selection, int selected, TextColumn out);

    /** The values parsed as this column's type; one that does not parse is rejected. */
    @Override
    final Column materialise(RecordBatch batch, String field) {
        if (text == null) {
            text = new TextColumn(type == ValueType.JSON ? ValueType.JSON : ValueType.STRING, starts.length);
        }
        text.reset(batch.rows());
        readText(batch.selection(), batch.selected(), text);
        if (type.heldAsText()) {
            return text;
        }
        if (typed == null) {
            typed = Column.of(type, starts.length);
        }
        typed.reset(batch.rows());
        TextParsing.parse(text, batch.selection(), batch.selected(), typed, (row, message) ->
                batch.reject(row, "value-type", field, message));
        return typed;
    }
}
