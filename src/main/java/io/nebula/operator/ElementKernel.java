package io.nebula.operator;

import java.util.function.Function;

/** Applies a function to the elements of a morsel, one after the other. One instance per worker. */
final class ElementKernel<I> implements Function<Elements, Results>, AutoCloseable {
    private final ElementFunction<I> function;
    private final Object closed;
    private final OnFailure onFailure;

    /** @param closed what is closed at the end, if it can be; null if nothing is */
    ElementKernel(ElementFunction<I> function, Object closed, OnFailure onFailure) {
        this.function = function;
        this.closed = closed;
        this.onFailure = onFailure;
    }

    @Override
    public Results apply(Elements elements) {
        Results results = new Results(elements.count());
        int next = 0;
        while (next < elements.count()) {
            next = run(elements, next, results);
        }
        return results;
    }

    /** Goes on until the end or a failure; returns the element to go on with. */
    @SuppressWarnings("unchecked")
    private int run(Elements elements, int from, Results results) {
        Object[] items = elements.items();
        int index = from;
        int complete = results.count();
        try {
            for (; index < elements.count(); index++) {
                complete = results.count();
                Thread.interrupted(); // the flag of another element's failure is none of this one's business
                function.apply((I) items[index], results);
            }
            return index;
        } catch (Throwable failure) { // whatever a function throws concerns its element only
            results.cutTo(complete);
            return onFailure.handle(items[index], failure, results) ? index + 1 : elements.count();
        }
    }

    @Override
    public void close() {
        if (closed instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the function of a worker cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
