package io.nebula.cli;

import io.nebula.catalog.Catalog;
import io.nebula.cli.page.CatalogJson;
import io.nebula.cli.page.ExplainPage;
import io.nebula.cli.page.PlanJson;
import io.nebula.cli.page.PlanPage;
import io.nebula.options.Suggestion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code nebula explain NAME}, and {@code nebula explain FILE}. */
final class ExplainCommand implements Verb {
    private final Console console;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("explain", "Explain a component, a setting, a function, a message's code, or a pipeline.",
                List.of(new Synopsis.Parameter("NAME|FILE", "A name as nebula list shows it, or a pipeline file:\n"
                        + "then the plan of its run.", true, List.of(), Synopsis.Offer.NAMES)),
                List.of(PipelineLoading.SET, OutputFormat.OPTION));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        boolean json = OutputFormat.of(arguments) == OutputFormat.JSON;
        String name = arguments.parameter(0);
        String page = isFile(name) ? null : json ? CatalogJson.named(name) : ExplainPage.of(name, console.style());
        if (page != null) {
            console.out().print(page.endsWith("\n") ? page : page + "\n");
            return ExitCode.DONE;
        }
        if (!looksLikeFile(name)) {
            String suggestion = Suggestion.of(name, Catalog.names());
            throw new UsageException("there is nothing called \"" + name + "\", and no such file; "
                    + (suggestion == null ? "nebula list shows what there is" : suggestion));
        }
        PlannedPipeline plan = PlannedPipeline.of(Path.of(name), new PipelineLoading(console, arguments, false));
        if (plan == null) {
            return ExitCode.CONFIGURATION;
        }
        console.out().print(json ? PlanJson.of(plan.preview(), plan.placement()) + "\n"
                : PlanPage.of(plan.preview(), plan.placement(), console.style()));
        return ExitCode.DONE;
    }

    private static boolean looksLikeFile(String name) {
        boolean named = name.endsWith(".conf") || name.endsWith(".json");
        return named || isFile(name) || name.length() > 1 && name.indexOf('/') >= 0;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
