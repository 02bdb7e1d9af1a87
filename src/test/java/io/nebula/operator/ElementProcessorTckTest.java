package io.nebula.operator;

import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.ParallelSettings;
import io.nebula.tck.TckTests;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.IdentityProcessorVerification;

/** The operator is a processor by the rules of Reactive Streams, however it orders and however large its morsels are. */
@Timeout(300)
class ElementProcessorTckTest {
    private static final int RULES = 68;
    private static final int COLLECTIONS = 5;

    private static ActorSystem system;
    private static ExecutorService publishers;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("ElementProcessorTckTest");
        publishers = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void stop() {
        publishers.shutdownNow();
        TestKit.shutdownActorSystem(system);
    }

    @TestFactory
    Stream<DynamicContainer> shouldFollowTheRulesOfReactiveStreams() {
        Map<String, String> inapplicable = new HashMap<>(TckTests.MORE_SUBSCRIBERS);
        inapplicable.putAll(TckTests.MORE_SUBSCRIBERS_OF_A_PROCESSOR);
        Map<String, Verification> verifications = new LinkedHashMap<>();
        for (Order order : Order.values()) {
            for (int batchSize : new int[] {1, 16}) {
                verifications.put("order " + order + ", batch-size " + batchSize, new Verification(order, batchSize));
            }
        }
        return TckTests.of(verifications, RULES, inapplicable);
    }

    private enum Order { INPUT, NONE, KEY }

    private static final class Verification extends IdentityProcessorVerification<Integer> {
        private final Order order;
        private final int batchSize;

        Verification(Order order, int batchSize) {
            super(TckTests.environment(), TckTests.CLEANUP_MILLIS);
            this.order = order;
            this.batchSize = batchSize;
        }

        private Flow<Integer, Integer, ProcessorControl> identity() {
            ParallelSettings settings = ParallelSettings.DEFAULT.withWorkerCount(2).withBatchSize(batchSize)
                    .withOrdering(order == Order.INPUT ? Ordering.INPUT : Ordering.NONE);
            ElementProcessor<Integer> elements = ElementProcessor.of(settings);
            return (order == Order.KEY ? elements.orderedBy(element -> element % 3) : elements).map(element -> element);
        }

        @Override
        public Processor<Integer, Integer> createIdentityProcessor(int bufferSize) {
            return identity().toProcessor().run(system);
        }

        @Override
        public Publisher<Integer> createFailedPublisher() {
            return Source.<Integer>failed(new IOException("nothing comes")).via(identity())
                    .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }

        /** The TCK gives the collector a tenth of a second; what is still referred to fails each time. */
        @Override
        @org.testng.annotations.Test
        public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber() throws Throwable {
            for (int attempt = 1; attempt < COLLECTIONS; attempt++) {
                try {
                    super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
                    return;
                } catch (AssertionError perhapsTooEarly) {
                    setUp();
                }
            }
            super.required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber();
        }

        @Override
        public long maxSupportedSubscribers() {
            return 1;
        }

        @Override
        public ExecutorService publisherExecutorService() {
            return publishers;
        }
    }
}
