package io.nebula.cli.page;

import io.nebula.record.Field;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Writes one JSON document, on one line; the caller keeps to the order of the grammar. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    public JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        first = true;
        return this;
    }

    public JsonWriter end(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    public JsonWriter key(String key) {
        text(key);
        out.append(':');
        first = true;
        return this;
    }

    public JsonWriter text(String text) {
        separate();
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 0, i > 0 ? text.charAt(i - 1) : 0);
        }
        out.append('"');
        return this;
    }

    public JsonWriter number(long number) {
        separate();
        out.append(number);
        return this;
    }

    /** With all of its digits. */
    public JsonWriter number(BigDecimal number) {
        separate();
        out.append(number);
        return this;
    }

    public JsonWriter truth(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    /** A text, or null if there is none. */
    public JsonWriter textOrNull(String text) {
        if (text != null) {
            return text(text);
        }
        separate();
        out.append("null");
        return this;
    }

    /** An array of texts. */
    public JsonWriter texts(Iterable<String> texts) {
        begin('[');
        texts.forEach(this::text);
        return end(']');
    }

    /** A schema, as an array of names and types. */
    JsonWriter fields(List<Field> fields) {
        begin('[');
        for (Field field : fields) {
            begin('{').key("name").text(field.name()).key("type").text(field.type().text()).end('}');
        }
        return end(']');
    }

    /** Rounded to {@code decimals}; what JSON cannot write becomes null. */
    public JsonWriter number(double number, int decimals) {
        separate();
        out.append(Double.isFinite(number) ? String.format(Locale.ROOT, "%." + decimals + "f", number) : "null");
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void append(char c, int next, int previous) {
        boolean lonely = Character.isHighSurrogate(c) && !Character.isLowSurrogate((char) next)
                || Character.isLowSurrogate(c) && !Character.isHighSurrogate((char) previous);
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (c < ' ' || lonely) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
