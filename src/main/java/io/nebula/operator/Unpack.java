package io.nebula.operator;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SubscriptionWithCancelException;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Takes results out of their morsels: emits them one by one.
 *
 * <p><b>Emits</b> when a result is there. <b>Backpressures</b> upstream while it has results. <b>Completes</b> when upstream
 * has completed and all results have been emitted. <b>Cancels</b> when downstream cancels. <b>Fails</b> when upstream fails, or
 * after the results of a morsel that ends the stream.
 *
 * <p>Asks for the next train as soon as it has emitted all of one, wanted or not: upstream fails only when asked, and a
 * failure must not wait for demand.
 *
 * <p>Materialises to the end of the stream here: done when it has completed or downstream had enough, else what it or downstream
 * failed with.
 */
final class Unpack extends AbstractGraphStageWithMaterializedValue<FlowShape<List<Results>, Object>, CompletionStage<Done>> {
    private final Inlet<List<Results>> in = Inlet.create("Unpack.in");
    private final Outlet<Object> out = Outlet.create("Unpack.out");
    private final FlowShape<List<Results>, Object> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<List<Results>, Object> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Done>> createLogicAndMaterializedValuePair(Attributes inheritedAttributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.end);
    }

    private final class Logic extends GraphStageLogic {
        private final CompletableFuture<Done> end = new CompletableFuture<>();
        private Iterator<Results> train = List.<Results>of().iterator();
        private Results results = new Results(0);
        private int next;

        private Logic() {
            super(shape);
            setHandlers(in, out, new AbstractInOutHandler() {
                @Override
                public void onPush() {
                    train = grab(in).iterator();
                    advance();
                }

                @Override
                public void onPull() {
                    advance();
                }

                @Override
                public void onUpstreamFinish() {
                    if (!findNext() && results.end() == null) {
                        complete();
                    }
                }

                @Override
                public void onUpstreamFailure(Throwable failure) {
                    fail(failure);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) throws Exception {
                    if (cause instanceof SubscriptionWithCancelException.NonFailureCancellation) {
                        end.complete(Done.getInstance());
                    } else {
                        end.completeExceptionally(cause);
                    }
                    super.onDownstreamFinish(cause);
                }
            });
        }

        @Override
        public void preStart() {
            pull(in);
        }

        private void advance() {
            if (findNext() && isAvailable(out)) {
                push(out, results.item(next++));
            }
            if (findNext()) {
                return;
            }
            if (results.end() != null) {
                if (isAvailable(out)) {
                    fail(results.end());
                }
            } else if (isClosed(in)) {
                complete();
            } else if (!hasBeenPulled(in)) {
                pull(in);
            }
        }

        /** Whether a result is there; goes on to the next morsel that has one, not beyond the one that ends it all. */
        private boolean findNext() {
            while (next == results.count() && results.end() == null && train.hasNext()) {
                results = train.next();
                next = 0;
            }
            return next < results.count();
        }

        private void complete() {
            end.complete(Done.getInstance());
            completeStage();
        }

        private void fail(Throwable failure) {
            end.completeExceptionally(failure);
            failStage(failure);
        }

        @Override
        public void postStop() {
            if (!end.isDone()) {
                end.completeExceptionally(new AbruptStageTerminationException(this));
            }
        }
    }
}
