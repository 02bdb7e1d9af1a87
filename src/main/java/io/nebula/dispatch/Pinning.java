package io.nebula.dispatch;

/** Whether threads of worker groups are bound to CPUs. */
public enum Pinning {
    /** Bound where it helps: not under a CPU quota, and not on a machine so small that every CPU would be taken. */
    AUTO,
    /** Bound wherever the operating system allows it. */
    ALWAYS,
    /** Never bound. */
    NEVER;

    /**
     * Reads {@code auto}, {@code true} or {@code false}.
     *
     * @throws IllegalArgumentException if the text is another one
     */
    public static Pinning of(String text) {
        return switch (text) {
            case "auto" -> AUTO;
            case "true" -> ALWAYS;
            case "false" -> NEVER;
            default -> throw new IllegalArgumentException("'" + text + "' is not one of auto, true, false");
        };
    }

    /** This choice where it is a choice, else {@code other}: what a pipeline asks for wins over a placement file. */
    Pinning orElse(Pinning other) {
        return this == AUTO ? other : this;
    }
}
