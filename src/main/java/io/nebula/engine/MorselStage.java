package io.nebula.engine;

import io.nebula.connector.MorselReader;
import io.nebula.format.Morsel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Emits the morsels of a reader, in trains: as many as are there already, up to a weight. Reads on demand and blocks its
 * thread while it does: it belongs on the io dispatcher. Completes at the end of the input, fails when reading fails, in both
 * cases after the morsels before, closes the reader however it ends.
 */
final class MorselStage extends GraphStage<SourceShape<List<Morsel>>> {
    private final Outlet<List<Morsel>> out = Outlet.create("Morsels.out");
    private final SourceShape<List<Morsel>> shape = SourceShape.of(out);
    private final Supplier<MorselReader> open;
    private final HandedOut handedOut;
    private final ToLongFunction<Morsel> weigher;
    private final long trainWeight;
    private final int trainMorsels;

    /**
     * @param open called once, on the stage's thread
     * @param trainWeight what a train may weigh, its last morsel apart
     * @param trainMorsels how many a train may have
     */
    MorselStage(Supplier<MorselReader> open, HandedOut handedOut, ToLongFunction<Morsel> weigher, long trainWeight,
            int trainMorsels) {
        this.open = open;
        this.handedOut = handedOut;
        this.weigher = weigher;
        this.trainWeight = trainWeight;
        this.trainMorsels = trainMorsels;
    }

    @Override
    public SourceShape<List<Morsel>> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes inheritedAttributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private MorselReader reader;
        private boolean ended;
        private Throwable failure;

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    List<Morsel> train = ended ? List.of() : read();
                    if (!train.isEmpty()) {
                        push(out, train);
                    } else if (failure == null) {
                        completeStage();
                    } else {
                        failStage(failure);
                    }
                }
            });
        }

        @Override
        public void preStart() {
            reader = open.get();
        }

        /** The next morsels; fewer than there is room for, or none, at the end and at a failure. */
        private List<Morsel> read() {
            List<Morsel> train = new ArrayList<>();
            try {
                long weight = 0;
                do {
                    Morsel morsel = reader.next();
                    ended = morsel == null;
                    if (!ended) {
                        handedOut.add(morsel);
                        train.add(morsel);
                        weight += weigher.applyAsLong(morsel);
                    }
                } while (!ended && weight < trainWeight && train.size() < trainMorsels && reader.ready());
            } catch (Throwable e) { // an Error would end the actor system instead of the run
                ended = true;
                failure = e;
            }
            return train;
        }

        @Override
        public void postStop() {
            if (reader != null) {
                reader.close();
            }
        }
    }
}
