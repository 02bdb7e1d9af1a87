package io.nebula.balance;

/**
 * A worker's one answer to one envelope.
 *
 * @param seat the seat that the envelope was told to
 * @param output the result, when done
 * @param error what went wrong, when failed
 * @param busyNanos CPU time spent, when done or failed
 */
record Reply<I, O>(Job<I> job, Seat<I> seat, Kind kind, O output, Throwable error, long busyNanos) {
    enum Kind {
        /** The job ran. */
        DONE,
        /** The job threw. */
        FAILED,
        /** Another worker had claimed the job; the envelope only frees its credit. */
        TOMBSTONE,
        /** The worker ended before it looked at the envelope. */
        RETURNED,
        /** The mailbox had no room, which credits make impossible. */
        OVERFLOW
    }

    static <I, O> Reply<I, O> done(Job<I> job, Seat<I> seat, O output, long busyNanos) {
        return new Reply<>(job, seat, Kind.DONE, output, null, busyNanos);
    }

    static <I, O> Reply<I, O> failed(Job<I> job, Seat<I> seat, Throwable error, long busyNanos) {
        return new Reply<>(job, seat, Kind.FAILED, null, error, busyNanos);
    }

    static <I, O> Reply<I, O> without(Kind kind, Job<I> job, Seat<I> seat) {
        return new Reply<>(job, seat, kind, null, null, 0);
    }
}
