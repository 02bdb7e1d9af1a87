package io.nebula.delivery;

/**
 * A part of an input that was being worked on when processes died, from one record boundary to another.
 *
 * @param deaths how often it was worked on beside others when the process died
 * @param alone how often it was worked on alone; only single records are
 * @param stage how far it had come when it was worked on alone, see {@link Note#stage}
 * @param named whether a person has been told that it is the cause
 */
public record Suspect(int input, long from, long to, int deaths, int alone, int stage, boolean named) {
    private static final int ENOUGH = 2;

    /** Whether it has been there too often for chance: its records are to be worked on one at a time. */
    public boolean isolated() {
        return deaths >= ENOUGH;
    }

    /** Whether it is known for the cause: it alone was being worked on, more than once. */
    public boolean guilty() {
        return alone >= ENOUGH;
    }

    /** Whether it has that byte, or that record. */
    public boolean holds(int of, long position) {
        return input == of && from <= position && position < to;
    }

    /** The same, known to a person. */
    public Suspect told() {
        return new Suspect(input, from, to, deaths, alone, stage, true);
    }

    /** What lies of it between two positions. */
    Suspect part(long least, long most) {
        return new Suspect(input, Math.max(from, least), Math.min(to, most), deaths, alone, stage, named);
    }

    /** After another death. */
    Suspect died(Note note, int weight) {
        return note.alone() ? new Suspect(input, from, to, Math.max(deaths, ENOUGH), alone + weight, note.stage(), false)
                : new Suspect(input, from, to, deaths + weight, alone, stage, named);
    }
}
