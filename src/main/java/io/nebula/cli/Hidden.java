package io.nebula.cli;

import io.nebula.options.Secrets;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The secrets of the pipelines that one command has read, which it is to say nowhere. For any thread. */
final class Hidden {
    private volatile Secrets secrets = Secrets.NONE;

    /** From now on these are not said either. */
    synchronized void add(Secrets more) {
        List<String> values = new ArrayList<>(secrets.values());
        for (String value : more.values()) {
            values.add(value);
            // as it stands in JSON, and in XML
            values.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
            values.add(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
        }
        secrets = Secrets.of(values);
    }

    /** The text without the secrets. */
    String mask(String text) {
        return secrets.mask(text);
    }

    /** A stream that writes texts to another one, without the secrets. */
    PrintStream over(PrintStream target) {
        return new Concealing(target);
    }

    private final class Concealing extends PrintStream {
        private final PrintStream target;

        Concealing(PrintStream target) {
            super(target, true);
            this.target = target;
        }

        @Override
        public void print(String text) {
            target.print(mask(String.valueOf(text)));
        }

        @Override
        public void print(Object object) {
            print(String.valueOf(object));
        }

        @Override
        public void print(char character) {
            target.print(character);
        }
    }
}
