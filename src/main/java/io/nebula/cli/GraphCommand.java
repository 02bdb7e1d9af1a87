package io.nebula.cli;

import io.nebula.cli.page.Graph;
import java.nio.file.Path;
import java.util.List;

/** {@code nebula graph FILE}. */
final class GraphCommand implements Verb {
    private static final Option FORM = Option.choice("--format", "FORMAT", Graph.Form.class,
            "text, dot (for Graphviz) or mermaid (for Markdown).\nDefault: text.");
    private final Console console;

    GraphCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("graph", "Draw the way of a record through a pipeline.", List.of(PipelineLoading.FILE),
                List.of(PipelineLoading.SET, FORM));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        Graph.Form form = arguments.choice(FORM, Graph.Form.class, Graph.Form.TEXT);
        PlannedPipeline plan = PlannedPipeline.of(Path.of(arguments.parameter(0)),
                new PipelineLoading(console, arguments, false));
        if (plan == null) {
            return ExitCode.CONFIGURATION;
        }
        console.out().print(Graph.of(plan.preview(), form));
        return ExitCode.DONE;
    }
}
