package io.nebula.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {
    @TempDir
    Path root;

    @Test
    void shouldSeeOnlyTheCpusOfACpuset() throws IOException {
        write("proc/self/status", "Name:\tjava\nCpus_allowed:\tf0\nCpus_allowed_list:\t4-7\nMems_allowed_list:\t0\n");

        assertThat(Machine.read(root, 4).allowed()).extracting(Cpu::id).containsExactly(4, 5, 6, 7);
    }

    @Test
    void shouldSeeWhichCpusAreSiblings() throws IOException {
        write("proc/self/status", "Cpus_allowed_list:\t0-3\n");
        topology(0, 0, 0);
        topology(1, 0, 1);
        topology(2, 0, 0);
        topology(3, 1, 0);

        Machine machine = Machine.read(root, 4);

        assertThat(machine.cpu(0).sameCore(machine.cpu(2))).isTrue();
        assertThat(machine.cpu(0).sameCore(machine.cpu(1))).isFalse();
        assertThat(machine.cpu(0).sameCore(machine.cpu(3))).as("same core number in another socket").isFalse();
    }

    @Test
    void shouldTakeEveryCpuForACoreWhereNoTopologyIsTold() throws IOException {
        write("proc/self/status", "Cpus_allowed_list:\t0-1\n");
        write("sys/devices/system/cpu/cpu1/topology/physical_package_id", "-1\n");
        write("sys/devices/system/cpu/cpu1/topology/core_id", "-1\n");

        Machine machine = Machine.read(root, 2);

        assertThat(machine.cpu(0).sameCore(machine.cpu(1))).isFalse();
    }

    @Test
    void shouldKnowNoCpusWithoutProcessFiles() {
        assertThat(Machine.read(root, 8).allowed()).isEmpty();
        assertThat(Machine.read(root, 8).quota()).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sys/fs/cgroup", "sys/fs/cgroup/pod", "sys/fs/cgroup/pod/box"})
    void shouldFindAQuotaAtItsGroupOrAnyAncestor(String at) throws IOException {
        write("proc/self/cgroup", "0::/pod/box\n");
        write(at + "/cpu.max", "150000 100000\n");

        assertThat(Machine.read(root, 4).quota()).isEqualTo(1.5);
    }

    @Test
    void shouldTakeTheLeastOfSeveralQuotas() throws IOException {
        write("proc/self/cgroup", "0::/pod/box\n");
        write("sys/fs/cgroup/pod/cpu.max", "200000 100000\n");
        write("sys/fs/cgroup/pod/box/cpu.max", "400000 100000\n");

        assertThat(Machine.read(root, 4).quota()).isEqualTo(2);
    }

    @Test
    void shouldSeeNoLimitWhereTheQuotaIsMax() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.max", "max 100000\n");

        assertThat(Machine.read(root, 4).quota()).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cpu,cpuacct"})
    void shouldFindAQuotaOfControlGroupsVersionOne(String mount) throws IOException {
        write("proc/self/cgroup", "4:memory:/x\n3:" + mount + ":/docker/abc\n0::/\n");
        write("sys/fs/cgroup/" + mount + "/cpu.cfs_quota_us", "50000\n");
        write("sys/fs/cgroup/" + mount + "/cpu.cfs_period_us", "100000\n");

        assertThat(Machine.read(root, 4).quota()).isEqualTo(0.5);
    }

    @Test
    void shouldSeeNoLimitWhereTheQuotaOfVersionOneIsNegative() throws IOException {
        write("proc/self/cgroup", "3:cpu:/\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(Machine.read(root, 4).quota()).isInfinite();
    }

    private void topology(int cpu, int packageId, int coreId) throws IOException {
        String directory = "sys/devices/system/cpu/cpu" + cpu + "/topology/";
        write(directory + "physical_package_id", packageId + "\n");
        write(directory + "core_id", coreId + "\n");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
