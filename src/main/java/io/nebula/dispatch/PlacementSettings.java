package io.nebula.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * What a placement file ({@code dispatchers/*.conf}) says about worker groups.
 *
 * @param mode whether to bind, where the pipeline leaves the choice open
 * @param cpus the CPUs to use; empty: those that the process may use
 * @param spareCpus how many of the process's CPUs, counted from the lowest, stay free of bound threads; ignored with
 *     {@code cpus}
 */
public record PlacementSettings(Pinning mode, CpuSet cpus, int spareCpus) {
    private static final String PATH = "nebula.dispatchers.worker.pinned";

    /**
     * Reads {@code nebula.dispatchers.worker.pinned}.
     *
     * @param root a whole configuration, the reference included
     * @throws ConfigException if a value is missing or out of range
     */
    public static PlacementSettings of(Config root) {
        Config pinned = root.getConfig(PATH);
        return new PlacementSettings(mode(pinned), cpus(pinned), spareCpus(pinned));
    }

    private static Pinning mode(Config pinned) {
        try {
            return Pinning.of(pinned.getString("mode"));
        } catch (IllegalArgumentException e) {
            throw invalid(pinned, "mode", e.getMessage());
        }
    }

    private static CpuSet cpus(Config pinned) {
        try {
            return CpuSet.of(pinned.getIntList("cpus"));
        } catch (IllegalArgumentException e) {
            throw invalid(pinned, "cpus", e.getMessage());
        }
    }

    private static int spareCpus(Config pinned) {
        int spare = pinned.getInt("spare-cpus");
        if (spare < 0) {
            throw invalid(pinned, "spare-cpus", spare + " is negative; write 0 to leave no CPU free");
        }
        return spare;
    }

    private static ConfigException invalid(Config pinned, String key, String message) {
        return new ConfigException.BadValue(pinned.getValue(key).origin(), PATH + "." + key, message);
    }
}
