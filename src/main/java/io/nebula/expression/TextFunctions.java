package io.nebula.expression;

import static io.nebula.record.ValueType.BOOLEAN;
import static io.nebula.record.ValueType.LONG;
import static io.nebula.record.ValueType.STRING;

import java.util.ArrayList;
import java.util.List;

/** Functions of text. Characters are Unicode code points. */
final class TextFunctions {
    private static final String TOO_LONG = "the result is too long; a text may have " + TextBuildingKernels.MAX_LENGTH
            + " bytes";
    private static final String JOINED_TOO_LONG = "the result is too long; a text may become "
            + TextBuildingKernels.LONGEST_JOINED + " bytes long";

    private TextFunctions() {}

    static List<Function> all() {
        List<Function> all = new ArrayList<>(joining());
        all.addAll(searching());
        all.addAll(cutting());
        all.addAll(building());
        all.addAll(regex());
        all.addAll(hashes());
        return all;
    }

    private static List<Function> joining() {
        return List.of(
                new Function("||", "Both texts joined; null if one is null.", "'a' || 'b'", "ab")
                        .fails("too-long", JOINED_TOO_LONG)
                        .rows(STRING, TextBuildingKernels::concat, STRING, STRING),
                new Function("concat", "All texts joined; null if one is null.", "concat('a', 'b', 'c')", "abc")
                        .fails("too-long", JOINED_TOO_LONG)
                        .variadic(STRING, TextBuildingKernels::concat, STRING));
    }

    private static List<Function> searching() {
        return List.of(
                new Function("like",
                        "Whether the text has the form of a constant pattern: % is any text, _ one character;"
                        + " what follows the escape character stands for itself.",
                                "'50%' like '__!%' escape '!'", "true")
                        .made(2, BOOLEAN, LikePattern::kernel, STRING, STRING)
                        .made(6, BOOLEAN, LikePattern::kernel, STRING, STRING, STRING),
                new Function("length", "The number of characters.", "length('naïve')", "5")
                        .rows(LONG, TextKernels::length, STRING),
                new Function("byte_length", "The number of bytes in UTF-8.", "byte_length('naïve')", "6")
                        .rows(LONG, TextKernels::byteLength, STRING),
                new Function("starts_with", "Whether the text begins with the part.", "starts_with('abc', 'ab')",
                        "true")
                        .rows(BOOLEAN, TextKernels::startsWith, STRING, STRING),
                new Function("ends_with", "Whether the text ends with the part.", "ends_with('abc', 'ab')", "false")
                        .rows(BOOLEAN, TextKernels::endsWith, STRING, STRING),
                new Function("contains", "Whether the part occurs in the text.", "contains('abc', 'b')", "true")
                        .rows(BOOLEAN, TextKernels::contains, STRING, STRING),
                new Function("position", "Where the part first occurs in the text, from 1; 0 if it does not.",
                        "position('añb', 'b')", "3").rows(LONG, TextKernels::position, STRING, STRING));
    }

    private static List<Function> cutting() {
        return List.of(
                new Function("trim", "The text without white space at both ends.", "trim('  a b ')", "a b")
                        .rows(STRING, TextKernels::trim, STRING),
                new Function("ltrim", "The text without white space at its beginning.", "ltrim('  a')", "a")
                        .rows(STRING, TextKernels::trimLeft, STRING),
                new Function("rtrim", "The text without white space at its end.", "rtrim('a  ') || '.'", "a.")
                        .rows(STRING, TextKernels::trimRight, STRING),
                new Function("substring",
                        "The text from a position, which counts from 1, to the end or of that length.",
                        "substring('añb', 2, 1)", "ñ")
                        .rows(STRING, TextKernels::substring, STRING, LONG)
                        .rows(STRING, TextKernels::substring, STRING, LONG, LONG),
                new Function("left", "The first characters.", "left('abc', 2)", "ab")
                        .rows(STRING, TextKernels::left, STRING, LONG),
                new Function("right", "The last characters.", "right('abc', 2)", "bc")
                        .rows(STRING, TextKernels::right, STRING, LONG),
                new Function("split_part",
                        "The part of that number, from 1, of a text cut at a separator; empty if there"
                        + " are fewer.", "split_part('a-b-c', '-', 2)", "b")
                        .fails("domain", "parts count from 1")
                        .rows(STRING, TextKernels::splitPart, STRING, STRING, LONG));
    }

    private static List<Function> building() {
        return List.of(
                new Function("upper", "The text in capitals.", "upper('straße')", "STRASSE")
                        .rows(STRING, TextBuildingKernels::upper, STRING),
                new Function("lower", "The text in small letters.", "lower('ÀB')", "àb")
                        .rows(STRING, TextBuildingKernels::lower, STRING),
                new Function("replace", "The text with the second text replaced by the third wherever it occurs.",
                        "replace('a.b.c', '.', '->')", "a->b->c").fails("too-long", JOINED_TOO_LONG)
                        .rows(STRING, TextBuildingKernels::replace, STRING, STRING, STRING),
                new Function("lpad", "The text brought to that many characters: filled at its beginning, or cut.",
                        "lpad('7', 3, '0')", "007").fails("too-long", TOO_LONG)
                        .rows(STRING, TextBuildingKernels::padLeft, STRING, LONG, STRING),
                new Function("rpad", "The text brought to that many characters: filled at its end, or cut.",
                        "rpad('ab', 5, '.-')", "ab.-.").fails("too-long", TOO_LONG)
                        .rows(STRING, TextBuildingKernels::padRight, STRING, LONG, STRING),
                new Function("repeat", "The text, so many times.", "repeat('ab', 3)", "ababab").fails("too-long",
                        TOO_LONG)
                        .rows(STRING, TextBuildingKernels::repeat, STRING, LONG),
                new Function("reverse", "The characters from last to first.", "reverse('añb')", "bña")
                        .rows(STRING, TextBuildingKernels::reverse, STRING));
    }

    private static List<Function> regex() {
        return List.of(
                new Function("regex_matches",
                        "Whether a constant regular expression (RE2 syntax) matches somewhere in the"
                        + " text.", "regex_matches('flight 12', '[0-9]+$')", "true")
                        .made(2, BOOLEAN, RegexKernels::matches, STRING, STRING),
                new Function("regex_extract",
                        "What the first group of the regular expression, or the whole of it, or the"
                        + " group of that number, matched first; null if nothing.",
                        "regex_extract('ñ=12;b=3', '([a-z])=([0-9]+)', 2)", "3")
                        .made(2, STRING, RegexKernels::extract, STRING, STRING)
                        .made(6, STRING, RegexKernels::extract, STRING, STRING, LONG),
                new Function("regex_replace", "The text with every match replaced; $1 stands for the first group.",
                        "regex_replace('2024-01', '([0-9]+)-([0-9]+)', '$2/$1')", "01/2024")
                        .fails("too-long", JOINED_TOO_LONG)
                        .made(6, STRING, RegexKernels::replace, STRING, STRING, STRING));
    }

    private static List<Function> hashes() {
        return List.of(
                new Function("md5", "The MD5 hash in hexadecimal.", "md5('abc')", "900150983cd24fb0d6963f7d28e17f72")
                        .made(0, STRING, DigestKernels::md5, STRING),
                new Function("sha1", "The SHA-1 hash in hexadecimal.", "sha1('abc')",
                        "a9993e364706816aba3e25717850c26c9cd0d89d")
                        .made(0, STRING, DigestKernels::sha1, STRING),
                new Function("sha256", "The SHA-256 hash in hexadecimal.", "left(sha256('abc'), 16)",
                        "ba7816bf8f01cfea")
                        .made(0, STRING, DigestKernels::sha256, STRING),
                new Function("crc32", "The CRC-32 checksum.", "crc32('abc')", "891568578")
                        .made(0, LONG, DigestKernels::crc32, STRING),
                new Function("xxhash64", "The XXH64 hash with seed 0: fast, and not for secrets.", "xxhash64('abc')",
                        "4952883123889572249")
                        .rows(LONG, XxHash64::kernel, STRING));
    }
}
