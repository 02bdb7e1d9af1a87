package io.nebula.cli;

import io.nebula.cli.page.Validation;
import io.nebula.cli.page.ValidationJson;
import io.nebula.cli.page.ValidationPage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code nebula validate FILE...}. */
final class ValidateCommand implements Verb {
    private static final Option LEVEL = Option.choice("--level", "LEVEL", Level.class,
            "static: what the files tell. connect: also what inputs\nand outputs answer. sample: also what becomes of a few\n"
                    + "records. Nothing is written. Default: static.");
    private static final Option RECORDS = new Option("--records", "N", false,
            "How many records a sample has, 1 to 1000. Default: 5.");
    private static final Option DENY_WARNINGS = new Option("--deny-warnings", null, false, "Take warnings for errors.");
    private static final int USUAL_RECORDS = 5;
    private static final int MOST_RECORDS = 1000;
    private final Console console;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Synopsis synopsis() {
        return new Synopsis("validate", "Say everything that is wrong with pipeline files, and run nothing.",
                List.of(Synopsis.Parameter.files("FILE", "The pipeline files, HOCON.")),
                List.of(PipelineLoading.SET, LEVEL, RECORDS, DENY_WARNINGS, OutputFormat.OPTION));
    }

    @Override
    public int run(Arguments arguments) throws UsageException {
        boolean json = OutputFormat.of(arguments) == OutputFormat.JSON;
        Level level = arguments.choice(LEVEL, Level.class, Level.STATIC);
        Validator validator = new Validator(new PipelineLoading(console, arguments, false), level,
                records(arguments, level), arguments.has(DENY_WARNINGS));
        List<Path> files = files(arguments);
        List<Validation> validations = new ArrayList<>();
        boolean valid = true;
        for (Path file : files) {
            Validation validation = validator.validate(file);
            valid &= validation != null && validation.valid();
            if (validation != null) {
                validations.add(validation);
                console.out().print(json ? ValidationJson.of(validation) + "\n"
                        : ValidationPage.of(validation, console.style()));
                console.out().flush();
            }
        }
        if (!json) {
            console.out().print(ValidationPage.end(validations, console.style()));
        }
        return valid ? ExitCode.DONE : ExitCode.CONFIGURATION;
    }

    private static List<Path> files(Arguments arguments) throws UsageException {
        List<Path> files = new ArrayList<>();
        for (String name : arguments.parameters()) {
            try {
                files.add(Path.of(name));
            } catch (InvalidPathException e) {
                throw new UsageException("'" + name + "' is no name of a file: " + e.getReason());
            }
        }
        return files;
    }

    private static int records(Arguments arguments, Level level) throws UsageException {
        if (!arguments.has(RECORDS)) {
            return USUAL_RECORDS;
        }
        String given = arguments.value(RECORDS);
        if (!given.matches("\\d{1,4}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > MOST_RECORDS) {
            throw new UsageException("Invalid value for option '" + RECORDS.name() + "': expected 1 to " + MOST_RECORDS
                    + " but was '" + given + "'");
        }
        if (level != Level.SAMPLE) {
            throw new UsageException("option '" + RECORDS.name() + "' is for samples; add --level sample");
        }
        return Integer.parseInt(given);
    }
}
