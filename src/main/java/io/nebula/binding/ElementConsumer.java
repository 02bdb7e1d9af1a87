package io.nebula.binding;

/** Takes the elements that are made of a batch. */
@FunctionalInterface
public interface ElementConsumer<T> {
    /** @param row of the batch that the element was made of */
    void accept(int row, T element);
}
