package io.nebula.catalog;

import io.nebula.catalog.Code.Topic;
import java.util.List;

/** Why records are rejected: what becomes of them is decided by errors.policy. */
final class RecordCodes {
    private RecordCodes() {}

    static List<Code> all() {
        return List.of(
                code("value-type",
                        "A value is not of the type that its field has.",
                        "The type was declared in schema, or inferred from the first MiB, and this record "
                                + "differs. Only fields that are declared, used or rewritten are looked at.",
                        "Declare the field as string in schema, and use try(cast(… as …)) where it is computed "
                                + "with.",
                        "speed is a long, and the record says \"fast\""),
                code("cast",
                        "A value cannot be changed to the type asked for.",
                        "cast, to_date, parse_timestamp or convert met a text of another form.",
                        "Use try(…) to get null instead, or give the right pattern.",
                        "try(cast(speed as long))"),
                code("domain",
                        "The function is not defined for this value.",
                        "The square root of a negative number, the logarithm of zero and the like.",
                        "Guard it with case or try(…).",
                        "case when x >= 0 then sqrt(x) end"),
                code("overflow",
                        "The result does not fit its type.",
                        "Arithmetic on longs never wraps around in silence.",
                        "Cast an argument to double, or guard it with try(…).",
                        "cast(a as double) * b"),
                code("division-by-zero",
                        "An integer is divided by zero.",
                        "There is no such integer.",
                        "Use nullif(divisor, 0) to get null instead, or try(…).",
                        "total % nullif(count, 0)"),
                code("json",
                        "The text is not the JSON that the function needs.",
                        "It is no JSON, or what it has at that path is of another kind.",
                        "Check the field with a filter, or use try(…).",
                        "try(json_get(payload, 'user.name'))"),
                code("too-long",
                        "The text would become longer than is allowed.",
                        "repeat, lpad and rpad stop at 1 MiB, joining and replacing at 16 MiB, before one record fills the "
                                + "memory.",
                        "Make the count smaller, or the text.",
                        "repeat(name, 1000000000)"),
                code("null-value",
                        "Your code asked a null field for its value.",
                        "A row lambda called getLong or the like where there is none.",
                        "Ask isNull first.",
                        "if (!row.isNull(\"value\")) { … }"),
                code("transform-failed",
                        "A step has thrown an exception at this record.",
                        "The message names the exception and the place in the code. Other records of the morsel "
                                + "are not concerned.",
                        "Repair the transform, and replay the dead letters.",
                        "java.lang.NullPointerException at MyTransform.java:42"),
                code("ragged-row",
                        "The record has more or fewer fields than the header.",
                        "A delimiter in a text without quotes, or a line cut short.",
                        "Quote the text; csv.lenient = true reads records that lack fields at their end.",
                        "id,name\n1,Smith, John"),
                code("stray-quote",
                        "Text follows a closing quote.",
                        "A quote within a quoted field must be doubled.",
                        "Double it; csv.lenient = true takes the text as it is.",
                        "\"5\" screen\"    # \"5\"\" screen\""),
                code("unclosed-quote",
                        "A quoted field does not end.",
                        "The closing quote is missing. Reading goes on at the next line, so that one quote does "
                                + "not swallow the file.",
                        "Close the quote, or set csv.quote to a character that is not in the data.",
                        "1,\"Smith"),
                code("record-too-long",
                        "The record is longer than max-record-bytes.",
                        "The bound keeps a damaged input from filling the memory.",
                        "Raise max-record-bytes if the record is right.",
                        "source { max-record-bytes = 16MiB }"),
                code("malformed-json",
                        "The line is not a JSON object.",
                        "The message says what was expected, and at which byte.",
                        "Repair the line; each must hold one whole object.",
                        "{'a': 1}    # {\"a\": 1}"),
                code("invalid-utf8",
                        "The record holds bytes that are not UTF-8.",
                        "The input is in another encoding, or damaged.",
                        "Convert the input with iconv -t utf-8.",
                        "iconv -f latin1 -t utf-8 in.csv"),
                code("not-a-json-number",
                        "A number cannot be written as JSON.",
                        "JSON has neither NaN nor infinity.",
                        "Leave such records out with a filter, or make the value null with case.",
                        "case when x < 1e308 then x end"),
                code("route-too-long",
                        "No file can be named after the record's value.",
                        "A name may have 255 bytes and a path 4,095; what is no letter or digit takes three times its place.",
                        "Shorten the value with substring, or route by its hash.",
                        "set = [\"route = substring(name, 1, 40)\"]"),
                code("killed-the-process",
                        "The process has died again and again at just this record.",
                        "A transform has exited, crashed the JVM, used up its memory, or never come to an end.",
                        "Repair the transform, and replay the dead letters.",
                        "System.exit(1) in a transform of one's own"));
    }

    private static Code code(String name, String meaning, String cause, String remedy, String example) {
        return new Code(Topic.RECORD, name, meaning, cause, remedy, example);
    }
}
