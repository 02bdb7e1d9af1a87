package io.nebula.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.apache.pekko.actor.ActorSystem;

/** An actor system without threads, in the time of the current schedule. */
final class SimulatedSystem {
    private static final Config CONFIG = ConfigFactory.parseString("""
            simulated { executor = "io.nebula.simulation.SimulatedExecutor$Configurator", throughput = 1 }
            pekko {
              use-slf4j = off, loggers = [], loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.run-by-actor-system-terminate = off
              scheduler.implementation = "io.nebula.simulation.SimulatedTimers"
              actor.default-dispatcher = ${pekko.actor.default-dispatcher} ${simulated}
              actor.internal-dispatcher = ${pekko.actor.internal-dispatcher} ${simulated}
              actor.default-blocking-io-dispatcher = ${pekko.actor.default-blocking-io-dispatcher} ${simulated}
            }
            nebula.dispatchers {
              hub = ${nebula.dispatchers.hub} ${simulated}
              io = ${nebula.dispatchers.io} ${simulated}
              worker = ${nebula.dispatchers.worker} ${simulated}
            }
            """).withFallback(ConfigFactory.defaultReferenceUnresolved()).resolve();

    /** Knows of no manifests: each system would read those of the whole class path, to compare versions. */
    private static final ClassLoader CLASSES = new ClassLoader(SimulatedSystem.class.getClassLoader()) {
        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/MANIFEST.MF") ? Collections.emptyEnumeration() : super.getResources(name);
        }
    };

    private SimulatedSystem() {}

    static ActorSystem create() {
        return ActorSystem.create("simulated", CONFIG, CLASSES);
    }
}
