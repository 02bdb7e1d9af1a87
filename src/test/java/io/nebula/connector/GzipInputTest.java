package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipInputTest {
    private static final String TEXT = MorselCutterTest.lines(40_000);

    @TempDir
    Path dir;

    @Test
    void shouldReadAllMembersAndAccountForEveryStoredByte() throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        for (int i = 0; i < TEXT.length(); i += 10_007) {
            stored.write(gzip(TEXT.substring(i, Math.min(TEXT.length(), i + 10_007))));
        }
        stored.write(gzip(""));
        stored.write(new byte[1000]);

        for (int bytes : new int[] {1000, 70_000, 512 << 10}) {
            Morsels morsels = read(stored.toByteArray(), new MorselSize(bytes, Long.MAX_VALUE));

            assertThat(morsels.text()).isEqualTo(TEXT);
            assertThat(morsels.storedBytes()).isEqualTo(stored.size());
        }
    }

    @Test
    void shouldReadItsOwnMembersAndThoseWithEveryHeaderField() throws Exception {
        byte[] plain = gzip("x\n");
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        stored.write(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3,
            3, 0, 1, 2, 3, 'n', 0, 'c', 0, 9, 9});
        stored.write(plain, 10, plain.length - 10);
        OutputBuffer out = new OutputBuffer(1);
        try (Compressor compressor = new GzipCompressor(9)) {
            compressor.compress("y\n".getBytes(StandardCharsets.US_ASCII), 0, 2, out);
        }
        stored.write(out.bytes(), 0, out.end());

        assertThat(read(stored.toByteArray(), Morsels.AUTO).text()).isEqualTo("x\ny\n");
    }

    @Test
    void shouldRefuseInputThatIsCutOffAtAnyByte() throws Exception {
        byte[] first = gzip("a\nb\n");
        byte[] both = join(first, gzip("c\nd\n"));
        for (int length = 0; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            if (length != first.length) {
                assertThatThrownBy(() -> read(cut, Morsels.AUTO)).as("%d bytes", length)
                        .hasMessageContaining("x.gz").hasMessageContaining("too early");
            }
        }
    }

    @Test
    void shouldRefuseAnyDamagedByteOrReadTheSame() throws Exception {
        byte[] good = gzip("a,b,c\nd,e,f\n");
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            try {
                assertThat(read(bad, Morsels.AUTO).text()).as("byte %d", at).isEqualTo("a,b,c\nd,e,f\n");
            } catch (IOException | InvalidOptionsException e) {
                assertThat(e).hasMessageContaining("x.gz");
            }
        }
    }

    @Test
    void shouldRefuseWhatFollowsTheCompressedData() throws Exception {
        byte[] good = gzip("a\n");

        assertThatThrownBy(() -> read(join(good, "garbage".getBytes(StandardCharsets.US_ASCII)), Morsels.AUTO))
                .hasMessageContaining("byte " + good.length);
        assertThatThrownBy(() -> read(join(good, new byte[] {0, 0, 1}), Morsels.AUTO))
                .hasMessageContaining("byte " + good.length);
        assertThatThrownBy(() -> read("plain\n".getBytes(StandardCharsets.US_ASCII), Morsels.AUTO))
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("compression = none");
    }

    @Test
    void shouldNotTakeCompressedBytesForRecords() throws Exception {
        Path file = Files.write(dir.resolve("x.csv"), gzip("a\n"));

        assertThatThrownBy(() -> new FileSourceSpec(file.toString(), new LineFormat(false)).open())
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("x.csv")
                .hasMessageContaining("compression = gzip");
    }

    private Morsels read(byte[] stored, MorselSize size) throws Exception {
        Path file = Files.write(dir.resolve("x.gz"), stored);
        return Morsels.of(new FileSourceSpec(file.toString(), new LineFormat(false)).open(), size);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
