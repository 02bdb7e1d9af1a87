package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nebula.format.Morsel;
import io.nebula.format.csv.CsvFormat;
import io.nebula.options.InvalidOptionsException;
import io.nebula.options.Options;
import io.nebula.options.Problem;
import io.nebula.record.ValueType;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    Path dir;

    @BeforeEach
    void files() throws Exception {
        for (String name : List.of("b.csv", "a.csv", "Z.csv", "a10.csv", "a2.csv", ".hidden.csv", "sub/c.csv",
                "sub/deep/d.csv", "notes.txt", "é.csv", "odd[1].csv")) {
            Path file = dir.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "x,y\n1,2\n");
        }
    }

    @Test
    void shouldSortTheFilesOfAPatternByTheBytesOfTheirPaths() throws Exception {
        assertThat(names("*.csv"))
                .containsExactly("Z.csv", "a.csv", "a10.csv", "a2.csv", "b.csv", "odd[1].csv", "é.csv");
        assertThat(names("a?.csv")).containsExactly("a2.csv");
        assertThat(names("[a-b].csv")).containsExactly("a.csv", "b.csv");
        assertThat(names("{b,a*}.csv")).containsExactly("a.csv", "a10.csv", "a2.csv", "b.csv");
        assertThat(names("{sub/c,{b,a}}.csv")).containsExactly("a.csv", "b.csv", "sub/c.csv");
        assertThat(names("**/[cd].csv")).containsExactly("sub/c.csv", "sub/deep/d.csv");
        assertThat(names("**/a.csv")).containsExactly("a.csv");
        assertThat(names("*/*.csv")).containsExactly("sub/c.csv");
        assertThat(names("sub/**")).containsExactly("sub/c.csv", "sub/deep/d.csv");
        assertThat(names("odd[1].csv")).containsExactly("odd[1].csv");
        assertThat(names(".*.csv")).containsExactly(".hidden.csv");
    }

    @Test
    void shouldTellItsSizeWithoutBeingOpened() {
        assertThat(new FileSourceSpec(dir.resolve("*.csv").toString(), CsvFormat.csv()).storedBytes()).isEqualTo(7 * 8);
        assertThat(new FileSourceSpec(dir.resolve("nothing.csv").toString(), CsvFormat.csv()).storedBytes()).isZero();
    }

    @Test
    void shouldNotPassOverWhatAPatternFindsAndNobodyCanRead() throws Exception {
        Files.createSymbolicLink(dir.resolve("sub/gone.csv"), Path.of("nowhere.csv"));
        assertThat(new ProcessBuilder("mkfifo", dir.resolve("sub/pipe.csv").toString()).start().waitFor()).isZero();

        assertThat(problems("sub/*.csv")).extracting(Problem::code).containsExactly("no-such-file", "not-a-file");
    }

    @Test
    void shouldRefuseAFileThatHoldsMoreThanItSays() throws Exception {
        Path endless = Path.of("/proc/self/status");
        assumeThat(endless).exists();

        assertThatThrownBy(() -> new FileSourceSpec(endless.toString(), new LineFormat(false)).open())
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("standard input");
    }

    @Test
    void shouldReadMoreFilesThanMayBeOpen() throws Exception {
        Path many = Files.createDirectory(dir.resolve("many"));
        for (int i = 0; i < 3_000; i++) {
            Files.writeString(many.resolve(i + ".csv"), "x,y\n" + i + ",2\n");
        }
        var handles = (com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long open = handles.getOpenFileDescriptorCount();

        FileRecordSource source = spec(Map.of(), "many/*.csv").open();
        assertThat(handles.getOpenFileDescriptorCount()).isLessThan(open + 100);
        assertThat(Morsels.of(source, Morsels.AUTO).text().lines()).hasSize(3_000);

        assertThat(handles.getOpenFileDescriptorCount()).isLessThan(open + 100);
    }

    @Test
    void shouldReadAListInItsOrder() throws Exception {
        assertThat(names("b.csv", "a.csv")).containsExactly("b.csv", "a.csv");
    }

    @Test
    void shouldReportEveryPathThatCannotBeRead() {
        List<Problem> problems = problems("b.cvs", "*.xml", ".", "none/x.csv", "a.csv.zst");

        assertThat(problems).extracting(Problem::path)
                .containsExactly("path.0", "path.1", "path.2", "path.3", "path.4");
        assertThat(problems).extracting(Problem::code)
                .containsExactly("no-such-file", "no-match", "is-directory", "no-such-file", "no-such-file");
        assertThat(problems.get(0).advice()).isEqualTo("did you mean \"b.csv\"?");
        assertThat(problems.get(2).advice()).contains("*.csv");
        assertThat(problems.get(3).advice()).contains("no directory");
        assertThat(problems("nothing*").get(0).path()).isEqualTo("path");
    }

    @Test
    void shouldSayOnOneLineWhatIsWrongWithAPath() {
        List<Problem> problems = problems("", "[a.csv", "{a,b[}.csv", "a.csv/x.csv", "a.csv/y/x.csv");

        assertThat(problems).extracting(Problem::code).containsExactly("is-directory", "bad-path", "bad-path",
                "no-such-file", "no-such-file");
        assertThat(problems.get(1).message()).endsWith("[a.csv' is no pattern: missing ']'");
        assertThat(problems.get(2).message()).endsWith("[}.csv' is no pattern: missing ']'");
        assertThat(problems.get(1).advice()).contains("*.csv");
        assertThat(problems.get(3).advice()).isEqualTo(problems.get(4).advice()).contains("a.csv' is a file, not a directory");
        assertThat(catchThrowableOfType(InvalidOptionsException.class, () -> provided(Map.of("path", "")).open()).problems())
                .singleElement().satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("bad-path");
                    assertThat(problem.message()).isEqualTo("the path is empty");
                    assertThat(problem.advice()).contains("*.csv");
                });
    }

    @Test
    void shouldRefuseFilesWhoseNamesTellAnotherFormatThanTheFirst() throws Exception {
        Files.writeString(dir.resolve("c.jsonl"), "{}\n");
        Files.writeString(dir.resolve("c.csv.gz"), "");
        List<String> paths = Stream.of("a.csv", "c.jsonl", "notes.txt", "b.csv").map(name -> dir + "/" + name).toList();

        InvalidOptionsException refused = catchThrowableOfType(InvalidOptionsException.class,
                () -> provided(Map.of("path", paths)).open());

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("mixed-formats", "mixed-formats");
        assertThat(refused.problems()).extracting(Problem::path).containsExactly("path.1", "path.2");
        assertThat(refused.problems().get(0).advice()).contains("set format = csv");
        assertThat(provided(Map.of("path", List.of(paths.get(0), paths.get(2)), "format", "csv", "csv",
                Map.of("header", false))).open().files()).hasSize(2);
    }

    @Test
    void shouldReportColumnsThatDiffer() throws Exception {
        Files.writeString(dir.resolve("b.csv"), "x,yy,z\n");

        List<Problem> problems = problems("a.csv", "b.csv");

        assertThat(problems).extracting(Problem::code)
                .containsExactly("extra-column", "extra-column", "missing-column");
        assertThat(problems.get(0).message()).contains("b.csv").contains("'yy'");
        assertThat(problems.get(2).message()).contains("b.csv").contains("'y'");
    }

    @Test
    void shouldNameTheFileWhoseHeaderIsBroken() throws Exception {
        Files.writeString(dir.resolve("b.csv"), "x,x\n");

        assertThat(problems("a.csv", "b.csv")).singleElement()
                .satisfies(p -> assertThat(p.message()).contains("b.csv: line 1: a name stands there twice"));
    }

    @Test
    void shouldUseDeclaredTypesAndReportDeclaredFieldsThatAreNotThere() throws Exception {
        assertThat(spec(Map.of("y", ValueType.LONG), "a.csv").open().schema()).hasToString("(x string, y long)");

        InvalidOptionsException refused = catchThrowableOfType(InvalidOptionsException.class,
                () -> spec(Map.of("no.where", ValueType.LONG), "a.csv").open());
        assertThat(refused.problems()).singleElement()
                .satisfies(p -> assertThat(p.path()).isEqualTo("schema.\"no.where\""));
    }

    @Test
    void shouldReadEmptyFilesAsNoRecords() throws Exception {
        Path empty = Files.writeString(dir.resolve("empty.csv"), "");

        FileRecordSource source = spec(Map.of("b", ValueType.LONG, "a", ValueType.DATE), "empty.csv").open();

        assertThat(source.schema()).hasToString("(a date, b long)");
        assertThat(Morsels.of(source, Morsels.AUTO).all()).isEmpty();
        assertThat(source.files()).containsExactly(empty);
        assertThat(spec(Map.of(), "empty.csv", "a.csv").open().schema()).hasToString("(x string, y string)");
    }

    @Test
    void shouldSayWhereARecordIs() throws Exception {
        assertThat(spec(Map.of(), "a.csv").open().describe("a.csv", 12, 345)).isEqualTo("a.csv:12 (byte 345)");
    }

    @Test
    void shouldReadAHeaderThatIsLongerThanTheFirstLook() throws Exception {
        String header = "x,y" + "z".repeat(200_000);
        Files.writeString(dir.resolve("b.csv"), header + "\n1,2\n");

        FileRecordSource source = spec(Map.of(), "b.csv").open();

        assertThat(source.schema().size()).isEqualTo(2);
        Morsels morsels = Morsels.of(source, Morsels.AUTO);
        assertThat(morsels.text()).isEqualTo("1,2\n");
        assertThat(morsels.all()).extracting(Morsel::position).containsExactly(header.length() + 1L);
    }

    private List<String> names(String... paths) throws Exception {
        return spec(Map.of(), paths).open().files().stream().map(file -> dir.relativize(file).toString()).toList();
    }

    private List<Problem> problems(String... paths) {
        InvalidOptionsException refused =
                catchThrowableOfType(InvalidOptionsException.class, () -> spec(Map.of(), paths).open());
        return refused.problems();
    }

    private FileSourceSpec spec(Map<String, ValueType> declared, String... paths) {
        return new FileSourceSpec(Arrays.stream(paths).map(path -> dir + "/" + path).toList(), new LineFormat(true),
                declared, 1 << 20, Compression.AUTO);
    }

    private static SourceSpec provided(Map<String, ?> values) {
        Options options = new Options(values);
        SourceSpec spec = new FileSourceProvider().create(options);
        assertThat(options.problems()).isEmpty();
        return spec;
    }
}
