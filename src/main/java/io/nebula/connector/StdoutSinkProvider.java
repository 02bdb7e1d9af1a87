package io.nebula.connector;

import io.nebula.options.Options;
import io.nebula.options.Setting;
import java.util.List;

/** Configures {@link StdoutSinkSpec}. */
public final class StdoutSinkProvider implements SinkProvider {
    @Override
    public String type() {
        return "stdout";
    }

    @Override
    public String summary() {
        return "Writes to standard output.";
    }

    @Override
    public List<Setting> settings() {
        return WriteOptions.settings();
    }

    @Override
    public String example() {
        return "{ type = stdout, format = jsonl }";
    }

    @Override
    public SinkSpec create(Options options) {
        return stdout(options);
    }

    static SinkSpec stdout(Options options) {
        WriteOptions write = WriteOptions.of(options, "-");
        return write.format() == null ? null
                : new StdoutSinkSpec(write.format(), write.compression(), write.level());
    }
}
