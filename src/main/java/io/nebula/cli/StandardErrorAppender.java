package io.nebula.cli;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/** Writes what is logged to standard error. Makes its layout when there is something to write: most runs log nothing. */
final class StandardErrorAppender extends AppenderBase<ILoggingEvent> {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{36} [%thread]: %msg%n%ex";
    private PatternLayout layout;

    /** Called by one thread at a time. */
    @Override
    protected void append(ILoggingEvent event) {
        if (layout == null) {
            layout = new PatternLayout();
            layout.setContext(getContext());
            layout.setPattern(PATTERN);
            layout.start();
        }
        System.err.print(layout.doLayout(event));
        System.err.flush();
    }
}
