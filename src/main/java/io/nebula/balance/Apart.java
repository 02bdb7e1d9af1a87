package io.nebula.balance;

import java.util.Iterator;
import java.util.List;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Takes trains apart: emits their elements one by one. Asks for the next train as soon as all of one has been emitted, wanted
 * or not: a failure of upstream overtakes nothing if upstream waits for demand with it, and does not wait for demand here.
 */
public final class Apart<T> extends GraphStage<FlowShape<List<T>, T>> {
    private final Inlet<List<T>> in = Inlet.create("Apart.in");
    private final Outlet<T> out = Outlet.create("Apart.out");
    private final FlowShape<List<T>, T> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<List<T>, T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new GraphStageLogic(shape) {
            private Iterator<T> left = List.<T>of().iterator();

            {
                setHandlers(in, out, new AbstractInOutHandler() {
                    @Override
                    public void onPush() {
                        left = grab(in).iterator();
                        if (isAvailable(out)) {
                            emit();
                        }
                    }

                    @Override
                    public void onPull() {
                        if (left.hasNext()) {
                            emit();
                        }
                    }

                    private void emit() {
                        push(out, left.next());
                        if (left.hasNext()) {
                            return;
                        }
                        if (isClosed(in)) {
                            completeStage();
                        } else {
                            pull(in);
                        }
                    }

                    @Override
                    public void onUpstreamFinish() {
                        if (!left.hasNext()) {
                            completeStage();
                        }
                    }
                });
            }

            @Override
            public void preStart() {
                pull(in);
            }
        };
    }
}
