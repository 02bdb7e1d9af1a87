package io.nebula.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the page of proofs in step with claims and tests; writes it when asked to, with the results of their last runs. */
class ProofPageTest {
    private static final Path PAGE = Path.of("src/docs/proof.md");
    private static final String RESULT = "\\| (not run|[\\d]+ passed, (\\d+ skipped, )?[\\d.]+ s) \\|";

    @Test
    void shouldNameOnlyTestsThatThereAre() throws Exception {
        TestClasses classes = TestClasses.find();

        List<Claim> claims = Stream.concat(Claim.promises().stream(), Claim.faults().stream()).toList();

        assertThat(claims).hasSizeGreaterThan(40).allSatisfy(claim -> {
            assertThat(claim.tests()).as(claim.what()).isNotEmpty();
            assertThat(claim.tests()).as(claim.what()).allMatch(classes::has);
        });
    }

    @Test
    void shouldSayWhatTheClaimsSay() throws Exception {
        ProofPage page = new ProofPage(TestReports.read(), TestClasses.find());
        if (Boolean.getBoolean("nebula.write-pages")) {
            Files.writeString(PAGE, page.renew(Files.readString(PAGE)));
        }

        String written = Files.readString(PAGE);

        assertThat(written).as("a test that has failed").doesNotContain("FAILED");
        assertThat(written.replaceAll(RESULT, "| |")).isEqualTo(page.renew(written).replaceAll("\\| \\d+ FAILED, ", "| ")
                .replaceAll(RESULT, "| |"));
    }
}
