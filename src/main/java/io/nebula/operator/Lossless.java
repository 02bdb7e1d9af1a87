package io.nebula.operator;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SubscriptionWithCancelException;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Passes everything on, and turns a downstream that has had enough into a failure of upstream: it must take all there is. Fails
 * upstream with what downstream fails with.
 */
final class Lossless<T> extends GraphStage<FlowShape<T, T>> {
    private final Inlet<T> in = Inlet.create("Lossless.in");
    private final Outlet<T> out = Outlet.create("Lossless.out");
    private final FlowShape<T, T> shape = FlowShape.of(in, out);
    private final String who;

    /** @param who must take everything, for the message */
    Lossless(String who) {
        this.who = who;
    }

    @Override
    public FlowShape<T, T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new GraphStageLogic(shape) {
            {
                setHandlers(in, out, new AbstractInOutHandler() {
                    @Override
                    public void onPush() {
                        push(out, grab(in));
                    }

                    @Override
                    public void onPull() {
                        pull(in);
                    }

                    @Override
                    public void onDownstreamFinish(Throwable cause) {
                        boolean enough = cause instanceof SubscriptionWithCancelException.NonFailureCancellation;
                        failStage(!enough ? cause : new IllegalStateException(who + " has cancelled, and what it would have "
                                + "got would be lost; use one that takes everything", cause));
                    }
                });
            }
        };
    }
}
