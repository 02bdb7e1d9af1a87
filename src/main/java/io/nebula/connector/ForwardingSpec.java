package io.nebula.connector;

import io.nebula.format.Format;
import io.nebula.record.ValueType;
import java.util.Map;

/** The description of a source that is another one, but for how it is opened. */
public interface ForwardingSpec extends SourceSpec {
    /** The other one. */
    SourceSpec original();

    @Override
    default String type() {
        return original().type();
    }

    @Override
    default Format format() {
        return original().format();
    }

    @Override
    default Compression compression() {
        return original().compression();
    }

    @Override
    default Map<String, ValueType> declared() {
        return original().declared();
    }
}
