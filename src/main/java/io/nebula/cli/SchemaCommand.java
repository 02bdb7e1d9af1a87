package io.nebula.cli;

import io.nebula.cli.page.SchemaDocument;
import java.util.List;

/** {@code nebula schema}. */
final class SchemaCommand implements Verb {
    private final Console console;

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("schema", "Print the JSON Schema of pipeline files, for editors.", List.of(), List.of());
    }

    @Override
    public int run(Arguments arguments) {
        console.out().println(SchemaDocument.write());
        return ExitCode.DONE;
    }
}
