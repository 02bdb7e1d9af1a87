package io.nebula.cli;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;

/**
 * Writes what is logged to standard error, a failure in one line unless traces are asked for. Makes its layout when there is
 * something to write: most runs log nothing.
 */
final class StandardErrorAppender extends AppenderBase<ILoggingEvent> {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{36} [%thread]: %msg";
    private static volatile String before = "";
    private final boolean traces;
    private PatternLayout layout;

    /** @param traces whether the stack traces of failures are shown */
    StandardErrorAppender(boolean traces) {
        this.traces = traces;
    }

    /** What to write before each message, such as what takes a line away that is being redrawn; any thread. */
    static void precede(String control) {
        before = control;
    }

    /** Called by one thread at a time. */
    @Override
    protected void append(ILoggingEvent event) {
        if (layout == null) {
            layout = new PatternLayout();
            layout.setContext(getContext());
            layout.setPattern(PATTERN + (traces ? "%n%ex" : "%nopex"));
            layout.start();
        }
        String text = layout.doLayout(event);
        System.err.print(before + (traces ? text : text + cause(event.getThrowableProxy()) + System.lineSeparator()));
        System.err.flush();
    }

    private static String cause(IThrowableProxy thrown) {
        return thrown == null ? "" : ": " + thrown.getClassName()
                + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()) + " (" + Execution.DEBUG.name()
                + " shows the trace)";
    }
}
