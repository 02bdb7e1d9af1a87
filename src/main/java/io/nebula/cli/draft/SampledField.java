package io.nebula.cli.draft;

import io.nebula.cli.page.Wrapped;
import io.nebula.cli.records.ValueText;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A field and the values that it has in a sample.
 *
 * @param values without nulls, as text
 * @param nulls how many records have none
 */
record SampledField(String name, ValueType type, List<String> values, int nulls) {
    private static final int LONGEST_EXAMPLE = 40;

    static SampledField of(String name, ValueType type, List<Map<String, Object>> records) {
        List<String> values = new ArrayList<>();
        records.stream().map(record -> record.get(name)).filter(Objects::nonNull).map(ValueText::plain)
                .forEach(values::add);
        return new SampledField(name, type, values, records.size() - values.size());
    }

    boolean isNumber() {
        return type == ValueType.LONG || type == ValueType.DOUBLE;
    }

    /** A value, on one line and not too long. */
    String example() {
        String value = values.isEmpty() ? "" : values.get(0).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return Wrapped.cut(value, LONGEST_EXAMPLE);
    }
}
