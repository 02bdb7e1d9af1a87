package io.nebula.dispatch;

/** The operating system's side of binding, for the calling thread. */
interface ThreadMask {
    /** The mask of the process, which an unbound thread has; {@link CpuSet#NONE} where the platform does not tell. */
    CpuSet base();

    /** The mask of the calling thread; {@link CpuSet#NONE} where the platform does not tell. */
    CpuSet current();

    /**
     * Sets the mask of the calling thread.
     *
     * @throws RuntimeException if the operating system refuses
     * @throws LinkageError if the native library is missing or does not fit
     */
    void set(CpuSet cpus);
}
