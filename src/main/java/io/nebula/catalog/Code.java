package io.nebula.catalog;

/**
 * The name of a reason that a message carries in brackets.
 *
 * @param meaning what has been found, in a sentence
 * @param cause why that is a problem, or how it comes about
 * @param remedy what to do
 * @param example something that earns the code, or shows it repaired
 */
public record Code(Topic topic, String name, String meaning, String cause, String remedy, String example) {
    /** What codes are about. */
    public enum Topic {
        FILE("The pipeline file"),
        COMPONENT("Settings of components"),
        OUTSIDE("Inputs and outputs"),
        EXPRESSION("Transforms and expressions"),
        RECORD("Rejected records");

        private final String title;

        Topic(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
