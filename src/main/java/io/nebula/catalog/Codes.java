package io.nebula.catalog;

import java.util.List;
import java.util.stream.Stream;

/** All codes, by topic. */
final class Codes {
    private Codes() {}

    static List<Code> all() {
        return Stream.of(FileCodes.all(), ComponentCodes.all(), OutsideCodes.all(), ExpressionCodes.all(),
                RecordCodes.all()).flatMap(List::stream).toList();
    }
}
