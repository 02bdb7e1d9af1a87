package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdOutputStream;
import io.nebula.format.OutputBuffer;
import io.nebula.options.InvalidOptionsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZstdInputTest {
    private static final String TEXT = MorselCutterTest.lines(40_000);

    @TempDir
    Path dir;

    @Test
    void shouldReadAllFramesAndAccountForEveryStoredByte() throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        for (int i = 0; i < TEXT.length(); i += 10_007) {
            stored.write(frame(TEXT.substring(i, Math.min(TEXT.length(), i + 10_007))));
            stored.write(new byte[] {0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3}); // to be skipped, says the format
        }
        stored.write(frame(""));

        for (int bytes : new int[] {1000, 70_000, 512 << 10}) {
            Morsels morsels = read(stored.toByteArray(), new MorselSize(bytes, Long.MAX_VALUE));

            assertThat(morsels.text()).isEqualTo(TEXT);
            assertThat(morsels.storedBytes()).isEqualTo(stored.size());
        }
    }

    @Test
    void shouldReadOneLargeFrameOfUnknownLength() throws Exception {
        String text = TEXT.repeat(40);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(stored)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        Morsels morsels = read(stored.toByteArray(), Morsels.AUTO);

        assertThat(morsels.text()).isEqualTo(text);
        assertThat(morsels.storedBytes()).isEqualTo(stored.size());
    }

    @Test
    void shouldRefuseInputThatIsCutOffAtAnyByte() throws Exception {
        byte[] first = frame("a\nb\n");
        byte[] both = join(first, frame("c\nd\n"));
        for (int length = 0; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            if (length != first.length) {
                assertThatThrownBy(() -> read(cut, Morsels.AUTO)).as("%d bytes", length)
                        .hasMessageContaining("x.zst").hasMessageContaining("too early");
            }
        }
    }

    @Test
    void shouldRefuseAnyDamagedBitOrReadTheSame() throws Exception {
        byte[] good = frame("a,b,c\nd,e,f\n");
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit >> 3] ^= (byte) (1 << (bit & 7));
            try {
                assertThat(read(bad, Morsels.AUTO).text()).as("bit %d", bit).isEqualTo("a,b,c\nd,e,f\n");
            } catch (IOException | InvalidOptionsException e) {
                assertThat(e).hasMessageContaining("x.zst");
            }
        }
    }

    @Test
    void shouldRefuseAFrameThatHasLessThanItSays() throws Exception {
        // says that it has three bytes, and has a last block without any
        byte[] empty = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x20, 3, 1, 0, 0};
        for (int piece = 1; piece <= empty.length; piece++) {
            ZstdBytes bytes = new ZstdBytes("x.zst", new PiecewiseBytes(empty, piece));

            assertThatThrownBy(() -> bytes.read(new byte[9], 0, 9)).as("pieces of %d", piece)
                    .hasMessageContaining("x.zst: byte ").hasMessageContaining("the file is damaged");
        }
    }

    @Test
    void shouldRefuseWhatIsNotZstd() throws Exception {
        byte[] good = frame("a\n");

        assertThatThrownBy(() -> read(join(good, "garbage".getBytes(StandardCharsets.US_ASCII)), Morsels.AUTO))
                .hasMessageContaining("byte " + good.length + ": something that is not zstd");
        assertThatThrownBy(() -> read("plain\n".getBytes(StandardCharsets.US_ASCII), Morsels.AUTO))
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("compression = none");
        Path file = Files.write(dir.resolve("x.csv"), good);
        assertThatThrownBy(() -> new FileSourceSpec(file.toString(), new LineFormat(false)).open())
                .isInstanceOf(InvalidOptionsException.class).hasMessageContaining("compression = zstd");
    }

    @Test
    void shouldRefuseFramesThatNeedMoreMemoryOrADictionary() throws Exception {
        byte[] wide = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (20 << 3), 1, 0, 0};
        assertThatThrownBy(() -> read(wide, Morsels.AUTO)).hasMessageContaining("window")
                .hasMessageContaining("--long");

        try (ZstdDictCompress dictionary = new ZstdDictCompress(trained(), 3);
                ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.loadDict(dictionary);
            byte[] stored = context.compress("a\nb\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> read(stored, Morsels.AUTO)).hasMessageContaining("dictionary");
        }
    }

    @Test
    void shouldStopAtTheLimits() throws Exception {
        byte[] bomb = new byte[80 << 20];
        Arrays.fill(bomb, (byte) '\n');
        byte[] zstd = Zstd.compress(bomb);
        byte[] gzip = compressed(Compression.GZIP, bomb);

        assertThatThrownBy(() -> read("x.zst", zstd, DecompressionLimits.USUAL)).hasMessageContaining("x.zst: byte ")
                .hasMessageContaining("more than 1000 times").hasMessageContaining("raise max-compression-ratio");
        assertThatThrownBy(() -> read("x.gz", gzip, new DecompressionLimits(1L << 40, 500)))
                .hasMessageContaining("raise max-compression-ratio");
        assertThatThrownBy(() -> read("x.gz", gzip, new DecompressionLimits(70 << 20, 5000)))
                .hasMessageContaining("more than " + (70 << 20) + " bytes")
                .hasMessageContaining("max-decompressed-bytes");
        assertThat(read("x.zst", zstd, new DecompressionLimits(80 << 20, 1 << 20)).storedBytes())
                .isEqualTo(zstd.length);
    }

    private Morsels read(byte[] stored, MorselSize size) throws Exception {
        Path file = Files.write(dir.resolve("x.zst"), stored);
        return Morsels.of(new FileSourceSpec(file.toString(), new LineFormat(false)).open(), size);
    }

    private Morsels read(String name, byte[] stored, DecompressionLimits limits) throws Exception {
        Path file = Files.write(dir.resolve(name), stored);
        return Morsels.of(new FileSourceSpec(List.of(file.toString()), new LineFormat(false), Map.of(), 1 << 20,
                Compression.AUTO, limits, false).open(), Morsels.AUTO);
    }

    private static byte[] frame(String text) {
        return compressed(Compression.ZSTD, text.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] compressed(Compression compression, byte[] bytes) {
        OutputBuffer out = new OutputBuffer(1);
        try (Compressor compressor = compression.compressor(Compression.USUAL_LEVEL)) {
            compressor.compress(bytes, 0, bytes.length, out);
        }
        return Arrays.copyOf(out.bytes(), out.end());
    }

    private static byte[] trained() {
        byte[][] samples = new byte[2000][];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ("record number " + i + " of the sample, status " + i % 7).getBytes(StandardCharsets.US_ASCII);
        }
        byte[] dictionary = new byte[4096];
        long length = Zstd.trainFromBuffer(samples, dictionary);
        assertThat(Zstd.isError(length)).isFalse();
        return Arrays.copyOf(dictionary, (int) length);
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
