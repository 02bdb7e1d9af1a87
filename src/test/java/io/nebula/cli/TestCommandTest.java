package io.nebula.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TestCommandTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.tsv", "a.jsonl"})
    void shouldGiveTheRecordsAsTheSourceWouldReadThem(String source) throws IOException {
        pipeline(source, "");

        CommandRun run = test("""
                { input = [ { a = 1, b = "x, \\"y\\"", c = "two\\nlines" }, { a = 2, b = "" }, { b = null, a = 3.50 } ]
                  expect = [ { a = 1.0, b = "x, \\"y\\"", c = "two\\nlines" }, { a = 2, b = "", c = null }, { a = 3.5 } ] }
                """);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("ok    test 1").endsWith("1 test: 1 passed, 0 failed\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[{a = 1}, {a = 2}, {a = 3}] | 3 tests",
        "[{a = 1}, {a = 3}] | record 2 came out and is not expected",
        "[{a = 1}, {a = 9}, {a = 2}, {a = 3}] | record 2 is missing",
        "[{a = 1}, {a = 5}, {a = 3}] | a  expected  5",
        "[{a = 1}, {a = '2'}, {a = 3}] | a  expected  \"2\"",
        "[{a = 1}, {a = 2, b = null}, {a = 3, b = 4}] | b  expected  4",
        "[] | record 3 came out",
    })
    void shouldShowWhatDiffers(String expected, String said) throws IOException {
        pipeline("a.csv", "");

        CommandRun run = test("{ input = [{a = 1}, {a = 2}, {a = 3}], expect = " + expected.replace('\'', '"') + " }");

        boolean passes = said.equals("3 tests");
        assertThat(run.code()).isEqualTo(passes ? 0 : 1);
        assertThat(run.out()).contains(passes ? "1 passed, 0 failed" : said);
    }

    @Test
    void shouldCompareNestedValuesByTheirMembers() throws IOException {
        pipeline("a.jsonl", "");

        assertThat(test("{ input = [{u { n = 1, l = [1, {x = null}] } }], expect = [{u { l = [1.0, {}], n = 1 } }] }").code())
                .isZero();
        assertThat(test("{ input = [{u { n = 1, l = [1, 2] } }], expect = [{u { l = [1], n = 1 } }] }").code()).isEqualTo(1);
    }

    @Test
    void shouldExpectRejectedRecordsByTheirCodesInAnyOrder() throws IOException {
        pipeline("a.csv", "transforms = [ { type = compute, set = [\"b = sqrt(10 / a)\"] } ]");

        String input = "{ input = [{a = -1}, {a = 0}, {a = 10}, {a = 0}], ";
        CommandRun run = test(input + "expect = [{a = 10, b = 1}], expect-rejects = [division-by-zero, domain, division-by-zero] }");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(test(input + "expect-rejects = [division-by-zero, domain] }").out())
                .contains("expected  division-by-zero, domain\n", "actual    division-by-zero, division-by-zero, domain\n");
    }

    @Test
    void shouldReadInputFilesAndIndentedText() throws IOException {
        pipeline("a.csv", "");
        Files.writeString(directory.resolve("rows.csv"), "a\n00501\n");

        CommandRun run = test("{ input-file = \"" + directory + "/rows.csv\", expect = [{a = \"00501\"}] }\n"
                + "{ input = \"\"\"\n     a,b\n     1,\"x\n     y\"\n\"\"\", expect = [{a = 1, b = \"x\\ny\"}] }");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(test("{ input-file = nowhere.csv, expect = [] }").out()).contains("there is no file 'nowhere.csv'");
    }

    @Test
    void shouldLeaveTestsAloneInARun() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "a\n1\n");
        pipeline("a.csv", "");
        Files.writeString(directory.resolve("p.conf"), Files.readString(directory.resolve("p.conf"))
                + "\nnebula.tests = [ { nonsense = 1 } ]\n");

        assertThat(CommandRun.of("run", directory.resolve("p.conf").toString(), "--quiet").code()).isZero();
        CommandRun run = CommandRun.of("test", directory.resolve("p.conf").toString());
        assertThat(run.code()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.err()).contains("error[unknown-key]: unknown key \"nonsense\"");
    }

    @Test
    void shouldNotRewriteThePipelineFileItself() throws IOException {
        pipeline("a.csv", "");
        Path file = directory.resolve("p.conf");
        String text = Files.readString(file) + "\nnebula.tests = [ { name = n, input = [{a = 1}], expect = [] } ]\n";
        Files.writeString(file, text);

        CommandRun run = CommandRun.of("test", file.toString(), "--update");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("\"n\" is not updated").contains("p.test.conf");
        assertThat(file).hasContent(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "common = [], nebula.tests = [ { input = [{a = 1}], expect = ${common} } ] | expect is not written as a plain list",
        "base { input = [{a = 1}], expect = [] }, nebula.tests = [ ${base} ] | the case is not written out in",
    })
    void shouldNotRewriteWhatIsWrittenElsewhere(String text, String reason) throws IOException {
        pipeline("a.csv", "");
        Path file = Files.writeString(directory.resolve("p.test.conf"), text);

        CommandRun run = CommandRun.of("test", directory.resolve("p.conf").toString(), "--update");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(reason);
        assertThat(file).hasContent(text);
    }

    @Test
    void shouldUpdateOnlyWhatFailsAndPassThen() throws IOException {
        pipeline("a.csv", "transforms = [ { type = compute, set = [\"b = 10 / a\"] } ]");
        Path file = Files.writeString(directory.resolve("p.test.conf"), """
                # before
                nebula { tests = [
                  { name = good, input = [{a = 5}], expect = [{a = 5, b = 2}] } # good
                  { name = bad, input = [{a = 0}, {a = 2}], expect = [{a = 2}] } # bad
                  { name = rejects, input = [{a = 0}], expect-rejects = [x, y], }
                ] } # after
                """);

        assertThat(CommandRun.of("test", directory.resolve("p.conf").toString(), "--update").code()).isZero();

        assertThat(file).hasContent("""
                # before
                nebula { tests = [
                  { name = good, input = [{a = 5}], expect = [{a = 5, b = 2}] } # good
                  { name = bad, input = [{a = 0}, {a = 2}], expect = [
                    {"a":2,"b":5.0}
                  ]
                    expect-rejects = [division-by-zero]
                  } # bad
                  { name = rejects, input = [{a = 0}], expect-rejects = [division-by-zero], }
                ] } # after
                """);
        assertThat(CommandRun.of("test", directory.resolve("p.conf").toString()).code()).isZero();
    }

    @Test
    void shouldReportToBuildServers() throws Exception {
        pipeline("a.csv", "transforms = [ { type = filter, where = \"nowhere > 1\" } ]");
        Files.writeString(directory.resolve("q.conf"), "nebula { pipeline { source = \"a.csv\", sink = \"b.csv\" }, tests = [\n"
                + "{ name = \"<&>\\\"\\u0001\", input = [{a = 1}], expect = [{a = 2}] }\n"
                + "{ name = fine, input = [{a = 1}], expect = [{a = 1}] } ] }");
        Files.writeString(directory.resolve("p.test.conf"), "nebula.tests = [ { input = [{a = 1}], expect = [] } ]");
        Path report = directory.resolve("reports/junit.xml");

        CommandRun run = CommandRun.of("test", directory.resolve("p.conf").toString(), directory.resolve("q.conf").toString(),
                "--junit", report.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("error[unknown-field]: there is no field 'nowhere'").endsWith("3 tests: 1 passed, 2 failed\n");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
        Element root = document.getDocumentElement();
        assertThat(root.getAttribute("tests") + root.getAttribute("failures") + root.getAttribute("errors")).isEqualTo("311");
        assertThat(document.getElementsByTagName("testsuite").getLength()).isEqualTo(2);
        assertThat(((Element) document.getElementsByTagName("testcase").item(1)).getAttribute("name")).isEqualTo("<&>\"?");
        assertThat(document.getElementsByTagName("error").item(0).getTextContent()).contains("'nowhere'\n");
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent()).contains("a  expected  2\n");
    }

    private void pipeline(String source, String more) throws IOException {
        Files.writeString(directory.resolve("p.conf"), "nebula.pipeline { source = \"" + directory + "/" + source
                + "\", sink = \"" + directory + "/out.jsonl\", " + more + " }");
    }

    private CommandRun test(String cases) throws IOException {
        Path file = Files.writeString(directory.resolve("p.test.conf"), "nebula.tests = [\n" + cases + "\n]\n");
        return CommandRun.of("test", file.toString());
    }
}
