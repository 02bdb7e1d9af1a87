package io.nebula.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParallelSettingsTest {
    static Stream<Arguments> senseless() {
        return Stream.of(
                setting("worker-count must be at most 4096, not 4097", s -> s.withWorkerCount(4_097)),
                setting("worker-count must be positive or auto, not -1", s -> s.withWorkerCount(-1)),
                setting("parallel-groups must be at most 4096", s -> s.withParallelGroups(Integer.MAX_VALUE)),
                setting("credits must be at most 1024", s -> s.withCredits(Integer.MAX_VALUE)),
                setting("vector-batch-size must be at most 1048576", s -> s.withVectorBatchSize(Integer.MAX_VALUE)),
                setting("batch-size must be positive", s -> s.withBatchSize(Long.MIN_VALUE)),
                setting("queue-size must be positive", s -> s.withQueueSize(-1)),
                setting("in-flight-bytes must be positive", s -> s.withInFlightBytes(-1)),
                setting("morsel-timeout must be positive and at most 365 days", s -> s.withMorselTimeout(Duration.ZERO)),
                setting("at most 365 days, not PT", s -> s.withMorselTimeout(ChronoUnit.FOREVER.getDuration())),
                setting("morselTimeout", s -> s.withMorselTimeout(null)));
    }

    private static Arguments setting(String message, UnaryOperator<ParallelSettings> change) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void shouldRefuseWhatMakesNoSenseByItsName(String message, UnaryOperator<ParallelSettings> change) {
        assertThatThrownBy(() -> change.apply(ParallelSettings.DEFAULT)).hasMessageContaining(message);
    }
}
