package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.format.Formats;
import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/** Configures {@link DiscardSinkSpec}. */
public final class DiscardSinkProvider implements SinkProvider {
    @Override
    public String type() {
        return "discard";
    }

    @Override
    public String summary() {
        return "Counts records and writes nothing; with a format, encodes them first.";
    }

    @Override
    public List<Setting> settings() {
        return Formats.settings();
    }

    @Override
    public String example() {
        return "{ type = discard, format = csv }";
    }

    @Override
    public SinkSpec create(Options options) {
        if (!options.has("format")) {
            return new DiscardSinkSpec();
        }
        Format format = Formats.choose(options, "-");
        return format == null ? null : new DiscardSinkSpec(format);
    }
}
