package io.nebula.dispatch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Deals CPUs to groups: distinct physical cores first, then their siblings, then round again.
 *
 * <p>With no more groups than cores, each group gets neighbouring cores. With more, each gets one CPU, and a sibling
 * left over goes to the group that has its core. No group gets more CPUs than it has threads to use them.
 */
final class CoreShares {
    private CoreShares() {
    }

    static List<CpuSet> deal(List<Cpu> cpus, int groups, int threadsPerGroup) {
        List<List<Cpu>> cores = cores(cpus);
        List<BitSet> shares = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            shares.add(new BitSet());
        }
        if (groups <= cores.size()) {
            neighbouringCores(cores, shares, threadsPerGroup);
        } else {
            singleCpus(cores, shares, threadsPerGroup);
        }
        return shares.stream().map(share -> CpuSet.of(share.stream().toArray())).toList();
    }

    private static List<List<Cpu>> cores(List<Cpu> cpus) {
        List<List<Cpu>> cores = new ArrayList<>();
        cpus.stream().sorted(Comparator.comparingInt(Cpu::packageId).thenComparingInt(Cpu::coreId)
                .thenComparingInt(Cpu::id)).forEach(cpu -> {
                    if (cores.isEmpty() || !cores.get(cores.size() - 1).get(0).sameCore(cpu)) {
                        cores.add(new ArrayList<>());
                    }
                    cores.get(cores.size() - 1).add(cpu);
                });
        return cores;
    }

    private static void neighbouringCores(List<List<Cpu>> cores, List<BitSet> shares, int most) {
        for (int group = 0; group < shares.size(); group++) {
            int from = group * cores.size() / shares.size();
            int to = (group + 1) * cores.size() / shares.size();
            int[][] order = inDealingOrder(cores.subList(from, to));
            for (int i = 0; i < Math.min(most, order.length); i++) {
                shares.get(group).set(order[i][0]);
            }
        }
    }

    private static void singleCpus(List<List<Cpu>> cores, List<BitSet> shares, int most) {
        int[][] order = inDealingOrder(cores);
        for (int group = 0; group < shares.size(); group++) {
            shares.get(group).set(order[group % order.length][0]);
        }
        for (int left = shares.size(); left < order.length; left++) {
            // the first CPU of every core has been dealt, in the order of the cores
            BitSet share = shares.get(order[left][1]);
            if (share.cardinality() < most) {
                share.set(order[left][0]);
            }
        }
    }

    /** Pairs of CPU and core index: the first CPU of every core, then the second of every core, and so on. */
    private static int[][] inDealingOrder(List<List<Cpu>> cores) {
        List<int[]> order = new ArrayList<>();
        int most = cores.stream().mapToInt(List::size).max().orElse(0);
        for (int sibling = 0; sibling < most; sibling++) {
            for (int core = 0; core < cores.size(); core++) {
                if (sibling < cores.get(core).size()) {
                    order.add(new int[] {cores.get(core).get(sibling).id(), core});
                }
            }
        }
        return order.toArray(int[][]::new);
    }
}
