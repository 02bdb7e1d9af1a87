package io.nebula.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser against its oracle: with the inputs that are kept, and with changes of them, the same in every build, or for {@code
 * nebula.fuzz-seconds} others each time. An input that fails is written to {@code target/fuzz}; it belongs among those that are kept.
 */
class FuzzingTest {
    private static final double SECONDS = Double.parseDouble(System.getProperty("nebula.fuzz-seconds", "0"));
    private static final long USUAL_SEED = 1;
    private static final int USUAL_ROUNDS = 300;

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
        long seed = SECONDS > 0 ? System.nanoTime() : USUAL_SEED;
        Mutation mutation = new Mutation(new Random(seed), kept, target.tokens());
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        long rounds = 0;
        do {
            byte[] data = mutation.next();
            try {
                target.round().run(data);
            } catch (Exception | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + rounds + ", see " + written(target, data) + ": " + e, e);
            }
            rounds++;
        } while (SECONDS > 0 ? System.nanoTime() < end : rounds < USUAL_ROUNDS);
    }

    private static Path written(FuzzTarget target, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(data);
        Path file = Path.of("target", "fuzz", target.word() + "-" + HexFormat.of().toHexDigits((int) crc.getValue()));
        Files.createDirectories(file.getParent());
        return Files.write(file, data);
    }
}
