package io.nebula.operator;

import java.util.function.Consumer;

/** What is done with an element: any number of results of it. */
@FunctionalInterface
interface ElementFunction<I> {
    /** Gives the results of an element, none of them null; those given before an exception do not count. */
    void apply(I element, Consumer<Object> results) throws Exception;
}
