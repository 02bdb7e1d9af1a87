package io.nebula.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing of ours reads the wall clock, so that a clock that jumps changes nothing: what is timed is timed by {@link
 * System#nanoTime}, and no name, no checkpoint and no value depends on the date.
 */
class ClockTest {
    private static final Set<String> WALL_CLOCKS = Set.of("System.currentTimeMillis", "Clock.systemUTC",
            "Clock.systemDefaultZone", "Clock.system", "Instant.now", "LocalDate.now", "LocalDateTime.now", "LocalTime.now", "ZonedDateTime.now",
            "OffsetDateTime.now", "Year.now", "Calendar.getInstance", "Date.<init>");

    @Test
    void shouldNeverReadTheWallClock() {
        Set<String> readers = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.nebula")) {
            Stream.concat(each.getMethodCallsFromSelf().stream(), each.getConstructorCallsFromSelf().stream())
                    .map(JavaCodeUnitAccess::getTarget).map(ClockTest::name).filter(WALL_CLOCKS::contains)
                    .forEach(call -> readers.add(each.getName() + " calls " + call));
        }

        assertThat(readers).isEmpty();
    }

    private static String name(AccessTarget.CodeUnitAccessTarget target) {
        return target.getOwner().getSimpleName() + "." + target.getName();
    }
}
