package io.nebula.pipeline;

/** A setting that the engine may decide by itself. */
public enum Switch {
    AUTO,
    ON,
    OFF
}
