package io.nebula.expression;

/**
 * The work of a function on one batch: one call for all rows. May keep scratch memory, as each worker has its own.
 *
 * <p>A dense kernel computes every row from 0 to {@link Call#rows}, whatever its slot holds. Any other looks only at
 * the first {@link Call#count} of {@link Call#live}: selected rows, none of whose arguments is null. Nulls of arguments
 * become nulls of the result without its doing.
 */
@FunctionalInterface
interface Kernel {
    void run(Call call);

    /** Makes kernels. */
    @FunctionalInterface
    interface Factory {
        /**
         * @param constants the values of the arguments that are constants, null for the others
         * @throws IllegalArgumentException if a constant will not do; the message is for the user
         */
        Kernel create(Object[] constants);
    }
}
