package io.nebula.cli;

import io.nebula.cli.records.Recognised;
import io.nebula.cli.records.RecordTable;
import io.nebula.cli.records.Trial;
import io.nebula.cli.records.ValueText;
import io.nebula.config.Diagnostic;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.LimitedSpec;
import io.nebula.connector.MemorySpec;
import io.nebula.connector.SourceSpec;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code nebula eval EXPRESSION}. */
final class EvalCommand implements Verb {
    private static final Option INPUT = new Option("--input", "FILE", false,
            "The records: a file, or - for standard input. Format\nand compression are recognised.");
    private static final Option WHERE = new Option("--where", "CONDITION", false,
            "Keep the records for which this is true.");
    private static final Option TRANSFORMS = new Option("--transforms", "LIST", false,
            "Do this first: a list as pipelines have it, e.g.\n[{type = drop, fields = [note]}].");
    private static final Option LIMIT = new Option("--limit", "N", false,
            "How many records to look at. Default: 10.");
    private static final Option FORM = Option.choice("--format", "FORMAT", OutputFormat.class,
            "text: a table; json: a record per line. Default: text\non a terminal, else json.");
    /** What a message says of the record and of the step, which the user has not written. */
    private static final Pattern OF_ONE_RECORD = Pattern.compile(
            "^[^:]*:\\d+ \\(byte \\d+\\): | in transforms\\[0] compute(?=]$)");
    private static final long USUAL_LIMIT = 10;
    private static final String STDIN = "-";
    /** A record that nobody sees, so that constants are computed once. */
    private static final SourceSpec ONE_RECORD = new MemorySpec("the expression",
            "\" \"\n1\n".getBytes(StandardCharsets.US_ASCII), CsvFormat.csv(), Map.of(),
            FileSourceSpec.DEFAULT_MAX_RECORD_BYTES);

    private final Console console;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("eval", "Try expressions or transforms on a few records.", List.of(
                new Synopsis.Parameter("EXPRESSION", "What to compute, such as \"sqrt(2)\" or \"speed * 1.852\",\n"
                        + "or an assignment: \"kmh = speed * 1.852\".", false, true, List.of(), null)),
                List.of(INPUT, TRANSFORMS, WHERE, LIMIT, FORM));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        String input = arguments.value(INPUT);
        Evaluation evaluation = new Evaluation(arguments.parameters(), arguments.value(WHERE),
                arguments.value(TRANSFORMS), input != null);
        if (evaluation.isEmpty() && input == null) {
            throw new UsageException("Missing required parameter: 'EXPRESSION'");
        }
        if (evaluation.needsRecords() && input == null) {
            throw new UsageException("Missing option '--input': conditions and transforms need records");
        }
        boolean json = arguments.choice(FORM, OutputFormat.class,
                console.outTerminal() ? OutputFormat.TEXT : OutputFormat.JSON) == OutputFormat.JSON;
        long limit = arguments.count(LIMIT, USUAL_LIMIT);
        try {
            List<Diagnostic> mistakes = evaluation.mistakes();
            if (!mistakes.isEmpty()) {
                return refuse(mistakes);
            }
            Trial trial = Trial.of(input == null ? ONE_RECORD : new LimitedSpec(source(input), limit),
                    evaluation.steps());
            return show(trial, evaluation, input == null, json, arguments.has(FORM));
        } catch (InvalidOptionsException e) {
            return refuse(evaluation.explain(e.problems(), input == null ? "" : input));
        } catch (IOException e) {
            console.err().println("nebula: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private static SourceSpec source(String input) throws IOException {
        return input.equals(STDIN) ? Recognised.stream("standard input", System.in).source()
                : Recognised.file(input).source();
    }

    private int refuse(List<Diagnostic> mistakes) {
        console.err().print(Diagnostic.render(mistakes.stream().map(Remedy::given).toList()));
        return ExitCode.CONFIGURATION;
    }

    private int show(Trial trial, Evaluation evaluation, boolean constant, boolean json, boolean asked) {
        List<Map<String, Object>> records = trial.values();
        if (constant && evaluation.single()) {
            records.forEach(record -> console.out().println(alone(record.values().iterator().next(), json && asked)));
        } else if (json) {
            trial.records().forEach(console.out()::println);
        } else {
            console.out().print(RecordTable.of(trial.schema().names(), records, console.style()));
        }
        trial.result().rejectSamples().forEach(sample -> console.err().println("nebula: rejected: "
                + (constant ? OF_ONE_RECORD.matcher(sample).replaceAll("") : sample)));
        long more = trial.result().rejected() - trial.result().rejectSamples().size();
        if (more > 0) {
            console.err().println("nebula: rejected: " + more + " more");
        }
        if (trial.records().isEmpty() && trial.result().rejected() == 0) {
            long read = trial.result().read();
            console.err().println("nebula: " + (read == 0 ? "there is no record in the input" : read == 1
                    ? "the record is left out" : "all " + read + " records are left out"));
        }
        return constant && trial.result().rejected() > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** Text as it is, unless JSON is asked for. */
    private static String alone(Object value, boolean json) {
        return json || value == null ? ValueText.json(value) : ValueText.plain(value);
    }
}
