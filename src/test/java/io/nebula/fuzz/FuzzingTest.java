package io.nebula.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser against its oracle: with the inputs that are kept, and for {@code nebula.fuzz-seconds} with random
 * changes of them. An input that fails is written to {@code target/fuzz}; it belongs among those that are kept.
 */
class FuzzingTest {
    private static final Duration TIME = Duration.ofMillis(Math.round(1000
            * Double.parseDouble(System.getProperty("nebula.fuzz-seconds", "0.7"))));

    @ParameterizedTest
    @EnumSource
    void shouldAgreeWithItsOracleOnAllThatIsKept(FuzzTarget target) throws IOException {
        assertThat(target.corpus()).isNotEmpty();
        for (Path file : target.corpus()) {
            try {
                target.round().run(Files.readAllBytes(file));
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError(file + ": " + e, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAgreeWithItsOracleOnRandomChangesOfIt(FuzzTarget target) throws IOException {
        List<byte[]> kept = new ArrayList<>();
        for (Path file : target.corpus()) {
            kept.add(Files.readAllBytes(file));
        }
        long seed = System.nanoTime();
        Mutation mutation = new Mutation(new Random(seed), kept, target.tokens());
        long end = System.nanoTime() + TIME.toNanos();
        long rounds = 0;
        do {
            byte[] data = mutation.next();
            try {
                target.round().run(data);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + rounds + ", see " + written(target, data) + ": " + e, e);
            }
            rounds++;
        } while (System.nanoTime() < end);
    }

    private static Path written(FuzzTarget target, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(data);
        Path file = Path.of("target", "fuzz", target.word() + "-" + HexFormat.of().toHexDigits((int) crc.getValue()));
        Files.createDirectories(file.getParent());
        return Files.write(file, data);
    }
}
