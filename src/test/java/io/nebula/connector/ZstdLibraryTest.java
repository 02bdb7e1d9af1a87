package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.Native;
import io.nebula.record.Field;
import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZstdLibraryTest {
    @TempDir
    Path dir;

    @Test
    void shouldBeLoadedOnlyWhenItIsUsed() throws Exception {
        Files.writeString(dir.resolve("in.csv"), "a\n1\n");

        assertThat(copy("in.csv", "out.csv.gz")).isEqualTo("loaded: false\n");
        assertThat(copy("out.csv.gz", "out.csv")).isEqualTo("loaded: false\n");
        assertThat(copy("in.csv", "out.csv.zst")).isEqualTo("loaded: true\n");
        assertThat(copy("out.csv.zst", "again.csv")).isEqualTo("loaded: true\n");
    }

    @Test
    void shouldBeMissedBeforeAnythingIsTouched() throws Exception {
        Files.writeString(dir.resolve("in.csv"), "a\n1\n");

        assertThat(copy("in.csv", "out.csv.zst", "-Djava.io.tmpdir=" + dir.resolve("nowhere"),
                "-DZstdNativePath=/nowhere"))
                .contains("needs its native library").contains("java.io.tmpdir");
        assertThat(dir.toFile().list()).containsExactly("in.csv");
    }

    private String copy(String from, String to, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-cp", System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(options));
        command.addAll(List.of(Copy.class.getName(), dir.resolve(from).toString(), dir.resolve(to).toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Copies the lines of one file to another, and says whether zstd's library was needed. */
    static final class Copy {
        private Copy() {}

        public static void main(String[] arguments) throws Exception {
            Schema schema = new Schema(List.of(new Field("a", ValueType.STRING)));
            Morsels morsels = Morsels.of(new FileSourceSpec(arguments[0], new LineFormat(true)).open(), Morsels.AUTO);
            RecordSink sink = new FileSinkSpec(arguments[1], new LineFormat(true)).plan(schema);
            RecordOutput output = sink.open(false);
            FileSinkTest.append(output, sink.compressor() == null ? morsels.text() : "");
            output.commit();
            System.out.println("loaded: " + Native.isLoaded());
        }
    }
}
