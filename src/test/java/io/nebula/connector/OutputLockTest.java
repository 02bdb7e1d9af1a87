package io.nebula.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutputLockTest {
    @TempDir
    Path dir;

    @Test
    void shouldBeHeldByOneProcessAtATimeHoweverOftenItChangesHands() throws Exception {
        Path state = dir.resolve("state");
        List<Process> contenders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            contenders.add(LockContender.start(state, dir.resolve("alone"), 400, 30_000));
        }

        for (Process contender : contenders) {
            assertThat(new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("taken 400\n");
            assertThat(contender.waitFor()).isZero();
        }
    }

    @Test
    void shouldStayLockedForOtherProcessesWhenThisOneTriesAgain() throws Exception {
        OutputLock lock = OutputLock.take(dir, "lock");
        assertThat(OutputLock.take(dir, "lock")).isNull();
        Path detour = Files.createSymbolicLink(dir.resolve("detour"), dir);
        assertThat(OutputLock.take(detour, "lock")).isNull();

        assertThat(heldElsewhere()).isTrue();
        assertThat(OutputLock.isHeld(detour.resolve("lock"))).isTrue();
        assertThat(seenElsewhere()).isEqualTo("held\n");
        assertThat(heldElsewhere()).as("after a look").isTrue();
        lock.release();
        lock.release();
        assertThat(seenElsewhere()).isEqualTo("free\n");
        assertThat(dir.resolve("lock")).doesNotExist();
    }

    @Test
    void shouldTakeOverAFileThatADeadProcessHasLeft() throws Exception {
        Files.writeString(dir.resolve("lock"), "process 1, run of long ago with quite a long text behind it");

        assertThat(OutputLock.isHeld(dir.resolve("lock"))).isFalse();
        OutputLock lock = OutputLock.take(dir, "lock");

        assertThat(dir.resolve("lock")).content().startsWith("process " + ProcessHandle.current().pid())
                .hasLineCount(1);
        lock.release();
    }

    /** What another process sees that only looks. */
    private String seenElsewhere() throws Exception {
        Process contender = LockContender.start(dir, dir.resolve("alone"), 0, 0);
        return new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Whether another process finds the lock held: it would otherwise take it at once, and say so. */
    private boolean heldElsewhere() throws Exception {
        Process contender = LockContender.start(dir, dir.resolve("alone"), 1, 50);
        return new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8).equals("taken 0\n");
    }
}
