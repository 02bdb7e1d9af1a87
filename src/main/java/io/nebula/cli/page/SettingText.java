package io.nebula.cli.page;

import io.nebula.options.Setting;
import java.util.Collection;

/** Settings for a person. */
final class SettingText {
    private SettingText() {}

    /** What may be written, and what counts if nothing is: {@code integer, or auto; auto by default}. */
    static String values(Setting setting) {
        String fallback = setting.required() ? "; required"
                : setting.fallback() == null ? "" : "; " + setting.fallback() + " by default";
        return setting.values() + fallback;
    }

    /** Appends each setting with its values, its meaning and an example. */
    static void append(Collection<Setting> settings, Style style, StringBuilder out) {
        for (Setting setting : settings) {
            Wrapped.append(style.name(setting.key()) + "  " + values(setting), 2, style.width(), out);
            Wrapped.append(setting.meaning(), 6, style.width(), out);
            if (setting.example() != null) {
                Wrapped.append("e.g. " + inPipeline(setting) + " = " + setting.example(), 6, style.width(), out);
            }
        }
    }

    private static String inPipeline(Setting setting) {
        return setting.key().replaceFirst("^nebula\\.pipeline\\.", "");
    }
}
