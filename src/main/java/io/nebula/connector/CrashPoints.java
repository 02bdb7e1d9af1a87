package io.nebula.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Named moments at which a test can let the process die as if by {@code kill -9}: the steps between which files are
 * not as they will be in the end. Thread-safe.
 *
 * <p>The system property {@code nebula.crash.at=NAME:N} halts the JVM with code 137 when the moment of that name comes
 * for the N-th time. {@code nebula.crash.trace=FILE} appends the name of each moment that comes to a file, one a line,
 * which tells a test what there is. Without either nothing happens.
 */
public final class CrashPoints {
    private static final String AT = System.getProperty("nebula.crash.at");
    private static final String TRACE = System.getProperty("nebula.crash.trace");
    private static final boolean WATCHED = AT != null || TRACE != null;
    private static final int KILLED = 137;

    private static final String NAME = AT == null ? null : AT.substring(0, AT.lastIndexOf(':'));
    private static final AtomicInteger LEFT =
            new AtomicInteger(AT == null ? 0 : Integer.parseInt(AT.substring(AT.lastIndexOf(':') + 1)));
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private CrashPoints() {}

    /** The moment of that name has come. */
    public static void reach(String name) {
        if (WATCHED) {
            watched(name);
        }
    }

    /** The same for what comes often: only its first time counts. */
    public static void reachOnce(String name) {
        if (WATCHED && SEEN.add(name)) {
            watched(name);
        }
    }

    private static synchronized void watched(String name) {
        if (TRACE != null) {
            try {
                Files.writeString(Path.of(TRACE), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(TRACE + ": cannot be written", e);
            }
        }
        if (name.equals(NAME) && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
