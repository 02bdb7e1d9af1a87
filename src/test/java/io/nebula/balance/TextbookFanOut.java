package io.nebula.balance;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.UniformFanInShape;
import org.apache.pekko.stream.UniformFanOutShape;
import org.apache.pekko.stream.javadsl.Balance;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.stream.javadsl.Merge;

/** The fan-out of the textbook: stock {@code Balance}, a lane per worker behind an async boundary, {@code Merge}. */
final class TextbookFanOut {
    private TextbookFanOut() {}

    /** Results leave in any order. */
    static <I, O> Flow<I, O, NotUsed> flow(int workers, String dispatcher, IntFunction<Function<I, O>> functions) {
        return Flow.fromGraph(GraphDSL.create(builder -> {
            UniformFanOutShape<I, I> balance = builder.add(Balance.create(workers));
            UniformFanInShape<O, O> merge = builder.add(Merge.create(workers));
            for (int worker = 0; worker < workers; worker++) {
                Function<I, O> function = functions.apply(worker);
                FlowShape<I, O> lane = builder.add(Flow.<I>create().map(function::apply)
                        .withAttributes(ActorAttributes.dispatcher(dispatcher).and(Attributes.inputBuffer(1, 1)))
                        .async());
                builder.from(balance).via(lane).toFanIn(merge);
            }
            return FlowShape.of(balance.in(), merge.out());
        }));
    }
}
