package io.nebula.format;

import io.nebula.format.csv.CsvDialect;
import io.nebula.format.csv.CsvFormat;
import io.nebula.format.jsonl.JsonLinesFormat;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.options.Setting;
import io.nebula.options.Setting.Kind;
import java.util.List;
import java.util.Locale;

/** Chooses the format of a source or a sink from what its section says and from its file's name. */
public final class Formats {
    private static final List<String> NAMES = List.of("csv", "tsv", "jsonl");
    private static final String JSONL = "jsonl";

    private Formats() {}

    /**
     * The format that {@code options} and {@code path} ask for, or null after noting in {@code options} what is wrong.
     *
     * @param path as the user wrote it; {@code -} for a standard stream
     */
    public static Format choose(Options options, String path) {
        checkEncoding(options);
        String name = options.choice("format", null, NAMES);
        if (name == null && !options.has("format")) {
            name = named(path);
            if (name == null) {
                options.problem(Problem.at("", "unknown-format", path.equals("-")
                        ? "a standard stream has no name that could tell its format"
                        : "the name '" + path + "' does not tell the format", "add format = csv, tsv or jsonl"));
            }
        }
        if (name == null) {
            csv(options, "csv");
            options.section("jsonl");
            return null;
        }
        String other = name.equals("jsonl") ? "csv" : "jsonl";
        Format format = name.equals("jsonl") ? jsonLines(options) : csv(options, name);
        return refuseSection(options, other, name) ? null : format;
    }

    /** What {@link #choose} reads. */
    public static List<Setting> settings() {
        return List.of(
                Setting.of("format", Kind.TEXT, "How records are written as bytes; by default what the file's name"
                        + " says: .csv, .tsv, .jsonl or .ndjson. Required where there is no name.")
                        .choice(NAMES.toArray(new String[0])),
                Setting.of("encoding", Kind.TEXT, "UTF-8 is the only one.").otherwise("utf-8").choice("utf-8", "utf8"),
                Setting.of("csv.delimiter", Kind.TEXT, "One ASCII character between fields; a tab for tsv.")
                        .otherwise("\",\"").like("\";\""),
                Setting.of("csv.quote", Kind.TEXT, "One ASCII character around fields that hold a delimiter, a quote"
                        + " or a line end.").otherwise("\"\\\"\"").like("\"'\""),
                Setting.of("csv.header", Kind.BOOLEAN, "Whether the first record names the fields; by default yes,"
                        + " unless names are given. Without either they are c1, c2, …").like("false"),
                Setting.of("csv.names", Kind.TEXTS, "The fields' names, for files without a header.")
                        .like("[id, name]"),
                Setting.of("csv.null-values", Kind.TEXTS, "Texts that mean null besides the empty field, when not in"
                        + " quotes.").otherwise("[]").like("[NA, \"-\"]"),
                Setting.of("csv.lenient", Kind.BOOLEAN, "Whether records are read that lack fields at their end, or"
                        + " have text behind a closing quote.").otherwise("false"),
                Setting.of(JSONL, Kind.SECTION, "JSON Lines has no settings of its own."));
    }

    /** The formats there are. */
    public static List<Described> all() {
        return List.of(
                new Described("csv", "Fields between commas, RFC 4180, with a header.", List.of(".csv")),
                new Described("tsv", "The same between tabs.", List.of(".tsv")),
                new Described(JSONL, "JSON Lines: one object per line, RFC 8259.", List.of(".jsonl", ".ndjson")));
    }

    /** What there is to know of a format beforehand. @param extensions how names end that tell it */
    public record Described(String name, String summary, List<String> extensions) {}

    private static void checkEncoding(Options options) {
        String encoding = options.string("encoding", "utf-8").toLowerCase(Locale.ROOT);
        if (!encoding.equals("utf-8") && !encoding.equals("utf8")) {
            options.problem(Problem.at("encoding", "unsupported-encoding", "only UTF-8 can be read and written",
                    "convert the file first, e.g. with iconv -f " + encoding + " -t utf-8"));
        }
    }

    /** The name of the format that a file name tells, or null. */
    public static String named(String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "csv", "tsv", "jsonl" -> extension;
            case "ndjson" -> "jsonl";
            default -> null;
        };
    }

    /** The format of that name without settings; CSV where a file name tells none. @param name null for none */
    public static Format plain(String name) {
        return JSONL.equals(name) ? JsonLinesFormat.jsonLines() : "tsv".equals(name) ? CsvFormat.tsv() : CsvFormat.csv();
    }

    private static Format jsonLines(Options options) {
        options.section("jsonl");
        return new JsonLinesFormat();
    }

    private static boolean refuseSection(Options options, String section, String format) {
        if (options.has(section)) {
            options.problem(Problem.key(section, "wrong-format", "the format is " + format
                    + ", so nothing reads this section", "remove it, or set format = " + section));
            options.section("jsonl");
            if (section.equals("csv")) {
                csv(options, "csv");
            }
        }
        return options.has(section);
    }

    private static Format csv(Options options, String name) {
        Options csv = options.section("csv");
        Byte delimiter = single(csv, "delimiter", name.equals("tsv") ? "\t" : ",");
        Byte quote = single(csv, "quote", "\"");
        List<String> names = csv.strings("names", List.of());
        boolean header = csv.bool("header", names.isEmpty());
        List<String> nulls = csv.strings("null-values", List.of());
        boolean lenient = csv.bool("lenient", false);
        boolean fine = checkNames(csv, header, names);
        if (delimiter != null && delimiter.equals(quote)) {
            csv.problem(Problem.at("quote", "same-as-delimiter", "quote and delimiter are the same",
                    "choose another quote or another delimiter"));
            fine = false;
        }
        fine = fine && delimiter != null && quote != null && checkNulls(csv, nulls, delimiter, quote);
        return fine
                ? new CsvFormat(name, new CsvDialect(delimiter, quote, nulls), header, names, lenient) : null;
    }

    private static boolean checkNames(Options csv, boolean header, List<String> names) {
        if (header && !names.isEmpty()) {
            csv.problem(Problem.at("names", "names-with-header", "names are for files without a header",
                    "set header = false, or remove names and rename the fields"));
            return false;
        }
        if (names.contains("") || names.stream().distinct().count() < names.size()) {
            csv.problem(Problem.at("names", "bad-names", "a name is empty or given twice",
                    "give each field its own name"));
            return false;
        }
        return true;
    }

    /** A text that no field without quotes can be is surely meant otherwise. */
    private static boolean checkNulls(Options csv, List<String> nulls, byte delimiter, byte quote) {
        boolean fine = true;
        for (int i = 0; i < nulls.size(); i++) {
            String text = nulls.get(i);
            if (text.indexOf(delimiter) >= 0 || text.indexOf(quote) == 0 || text.matches("(?s).*[\\r\\n].*")) {
                csv.problem(Problem.at("null-values." + i, "impossible-null",
                        "no field without quotes can be this text", "give it as it stands between two delimiters"));
                fine = false;
            }
        }
        return fine;
    }

    private static Byte single(Options csv, String key, String fallback) {
        String text = csv.string(key, fallback);
        if (text.length() == 1 && text.charAt(0) < 128 && text.charAt(0) != '\n' && text.charAt(0) != '\r') {
            return (byte) text.charAt(0);
        }
        csv.problem(Problem.at(key, "not-one-character", "must be one ASCII character, no line end",
                "e.g. " + key + " = \"" + (key.equals("quote") ? "'" : ";") + "\""));
        return null;
    }
}
