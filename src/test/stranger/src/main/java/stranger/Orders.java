package stranger;

import io.nebula.ParallelProcessor;
import io.nebula.operator.ProcessorControl;
import io.nebula.pipeline.ParallelSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Prices orders with Nebula's operator in an actor system of its own, checks what comes out, and says so in one line. */
public final class Orders {
    private static final int COUNT = 10_000;
    private static final int CUSTOMERS = 7;

    private record Order(int number, String customer, long cents) {}

    private record Invoice(Order order, long cents) {}

    private Orders() {}

    public static void main(String[] args) throws Exception {
        ActorSystem system = ActorSystem.create("orders");
        try {
            checkInOrder(await(priced(system)));
            ProcessorControl control = checkPerCustomer(system);
            System.out.println("stranger: " + COUNT + " orders priced in order, and "
                    + control.status().processed() + " more in the order of each customer");
        } finally {
            system.terminate();
            await(system.getWhenTerminated());
        }
    }

    private static Source<Order, ?> orders() {
        return Source.range(0, COUNT - 1).map(number -> new Order(number, "customer " + number % CUSTOMERS, number * 100L));
    }

    private static Invoice price(Order order) {
        return new Invoice(order, order.cents() + order.cents() / 5);
    }

    private static CompletionStage<List<Invoice>> priced(ActorSystem system) {
        ParallelSettings settings = ParallelSettings.DEFAULT;
        return orders().via(ParallelProcessor.of(settings, Orders::price)).runWith(Sink.seq(), system);
    }

    private static void checkInOrder(List<Invoice> invoices) {
        check(invoices.equals(IntStream.range(0, COUNT).mapToObj(number -> price(new Order(number,
                "customer " + number % CUSTOMERS, number * 100L))).toList()), "each order has its invoice, in their order");
    }

    private static ProcessorControl checkPerCustomer(ActorSystem system) throws Exception {
        ParallelSettings settings = ParallelSettings.DEFAULT.withWorkerCount(3).withBatchSize(64);
        int[] last = IntStream.range(0, CUSTOMERS).map(customer -> -1).toArray();
        Pair<ProcessorControl, CompletionStage<Done>> run = orders()
                .viaMat(ParallelProcessor.<Order>elements(settings).orderedBy(Order::customer).maxDelay(Duration.ofMillis(5))
                        .map(Orders::price), Keep.right())
                .toMat(Sink.foreach(invoice -> {
                    int number = invoice.order().number();
                    check(last[number % CUSTOMERS] < number, "a customer's orders stay in order");
                    last[number % CUSTOMERS] = number;
                }), Keep.both())
                .run(system);
        await(run.second());
        await(run.first().completion());
        check(run.first().status().processed() == COUNT, "every order has been worked on");
        return run.first();
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not so: " + what);
        }
    }
}
