package io.nebula.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.IObjectFactory2;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/**
 * Shows what a verification of the Reactive Streams TCK finds, whose tests are TestNG's, as tests of JUnit: one for each rule,
 * and one for their number. A rule that is skipped fails unless the TCK cannot test it of anything, or it is named with the
 * reason why it does not apply.
 */
public final class TckTests {
    /** How long a publisher may take to let go of its subscriber. */
    public static final int CLEANUP_MILLIS = 1_000;

    private static final String WHY_ONE = "what Pekko makes of a stream has one subscriber";
    private static final String MULTICAST =
            "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequesting";

    /** The rules about more than one subscriber, which a publisher need not have, with the reason. */
    public static final Map<String, String> MORE_SUBSCRIBERS = Map.of(
            "optional_spec111_maySupportMultiSubscribe", WHY_ONE,
            "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals", WHY_ONE,
            MULTICAST + "OneByOne", WHY_ONE,
            MULTICAST + "ManyUpfront", WHY_ONE,
            MULTICAST + "ManyUpfrontAndCompleteAsExpected", WHY_ONE);
    /** The same of a processor. */
    public static final Map<String, String> MORE_SUBSCRIBERS_OF_A_PROCESSOR = Map.of(
            "required_mustRequestFromUpstreamForElementsThatHaveBeenRequestedLongAgo", WHY_ONE,
            "required_spec104_mustCallOnErrorOnAllItsSubscribersIfItEncountersANonRecoverableError", WHY_ONE);

    private static final long LONGEST_MILLIS = 5_000;
    private static final long SILENCE_MILLIS = 50;
    /** Version 1.0.4 looks only once for an error of a certain type, after so long. */
    private static final long POLL_MILLIS = 500;
    /** No more, or they get into each other's waits. */
    private static final int AT_A_TIME = 2;

    private TckTests() {}

    /** Waits long for what is to come, since the machine may be busy, and not for long where nothing is to come. */
    public static TestEnvironment environment() {
        return new TestEnvironment(LONGEST_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
    }

    /**
     * Runs verifications, some at the same time, since they mostly wait.
     *
     * @param verifications by what is verified
     * @param rules how many each has
     * @param inapplicable names of rules that it skips, each with the reason
     */
    public static Stream<DynamicContainer> of(Map<String, ?> verifications, int rules, Map<String, String> inapplicable) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        Map<String, Future<Map<String, ITestResult>>> results = new LinkedHashMap<>();
        verifications.forEach((name, verification) -> results.put(name, threads.submit(() -> run(verification))));
        threads.shutdown();
        return results.entrySet().stream().map(each -> dynamicContainer(each.getKey(),
                tests(join(each.getValue()), rules, inapplicable)));
    }

    private static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the verification did not come to its end", e);
        }
    }

    private static Stream<DynamicTest> tests(Map<String, ITestResult> results, int rules, Map<String, String> inapplicable) {
        return Stream.concat(
                results.entrySet().stream().map(rule -> dynamicTest(rule.getKey(),
                        () -> show(rule.getValue(), inapplicable.get(rule.getKey())))),
                Stream.of(dynamicTest("all " + rules + " rules", () -> {
                    assertThat(results).as("rules that ran").hasSize(rules);
                    assertThat(named(results, ITestResult.SUCCESS)).as("rules that hold").hasSize(rules - inapplicable.size()
                            - (int) results.keySet().stream().filter(TckTests::untestable).count());
                    assertThat(named(results, ITestResult.SKIP)).as("rules that do not apply")
                            .containsExactlyInAnyOrderElementsOf(inapplicable.keySet());
                })));
    }

    private static List<String> named(Map<String, ITestResult> results, int status) {
        return results.values().stream().filter(result -> result.getStatus() == status).map(ITestResult::getName)
                .filter(name -> !untestable(name)).toList();
    }

    private static boolean untestable(String rule) {
        return rule.startsWith("untested_");
    }

    private static void show(ITestResult result, String whyNot) throws Throwable {
        if (result.getStatus() == ITestResult.SKIP) {
            String reason = untestable(result.getName()) ? "the TCK cannot test that" : whyNot;
            assertThat(reason).as("reason to skip, where the TCK says: %s", result.getThrowable()).isNotNull();
            Assumptions.abort(reason);
        } else if (result.getStatus() != ITestResult.SUCCESS) {
            throw result.getThrowable();
        }
    }

    private static Map<String, ITestResult> run(Object verification) {
        Listener listener = new Listener();
        TestNG testNg = new TestNG(false);
        testNg.setVerbose(0);
        testNg.setTestClasses(new Class<?>[] {verification.getClass()});
        testNg.setObjectFactory((IObjectFactory2) type -> verification);
        testNg.addListener(listener);
        testNg.run();
        Map<String, ITestResult> results = new TreeMap<>();
        listener.results.forEach(result -> assertThat(results.put(result.getName(), result)).isNull());
        return results;
    }

    private static final class Listener implements ITestListener {
        private final List<ITestResult> results = new CopyOnWriteArrayList<>();

        @Override
        public void onTestSuccess(ITestResult result) {
            results.add(result);
        }

        @Override
        public void onTestFailure(ITestResult result) {
            results.add(result);
        }

        @Override
        public void onTestSkipped(ITestResult result) {
            results.add(result);
        }
    }
}
