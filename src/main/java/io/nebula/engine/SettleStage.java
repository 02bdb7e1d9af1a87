package io.nebula.engine;

import io.nebula.balance.RunFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Settles the results that arrive, train by train. Writes, and so blocks its thread: it belongs on the io dispatcher. Materialises to the
 * end of the stream, failed if upstream or writing failed; the output is then still open.
 */
final class SettleStage extends AbstractGraphStageWithMaterializedValue<SinkShape<List<MorselResult>>, CompletionStage<Done>> {
    private final Inlet<List<MorselResult>> in = Inlet.create("Settle.in");
    private final SinkShape<List<MorselResult>> shape = SinkShape.of(in);
    private final Settlement settlement;

    SettleStage(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public SinkShape<List<MorselResult>> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Done>> createLogicAndMaterializedValuePair(Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.end);
    }

    private final class Logic extends GraphStageLogic {
        private final CompletableFuture<Done> end = new CompletableFuture<>();

        private Logic() {
            super(shape);
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    settle(grab(in));
                }

                @Override
                public void onUpstreamFinish() {
                    end.complete(Done.getInstance());
                    completeStage();
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    fail(failure);
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        private void settle(List<MorselResult> train) {
            try {
                for (MorselResult result : train) {
                    settlement.settle(result);
                }
            } catch (Throwable e) { // an Error would end the actor system instead of the run
                fail(e);
                return;
            }
            if (!isClosed(in)) {
                pull(in);
            }
        }

        private void fail(Throwable failure) {
            end.completeExceptionally(failure);
            failStage(failure);
        }

        @Override
        public void postStop() {
            end.completeExceptionally(new RunFailedException("the stream was stopped before its end"));
        }
    }
}
