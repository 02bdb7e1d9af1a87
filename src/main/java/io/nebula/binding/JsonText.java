package io.nebula.binding;

import java.util.Objects;

/**
 * A nested value as its JSON text: what a component or property of this type says is a json field, not a string. Whether it
 * is JSON is checked when it becomes part of a batch; line ends in it become spaces there.
 */
public record JsonText(String text) {
    public JsonText {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
