package io.nebula.record;

/** Takes the rows whose value could not be made. */
@FunctionalInterface
public interface RowErrors {
    /** @param message what is wrong with the value of that row, for a person */
    void add(int row, String message);
}
