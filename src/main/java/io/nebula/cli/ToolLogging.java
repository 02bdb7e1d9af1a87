package io.nebula.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures Logback for the tool: warnings and errors, on standard error. In code, because reading a file of XML for it took
 * a tenth of the start of a parallel run. Found by Logback as a service; leaves other programs, and users who name a file of
 * their own with {@code -Dlogback.configurationFile}, alone.
 */
public final class ToolLogging extends ContextAwareBase implements Configurator {
    private static volatile boolean tool;
    private static volatile boolean debug;

    /**
     * From now on this process is the tool; to be called before anything is logged.
     *
     * @param debugging whether what happens inside is logged too, and failures with their traces
     */
    static void use(boolean debugging) {
        tool = true;
        debug = debugging;
    }

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (!tool || System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        StandardErrorAppender appender = new StandardErrorAppender(debug);
        appender.setContext(loggers);
        appender.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(debug ? Level.INFO : Level.WARN);
        loggers.getLogger("io.nebula").setLevel(debug ? Level.DEBUG : null);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
