package io.nebula.connector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that takes and leaves the lock of an output, again and again, and looks whether it is alone. */
final class LockContender {
    private LockContender() {}

    /**
     * Arguments: the directory; a file that exists while somebody holds the lock; how often, 0 to look only; for how long.
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int taken = 0;
        int times = Integer.parseInt(arguments[2]);
        if (times == 0) {
            System.out.println(OutputLock.isHeld(directory.resolve("lock")) ? "held" : "free");
            return;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
        while (taken < times && System.nanoTime() < end) {
            OutputLock lock = OutputLock.take(directory, "lock");
            if (lock != null) {
                Path alone = Files.createFile(Path.of(arguments[1]));
                taken++;
                Files.delete(alone);
                lock.release();
            }
        }
        System.out.println("taken " + taken);
    }

    static Process start(Path directory, Path alone, int times, long millis) throws Exception {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LockContender.class.getName(),
                directory.toString(), alone.toString(), Integer.toString(times), Long.toString(millis));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
