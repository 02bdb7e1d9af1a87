package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadBindingTest {
    private static final CpuSet BASE = CpuSet.of(0, 1, 2, 3);

    @Test
    void shouldBindToWhatIsWanted() {
        FakeMask mask = new FakeMask(BASE);

        assertThat(new ThreadBinding(mask).bind(CpuSet.of(2))).isEqualTo(CpuSet.of(2));
        assertThat(mask.current).isEqualTo(CpuSet.of(2));
    }

    @Test
    void shouldNotTouchTheNativeLibraryWhereNothingWasInherited() {
        FakeMask mask = new FakeMask(BASE);

        assertThat(new ThreadBinding(mask).bind(CpuSet.NONE)).isEqualTo(CpuSet.NONE);
        assertThat(mask.calls).isEmpty();
    }

    @Test
    void shouldPutTheProcessMaskBackWhereAnotherOneWasInherited() {
        FakeMask mask = new FakeMask(CpuSet.of(1));

        assertThat(new ThreadBinding(mask).bind(CpuSet.NONE)).isEqualTo(CpuSet.NONE);
        assertThat(mask.current).isEqualTo(BASE);
    }

    @Test
    void shouldRunUnboundWhereTheSystemRefuses() {
        FakeMask mask = new FakeMask(CpuSet.of(1)) {
            @Override
            public void set(CpuSet cpus) {
                if (!cpus.equals(BASE)) {
                    throw new IllegalStateException("errno=1");
                }
                super.set(cpus);
            }
        };

        assertThat(new ThreadBinding(mask).bind(CpuSet.of(2))).isEqualTo(CpuSet.NONE);
        assertThat(mask.current).as("not the inherited mask").isEqualTo(BASE);
    }

    @Test
    void shouldRunUnboundWithoutTheNativeLibrary() {
        FakeMask mask = new FakeMask(BASE) {
            @Override
            public void set(CpuSet cpus) {
                throw new NoClassDefFoundError("com/sun/jna/Native");
            }
        };

        assertThat(new ThreadBinding(mask).bind(CpuSet.of(2))).isEqualTo(CpuSet.NONE);
    }

    @Test
    void shouldNotBelieveABindingThatDoesNotReadBack() {
        FakeMask mask = new FakeMask(BASE) {
            @Override
            public void set(CpuSet cpus) {
                super.set(cpus.equals(BASE) ? cpus : CpuSet.of(3));
            }
        };

        assertThat(new ThreadBinding(mask).bind(CpuSet.of(2, 3))).isEqualTo(CpuSet.NONE);
        assertThat(mask.current).isEqualTo(BASE);
    }

    @Test
    void shouldRunUnboundOnAPlatformWithoutMasks() {
        FakeMask mask = new FakeMask(CpuSet.NONE) {
            @Override
            public CpuSet base() {
                return CpuSet.NONE;
            }
        };

        assertThat(new ThreadBinding(mask).bind(CpuSet.of(0))).isEqualTo(CpuSet.NONE);
        assertThat(mask.calls).isEmpty();
    }

    private static class FakeMask implements ThreadMask {
        private final List<CpuSet> calls = new ArrayList<>();
        private CpuSet current;

        FakeMask(CpuSet inherited) {
            current = inherited;
        }

        @Override
        public CpuSet base() {
            return BASE;
        }

        @Override
        public CpuSet current() {
            return current;
        }

        @Override
        public void set(CpuSet cpus) {
            calls.add(cpus);
            current = cpus;
        }
    }
}
