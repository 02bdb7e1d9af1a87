package io.nebula.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the layout of the code: who may know whom. */
class PackageDependencyTest {
    /** What each package may import of ours; a package that is missing here fails the test. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("options", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("record", Set.of("text")),
            Map.entry("binding", Set.of("record", "text", "options")),
            Map.entry("expression", Set.of("record", "text", "options")),
            Map.entry("transform", Set.of("record", "text", "options", "expression")),
            Map.entry("format", Set.of("record", "text", "options")),
            Map.entry("connector", Set.of("record", "text", "options", "format")),
            Map.entry("delivery", Set.of("connector", "record", "options", "text", "metrics")),
            Map.entry("pipeline", Set.of("record", "options", "transform", "connector", "format")),
            Map.entry("dispatch", Set.of("metrics")),
            Map.entry("balance", Set.of("format", "dispatch", "metrics")),
            Map.entry("engine", Set.of("pipeline", "record", "text", "options", "transform", "connector", "format", "dispatch",
                    "delivery", "metrics", "balance")),
            Map.entry("operator", Set.of("balance", "engine", "pipeline", "binding", "transform", "connector", "format", "record",
                    "options", "text")),
            Map.entry("config", Set.of("pipeline", "record", "options", "transform", "connector", "format")),
            Map.entry("catalog", Set.of("config", "options", "transform", "connector", "format", "expression")),
            Map.entry("", Set.of("engine", "operator", "balance", "config", "pipeline", "record", "options", "transform",
                    "connector", "format", "metrics")),
            // the tool shows everything: what is described, and where it would run
            Map.entry("cli", Set.of("", "catalog", "engine", "config", "pipeline", "options", "metrics", "transform",
                    "connector", "format", "record", "expression", "text", "dispatch")));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.nebula");
    }

    @Test
    void shouldImportOnlyWhatTheLayoutAllows() {
        Map<String, Set<String>> strayed = new TreeMap<>();
        for (JavaClass from : classes) {
            Set<String> allowed = MAY_IMPORT.get(area(from));
            assertThat(allowed).as("rule for the package of " + from.getName()).isNotNull();
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith("io.nebula"))
                    .filter(to -> !area(to).equals(area(from)) && !allowed.contains(area(to)))
                    .forEach(to -> strayed.computeIfAbsent(from.getName(), name -> new TreeSet<>()).add(to.getName()));
        }
        assertThat(strayed).isEmpty();
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.nebula.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void shouldKeepTheInnerPackagesFreeOfEngineConfigurationAndLogging() {
        noClasses().that().resideInAnyPackage(inside("text", "options", "record", "binding", "expression", "transform", "format",
                        "connector", "pipeline", "metrics"))
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.pekko..", "com.typesafe.config..",
                        "org.slf4j..", "org.jctools..", "scala..")
                .check(classes);
    }

    @Test
    void shouldBindThreadsInDispatchOnly() {
        noClasses().that(not(resideInAnyPackage("io.nebula.dispatch..")))
                .should().dependOnClassesThat().resideInAnyPackage("net.openhft..", "com.sun.jna..").check(classes);
    }

    @Test
    void shouldNotKeepConfigurationInFields() {
        fields().should().notHaveRawType("com.typesafe.config.Config")
                .andShould().notHaveRawType("com.typesafe.config.ConfigObject").check(classes);
    }

    @Test
    void shouldKeepConfigurationAndActorsOutOfEachOther() {
        noClasses().that().resideInAPackage("io.nebula.engine..")
                .should().dependOnClassesThat().resideInAPackage("com.typesafe.config..").check(classes);
        noClasses().that().resideInAPackage("io.nebula.config..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.pekko..", "org.slf4j..").check(classes);
    }

    @Test
    void shouldNameThingsForWhatTheyAre() {
        List<String> vague = List.of("Manager", "Helper", "Util", "Utils", "Impl");
        List<String> pekkos = List.of("Source", "Sink", "Flow");
        assertThat(classes.stream().map(JavaClass::getSimpleName)
                .filter(name -> vague.stream().anyMatch(name::endsWith) || pekkos.contains(name))).isEmpty();
    }

    private static String area(JavaClass type) {
        return Arrays.stream(type.getPackageName().split("\\.")).skip(2).limit(1).collect(Collectors.joining());
    }

    private static String[] inside(String... areas) {
        return Arrays.stream(areas).map(area -> "io.nebula." + area + "..").toArray(String[]::new);
    }
}
