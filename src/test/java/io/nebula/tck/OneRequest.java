package io.nebula.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Asks for some elements, and never again. */
public final class OneRequest<T> implements Subscriber<T> {
    private final int count;
    private final List<T> elements = new ArrayList<>();
    private final CompletableFuture<List<T>> end = new CompletableFuture<>();

    /** @param count how many; 0: asks for none */
    public OneRequest(int count) {
        this.count = count;
    }

    /** What came, once that is the end of it; fails as the stream does. */
    public CompletableFuture<List<T>> end() {
        return end;
    }

    /** What has come before the end. */
    public List<T> elements() {
        return elements;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (count > 0) {
            subscription.request(count);
        }
    }

    @Override
    public void onNext(T element) {
        elements.add(element);
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(elements);
    }
}
