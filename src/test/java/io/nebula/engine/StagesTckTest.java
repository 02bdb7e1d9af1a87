package io.nebula.engine;

import io.nebula.connector.Buffers;
import io.nebula.connector.DiscardSinkSpec;
import io.nebula.connector.FileSourceSpec;
import io.nebula.connector.MorselReader;
import io.nebula.connector.RecordOutput;
import io.nebula.connector.RecordSource;
import io.nebula.format.Morsel;
import io.nebula.format.Origin;
import io.nebula.format.csv.CsvFormat;
import io.nebula.metrics.RunProgress;
import io.nebula.pipeline.ErrorSettings;
import io.nebula.record.Schema;
import io.nebula.tck.TckTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** Both ends of a pipeline are a publisher and a subscriber by the rules of Reactive Streams. */
@Timeout(300)
class StagesTckTest {
    private static final Origin ORIGIN = new Origin("numbers", 0, null, 0, 0);
    private static final int PUBLISHER_RULES = 38;
    private static final int SUBSCRIBER_RULES = 26;

    private static ActorSystem system;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() {
        system = ActorSystem.create("StagesTckTest");
    }

    @AfterAll
    static void stop() {
        TestKit.shutdownActorSystem(system);
    }

    @TestFactory
    Stream<DynamicContainer> shouldFollowTheRulesForPublishers() {
        return TckTests.of(Map.of("source stage", new SourceVerification()), PUBLISHER_RULES, TckTests.MORE_SUBSCRIBERS);
    }

    @TestFactory
    Stream<DynamicContainer> shouldFollowTheRulesForSubscribers() {
        return TckTests.of(Map.of("sink stage", new SinkVerification()), SUBSCRIBER_RULES, Map.of());
    }

    private static final class SourceVerification extends PublisherVerification<Morsel> {
        SourceVerification() {
            super(TckTests.environment(), TckTests.CLEANUP_MILLIS);
        }

        private static Publisher<Morsel> publisher(MorselReader reader) {
            return Source.fromGraph(new MorselStage(() -> reader, new HandedOut(), Morsel::length, 40, 4))
                    .withAttributes(ActorAttributes.dispatcher(PipelineGraph.IO))
                    .mapConcat(train -> train)
                    .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system);
        }

        @Override
        public Publisher<Morsel> createPublisher(long elements) {
            return publisher(new Numbers(elements, false));
        }

        @Override
        public Publisher<Morsel> createFailedPublisher() {
            return publisher(new Numbers(0, true));
        }
    }

    private static final class SinkVerification extends SubscriberBlackboxVerification<List<MorselResult>> {
        SinkVerification() {
            super(TckTests.environment());
        }

        @Override
        public Subscriber<List<MorselResult>> createSubscriber() {
            return Flow.<List<MorselResult>>create().toMat(new SettleStage(settlement()), Keep.right())
                    .withAttributes(ActorAttributes.dispatcher(PipelineGraph.IO))
                    .runWith(Source.asSubscriber(), system);
        }

        private static Settlement settlement() {
            try {
                Path input = Files.writeString(folder.resolve("in.csv"), "a\n");
                RecordSource source = new FileSourceSpec(input.toString(), CsvFormat.csv()).open();
                RecordOutput output = new DiscardSinkSpec().plan(new Schema(List.of())).open(false);
                Buffers buffers = new Buffers(2);
                return new Settlement(source, output, new RunProgress(-1, -1), buffers, buffers, 1, ErrorSettings.fail(),
                        new RejectLog(source, null), null, null, null);
            } catch (Exception e) {
                throw new IllegalStateException("nothing to write into", e);
            }
        }

        @Override
        public List<MorselResult> createElement(int element) {
            Morsel morsel = new Morsel(new byte[1], 0, 1, ORIGIN, element, 1, false);
            return List.of(new MorselResult(morsel, 0, null, 0, null, 0, 0, 0, 0, 0, List.of(), false, null));
        }
    }

    /** Morsels that weigh ten each; always ready. */
    private static final class Numbers implements MorselReader {
        private final long count;
        private final boolean broken;
        private long next;

        Numbers(long count, boolean broken) {
            this.count = count;
            this.broken = broken;
        }

        @Override
        public Morsel next() throws IOException {
            if (broken) {
                throw new IOException("the disk went away");
            }
            return next == count ? null : new Morsel(null, 0, 10, ORIGIN, next++, 0, false);
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
