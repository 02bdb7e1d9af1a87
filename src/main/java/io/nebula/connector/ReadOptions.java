package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import io.nebula.options.Suggestion;
import io.nebula.record.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that all sources of bytes share. */
record ReadOptions(Format format, Map<String, ValueType> declared, int maxRecordBytes, Compression compression,
        DecompressionLimits limits) {
    private static final int LEAST_RECORD_BYTES = 64;
    private static final List<String> TYPES = Arrays.stream(ValueType.values()).map(ValueType::text).toList();

    /** @param path whose name may tell the format */
    static ReadOptions of(Options options, String path) {
        return new ReadOptions(Formats.choose(options, path), declared(options), maxRecordBytes(options),
                Compression.read(options), DecompressionLimits.read(options));
    }

    /** What {@link #of} reads. */
    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(Formats.settings());
        settings.add(Setting.of("schema", Kind.NAMES, "Types of fields, by name: "
                + String.join(", ", TYPES) + ". A declared type is checked in every record; the others are inferred"
                + " from the first MiB.").like("{ price = double, \"Flight Date\" = string }"));
        settings.add(Setting.of("max-record-bytes", Kind.SIZE, "The longest record, from 64 bytes to 1GiB, without its"
                + " line end; a longer one is rejected.").otherwise("4MiB").like("64KiB"));
        settings.add(Compression.setting("How the input is stored. auto: as its name says, .gz or .zst, else not"
                + " compressed."));
        settings.addAll(DecompressionLimits.settings());
        return settings;
    }

    private static Map<String, ValueType> declared(Options options) {
        Map<String, ValueType> declared = new LinkedHashMap<>();
        options.texts("schema", Map.of()).forEach((field, text) -> {
            ValueType type = ValueType.named(text);
            if (type == null) {
                String near = Suggestion.of(text, TYPES, ValueType.OTHER_NAMES);
                options.problem(Problem.at("schema." + Options.quoted(field), "unknown-type",
                        "there is no type '" + text + "'", near == null ? "one of " + String.join(", ", TYPES) : near));
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
