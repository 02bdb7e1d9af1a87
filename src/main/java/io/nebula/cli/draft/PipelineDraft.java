package io.nebula.cli.draft;

import io.nebula.cli.records.Recognised;
import io.nebula.cli.records.Trial;
import io.nebula.connector.Compression;
import io.nebula.connector.LimitedSpec;
import io.nebula.format.Formats;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Problem;
import io.nebula.record.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A pipeline file for data that has been looked at: runs as it is and changes nothing, and says in comments what could
 * be changed. Any of the transforms in comments can be taken in without the others.
 */
public final class PipelineDraft {
    private static final long SAMPLE = 1000;
    private static final String LATER = "    # ";

    private final String input;
    private final String output;
    private final Recognised found;
    private final boolean overwrite;
    private final List<SampledField> fields = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private final Trial sample;

    private PipelineDraft(String input, String output, Recognised found, boolean overwrite)
            throws InvalidOptionsException, IOException {
        this.input = input;
        this.output = output;
        this.found = found;
        this.overwrite = overwrite;
        sample = Trial.of(new LimitedSpec(found.source(), SAMPLE), List.of());
        refuseDocument();
        List<Map<String, Object>> records = sample.values();
        for (Field field : sample.schema().fields()) {
            fields.add(SampledField.of(field.name(), field.type(), records));
        }
    }

    /** JSON that is not written one object on a line can be read in parts at best, and never as it is meant. */
    private void refuseDocument() throws InvalidOptionsException {
        boolean document = found.array() && sample.result().rejected() > 0
                || sample.records().isEmpty() && sample.result().rejects().containsKey("malformed-json");
        if (document && found.format().name().equals("jsonl")) {
            throw new InvalidOptionsException(Problem.at("source", "malformed-json",
                    "this is not JSON Lines, one whole object on each line, but seems to be one JSON document",
                    found.array() ? "put each element on a line of its own: jq -c '.[]' in.json > in.jsonl"
                            : "put each record on a line of its own: jq -c '.records[]' in.json > in.jsonl where they are"
                                    + " a list named \"records\", jq -c . where all is one record"));
        }
    }

    /**
     * The text of the file.
     *
     * @param input as it will be written; read here
     * @param output as it will be written; {@code -} for standard output
     * @param overwrite whether the pipeline may replace its output
     * @throws InvalidOptionsException with every problem of the input, paths relative to the pipeline
     */
    public static String of(String input, String output, Recognised found, boolean overwrite)
            throws InvalidOptionsException, IOException {
        PipelineDraft draft = new PipelineDraft(input, output, found, overwrite);
        draft.write();
        return draft.out.toString();
    }

    private void write() {
        line("# Copies %s to %s as it is.", printable(input),
                output.equals("-") ? "standard output" : printable(output));
        line("# Take away the # before what is to be done with the records. nebula list transforms shows what");
        line("# there is, nebula explain NAME how it is written, nebula eval --input FILE tries it out.");
        line("");
        line("nebula.pipeline {");
        fields();
        line("  source = %s", source());
        line("");
        transforms();
        line("");
        line("  sink = %s", sink());
        line("");
        errors();
        line("}");
    }

    private void fields() {
        if (fields.isEmpty()) {
            line("  # There are no fields: %s.", sample.result().rejected() == 0 ? "the input is empty"
                    : "no record can be read");
            return;
        }
        line("  # The fields, and the first value of each in the first %,d records:", SAMPLE);
        int names = fields.stream().mapToInt(field -> printable(field.name()).length()).max().orElse(0);
        int types = fields.stream().mapToInt(field -> field.type().text().length()).max().orElse(0);
        for (SampledField field : fields) {
            String nulls = field.values().isEmpty() ? "always null"
                    : field.nulls() > 0 ? field.example() + "  (null in " + field.nulls() + ")" : field.example();
            out.append(String.format(Locale.ROOT, "  #   %-" + names + "s  %-" + types + "s  ", printable(field.name()),
                    field.type().text())).append(nulls);
            int end = out.length();
            while (out.charAt(end - 1) == ' ') {
                end--;
            }
            out.setLength(end);
            out.append('\n');
        }
    }

    /** In a comment, which ends with its line. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private String source() {
        List<String> more = new ArrayList<>();
        CsvFormat csv = found.format() instanceof CsvFormat format ? format : null;
        if (!found.format().name().equals(Formats.named(input))) {
            more.add("format = " + found.format().name());
        }
        CsvFormat usual = csv != null && csv.name().equals("tsv") ? CsvFormat.tsv() : CsvFormat.csv();
        if (csv != null && !csv.dialect().equals(usual.dialect())) {
            more.add("csv { delimiter = " + Names.quoted(String.valueOf((char) csv.dialect().delimiter())) + " }");
        }
        if (found.compression() != Compression.AUTO) {
            more.add("compression = " + found.compression().text());
        }
        return more.isEmpty() ? Names.quoted(input)
                : "{ type = file, path = " + Names.quoted(input) + ", " + String.join(", ", more) + " }";
    }

    private String sink() {
        List<String> parts = new ArrayList<>();
        if (output.equals("-")) {
            parts.add("type = stdout");
        } else {
            parts.add("type = file");
            parts.add("path = " + Names.quoted(output));
        }
        if (Formats.named(output) == null) {
            parts.add("format = " + found.format().name());
        }
        if (overwrite && !output.equals("-")) {
            parts.add("overwrite = true");
        }
        String comment = output.equals("-") || overwrite ? "" : "    # overwrite = true replaces it when it is there";
        return "{ " + String.join(", ", parts) + " }" + comment;
    }

    private void transforms() {
        if (fields.isEmpty()) {
            line("  transforms = []");
            return;
        }
        line("  transforms = [");
        Example example = Example.of(fields);
        line(LATER + "{ type = filter,  where = %s }", Names.quoted(example.condition()));
        line(LATER + "{ type = compute, set = [%s] }", Names.quoted(example.assignment()));
        for (SampledField field : fields) {
            TextForm form = TextForm.of(field);
            if (form != null) {
                line("");
                line(LATER + "# %s: %s", printable(field.name()), form.reason());
                line(LATER + "%s", form.transform());
            }
        }
        renames();
        line("  ]");
    }

    private void renames() {
        List<String> taken = new ArrayList<>(sample.schema().names());
        List<String> pairs = new ArrayList<>();
        for (SampledField field : fields) {
            if (!Names.plain(field.name())) {
                String plain = Names.plainFor(field.name(), taken);
                taken.add(plain);
                pairs.add(Names.quoted(field.name()) + " = " + plain);
            }
        }
        if (!pairs.isEmpty()) {
            line("");
            line(LATER + "# plain names, which need no quotes; what comes after this sees the new names");
            line(LATER + "{ type = rename, fields {");
            pairs.forEach(pair -> line(LATER + "    %s", pair));
            line(LATER + "} }");
        }
    }

    private void errors() {
        long rejected = sample.result().rejected();
        String letters = (output.equals("-") ? "output"
                : output.replaceFirst("\\.(csv|tsv|jsonl|ndjson)(\\.(gz|zst))?$", "")) + ".rejected.jsonl";
        String policy = "errors { policy = dead-letter, dead-letter = " + Names.quoted(letters) + " }";
        if (rejected > 0) {
            line("  # %,d of the first %,d records cannot be read, such as", rejected, SAMPLE);
            line("  # %s", printable(sample.result().rejectSamples().get(0)));
            line("  # so they go to a file of their own.");
            line("  %s", policy);
        } else {
            line("  # The run stops at the first record that cannot be processed, unless:");
            line("  # %s", policy);
        }
    }

    private void line(String format, Object... values) {
        out.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values)).append('\n');
    }
}
