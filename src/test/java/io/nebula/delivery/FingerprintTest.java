package io.nebula.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.options.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private record Step(String where, Map<String, String> fields, byte quote) {}

    private record Job(Path path, List<Step> steps, TimeUnit unit, Duration time, Object more) {}

    /** Like a component that somebody else has written: no record, no text of its own. */
    private static class Theirs {
        private static int count;
        private final int[] numbers;
        private final transient long[] scratch = {System.nanoTime()};
        private final String apiToken = "hunter2";
        private Object self = this;

        Theirs(int... numbers) {
            this.numbers = numbers;
            count += scratch.length + apiToken.length() + (self == null ? 1 : 0);
        }
    }

    @Test
    void shouldBeTheSameForEqualDescriptions() {
        assertThat(fingerprint(job("a > 1", new Theirs(1, 2)))).isEqualTo(fingerprint(job("a > 1", new Theirs(1, 2))));
        assertThat(fingerprint(job("a > 1", 2)).hash()).matches("[0-9a-f]{16}")
                .isEqualTo(fingerprint(job("a > 1", 2)).hash());
    }

    @Test
    void shouldSayWhatIsOther() {
        Fingerprint then = fingerprint(job("a > 1", new Theirs(1, 2)));
        Fingerprint now = fingerprint(job("a > 2", new Theirs(1, 2, 3)));

        assertThat(then.hash()).isNotEqualTo(now.hash());
        assertThat(then.differences(now)).containsExactly("job.more.numbers[2] was absent, is 3",
                "job.steps[0].where was a > 1, is a > 2");
        assertThat(now.differences(then)).hasSize(2);
        assertThat(then.differences(then)).isEmpty();
    }

    @Test
    void shouldNameEveryPart() {
        assertThat(fingerprint(job("a", null)).facts()).containsAllEntriesOf(Map.of("job.path", "in/a.csv",
                "job.steps[0].where", "a", "job.steps[0].fields.x y", "z", "job.steps[0].quote", "34",
                "job.unit", "SECONDS", "job.time", "PT5S", "job.more", "null"));
    }

    @Test
    void shouldNotDependOnTheOrderOfMapsAndSets() {
        Map<String, Integer> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>();
        other.put("b", 2);
        other.put("a", 1);
        Set<Integer> set = new LinkedHashSet<>(List.of(1, 2, 3));

        assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
        assertThat(fingerprint(set)).isEqualTo(fingerprint(new LinkedHashSet<>(List.of(3, 2, 1))));
        assertThat(fingerprint(List.of(1, 2))).isNotEqualTo(fingerprint(List.of(2, 1)));
    }

    @Test
    void shouldKeepSecretsAndAddressesOut() {
        Map<String, String> secret = Map.of("user", "me", "passage", "fine", "access-key", "hunter2");

        assertThat(fingerprint(new Theirs(1)).facts().toString() + fingerprint(secret).facts())
                .doesNotContain("hunter2").doesNotContain("@").contains("fine");
        assertThat(fingerprint(secret)).isNotEqualTo(fingerprint(Map.of("user", "me", "passage", "fine", "access-key", "x")));
    }

    @Test
    void shouldKnowALambdaByItsClassAndWhatItHasCaptured() {
        assertThat(fingerprint(adding("x"))).isEqualTo(fingerprint(adding("x"))).isNotEqualTo(fingerprint(adding("y")));
        assertThat(fingerprint(adding("x")).facts().values()).anyMatch(Facts::isLambda);
        assertThat(fingerprint(job("a", 1)).facts().values()).noneMatch(Facts::isLambda);
    }

    @Test
    void shouldTakeTheTextOfWhatThePlatformHas() {
        assertThat(fingerprint(Pattern.compile("a+")).facts()).isEqualTo(Map.of("job", "a+"));
        assertThat(fingerprint(new Object()).facts()).isEqualTo(Map.of("job", "java.lang.Object"));
    }

    private static UnaryOperator<String> adding(String end) {
        return text -> text + end;
    }

    private static Job job(String where, Object more) {
        return new Job(Path.of("in", "a.csv"), List.of(new Step(where, Map.of("x y", "z"), (byte) '"')),
                TimeUnit.SECONDS, Duration.ofSeconds(5), more);
    }

    private static Fingerprint fingerprint(Object described) {
        return new Facts(Secrets.NONE).add("job", described).fingerprint();
    }
}
