package io.nebula.expression;

import io.nebula.record.TextColumn;
import io.nebula.text.DoubleText;
import io.nebula.text.LongText;
import io.nebula.text.json.JsonDocument;
import io.nebula.text.json.JsonEscapes;
import io.nebula.text.json.JsonPath;

/** Values within JSON texts, by path: null where the path leads nowhere or to null. */
final class JsonKernels {
    /** What to do with the value that was found. */
    private interface Taker {
        /** @param start where the value stands in {@code json}, up to {@code end} */
        void take(Call c, int row, byte[] json, int start, int end);
    }

    private JsonKernels() {}

    static Kernel get(Object[] constants) {
        return new AtPath(constants, (c, row, json, start, end) -> c.text().append(row, json, start, end - start));
    }

    static Kernel text(Object[] constants) {
        return new AtPath(constants, (c, row, json, start, end) -> {
            if (json[start] == '"') {
                TextColumn out = c.text();
                byte[] target = out.ensure(end - start);
                out.appended(row, JsonEscapes.unescape(json, start + 1, end - 1, target, out.end()) - out.end());
            } else {
                c.text().append(row, json, start, end - start);
            }
        });
    }

    static Kernel integer(Object[] constants) {
        return new AtPath(constants, (c, row, json, start, end) -> {
            long value = LongText.parse(json, start, end - start);
            if (value == LongText.INVALID && !LongText.isInvalidValue(json, start, end - start)) {
                c.fail(row);
            }
            c.longs()[row] = value;
        });
    }

    static Kernel number(Object[] constants) {
        return new AtPath(constants, (c, row, json, start, end) -> {
            double value = DoubleText.parse(json, start, end - start);
            if (value != value) {
                c.fail(row);
            }
            c.doubles()[row] = value;
        });
    }

    static Kernel bool(Object[] constants) {
        return new AtPath(constants, (c, row, json, start, end) -> {
            if (json[start] != 't' && json[start] != 'f') {
                c.fail(row);
            }
            c.booleans().set(row, json[start] == 't');
        });
    }

    static Kernel length(Object[] constants) {
        Object[] withPath = constants.length > 1 ? constants : new Object[] {null, "$"};
        AtPath kernel = new AtPath(withPath, null);
        kernel.taker = (c, row, json, start, end) -> {
            if (json[start] != '[' && json[start] != '{') {
                c.fail(row);
            } else {
                c.longs()[row] = members(kernel.document, start);
            }
        };
        return kernel;
    }

    private static long members(JsonDocument document, int open) {
        byte[] json = document.bytes();
        boolean object = json[open] == '{';
        int at = document.scanner().space(open + 1);
        long count = 0;
        while (json[at] != '}' && json[at] != ']') {
            int value = object ? document.scanner().colon(document.scanner().string(at)) : at;
            at = document.scanner().space(document.scanner().value(value, 0));
            at = json[at] == ',' ? document.scanner().space(at + 1) : at;
            count++;
        }
        return count;
    }

    static Kernel valid(Object[] constants) {
        JsonDocument document = new JsonDocument();
        return c -> {
            TextColumn in = c.text(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                c.booleans().set(row, document.open(in.bytes(), in.starts()[row], in.lengths()[row]));
            }
        };
    }

    /** Finds the value in each row. */
    private static final class AtPath implements Kernel {
        private final JsonDocument document = new JsonDocument();
        private final JsonPath path;
        private Taker taker;

        AtPath(Object[] constants, Taker taker) {
            this.path = JsonPath.within((String) constants[1]);
            this.taker = taker;
        }

        @Override
        public void run(Call c) {
            TextColumn in = c.text(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                if (!document.open(in.bytes(), in.starts()[row], in.lengths()[row])) {
                    c.fail(row);
                    absent(c, row);
                } else if (path.find(document.scanner(), document.bytes(), document.start())
                        && document.bytes()[path.start()] != 'n') {
                    taker.take(c, row, document.bytes(), path.start(), path.end());
                } else {
                    c.out.setNull(row);
                    absent(c, row);
                }
            }
        }

        /** Leaves no stale range in the row. */
        private static void absent(Call c, int row) {
            if (c.out instanceof TextColumn text) {
                text.set(row, 0, 0);
            }
        }
    }
}
