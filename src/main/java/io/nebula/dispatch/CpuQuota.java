package io.nebula.dispatch;

import java.nio.file.Path;
import java.util.List;

/** The CPU time that control groups, version 2 or 1, grant this process: the least of its group and those above. */
final class CpuQuota {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
    private static final List<String> V1_MOUNTS = List.of("cpu", "cpu,cpuacct", "cpuacct,cpu");

    private CpuQuota() {
    }

    /** In CPUs' worth of time; infinite without a limit. {@code root} is the root of the file system. */
    static double read(Path root) {
        Path mounts = root.resolve("sys/fs/cgroup");
        double least = NO_LIMIT;
        for (String line : KernelFiles.lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            String group = parts[2].replaceFirst("^/+", "");
            if (parts[1].isEmpty()) {
                least = Math.min(least, leastUpwards(mounts, group, CpuQuota::version2));
            } else if (List.of(parts[1].split(",")).contains("cpu")) {
                for (String mount : V1_MOUNTS) {
                    least = Math.min(least, leastUpwards(mounts.resolve(mount), group, CpuQuota::version1));
                }
            }
        }
        return least;
    }

    /** Inside a container the path may be the host's and lead nowhere; its limit is then found at the mount itself. */
    private static double leastUpwards(Path mount, String group, LimitOf limitOf) {
        double least = NO_LIMIT;
        for (Path at = mount.resolve(group).normalize(); at.startsWith(mount); at = at.getParent()) {
            least = Math.min(least, limitOf.directory(at));
        }
        return least;
    }

    private static double version2(Path directory) {
        List<String> lines = KernelFiles.lines(directory.resolve("cpu.max"));
        String[] max = lines.isEmpty() ? new String[0] : lines.get(0).trim().split(" ");
        return max.length == 2 && !max[0].equals("max") ? ratio(max[0], max[1]) : NO_LIMIT;
    }

    private static double version1(Path directory) {
        List<String> quota = KernelFiles.lines(directory.resolve("cpu.cfs_quota_us"));
        List<String> period = KernelFiles.lines(directory.resolve("cpu.cfs_period_us"));
        return quota.isEmpty() || period.isEmpty() ? NO_LIMIT : ratio(quota.get(0), period.get(0));
    }

    private static double ratio(String quotaMicros, String periodMicros) {
        double quota = Double.parseDouble(quotaMicros.trim());
        return quota > 0 ? quota / Double.parseDouble(periodMicros.trim()) : NO_LIMIT;
    }

    private interface LimitOf {
        double directory(Path directory);
    }
}
