package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.util.function.Supplier;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Emits the morsels of a reader. Reads on demand and blocks its thread while it does: it belongs on the io dispatcher.
 * Completes at the end of the input, fails when reading fails, closes the reader however it ends.
 */
final class MorselStage extends GraphStage<SourceShape<Morsel>> {
    private final Outlet<Morsel> out = Outlet.create("Morsels.out");
    private final SourceShape<Morsel> shape = SourceShape.of(out);
    private final Supplier<MorselReader> open;
    private final HandedOut handedOut;

    /** @param open called once, on the stage's thread */
    MorselStage(Supplier<MorselReader> open, HandedOut handedOut) {
        this.open = open;
        this.handedOut = handedOut;
    }

    @Override
    public SourceShape<Morsel> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private MorselReader reader;

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    try {
                        emit(reader.next());
                    } catch (Throwable e) { // an Error would end the actor system instead of the run
                        failStage(e);
                    }
                }
            });
        }

        @Override
        public void preStart() {
            reader = open.get();
        }

        private void emit(Morsel morsel) {
            if (morsel == null) {
                completeStage();
            } else {
                handedOut.add(morsel);
                push(out, morsel);
            }
        }

        @Override
        public void postStop() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
