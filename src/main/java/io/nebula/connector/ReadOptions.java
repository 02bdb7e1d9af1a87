package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Suggestion;
import io.nebula.record.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that all sources of bytes share. */
record ReadOptions(Format format, Map<String, ValueType> declared, int maxRecordBytes, Compression compression,
        DecompressionLimits limits) {
    private static final int LEAST_RECORD_BYTES = 64;

    /** @param path whose name may tell the format */
    static ReadOptions of(Options options, String path) {
        return new ReadOptions(Formats.choose(options, path), declared(options), maxRecordBytes(options),
                Compression.read(options), DecompressionLimits.read(options));
    }

    private static Map<String, ValueType> declared(Options options) {
        List<String> types = Arrays.stream(ValueType.values()).map(ValueType::text).toList();
        Map<String, ValueType> declared = new LinkedHashMap<>();
        options.texts("schema", Map.of()).forEach((field, text) -> {
            ValueType type = ValueType.named(text);
            if (type == null) {
                String near = Suggestion.of(text, types);
                options.problem(Problem.at("schema." + Options.quoted(field), "unknown-type",
                        "there is no type '" + text + "'", near == null ? "one of " + String.join(", ", types) : near));
            } else {
                declared.put(field, type);
            }
        });
        return declared;
    }

    private static int maxRecordBytes(Options options) {
        long bytes = options.bytes("max-record-bytes", FileSourceSpec.DEFAULT_MAX_RECORD_BYTES);
        if (bytes < LEAST_RECORD_BYTES || bytes > FileSourceSpec.MOST_RECORD_BYTES) {
            options.problem(Problem.at("max-record-bytes", "out-of-range", "must be from " + LEAST_RECORD_BYTES
                    + " bytes to 1GiB", null));
            return FileSourceSpec.DEFAULT_MAX_RECORD_BYTES;
        }
        return (int) bytes;
    }
}
