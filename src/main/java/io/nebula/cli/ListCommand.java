package io.nebula.cli;

import io.nebula.cli.page.CatalogJson;
import io.nebula.cli.page.CatalogList;
import io.nebula.cli.page.Part;
import io.nebula.cli.page.Wrapped;
import java.util.List;
import java.util.Locale;

/** {@code nebula list [WHAT]}. */
final class ListCommand implements Verb {
    private final Console console;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        String what = Wrapped.text("One of " + String.join(", ", Part.words())
                + ". Without it: what a pipeline is made of.", 54);
        return new Synopsis("list", "List what pipelines are made of.",
                List.of(new Synopsis.Parameter("WHAT", what, false, Part.words(), null)), List.of(OutputFormat.OPTION));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        boolean json = OutputFormat.of(arguments) == OutputFormat.JSON;
        if (arguments.parameter(0) == null) {
            console.out().print(json ? CatalogJson.all() + "\n" : CatalogList.all(console.style()));
        } else {
            Part part = Part.valueOf(arguments.parameter(0).toUpperCase(Locale.ROOT));
            console.out().print(json ? CatalogJson.of(part) + "\n" : CatalogList.of(part, console.style()));
        }
        return ExitCode.DONE;
    }
}
