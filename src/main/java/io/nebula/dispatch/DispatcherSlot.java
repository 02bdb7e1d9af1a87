package io.nebula.dispatch;

import com.typesafe.config.Config;
import org.apache.pekko.ConfigurationException;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;

/**
 * A dispatcher id that one group after another uses. Pekko never forgets an id once registered, so a system that runs
 * pipelines for months must not take a new one each time. Thread-safe.
 */
final class DispatcherSlot extends MessageDispatcherConfigurator {
    private final String id;
    private volatile MessageDispatcher current;

    DispatcherSlot(String id, Config template, DispatcherPrerequisites prerequisites) {
        super(template, prerequisites);
        this.id = id;
    }

    String id() {
        return id;
    }

    void assign(MessageDispatcher dispatcher) {
        current = dispatcher;
    }

    void vacate() {
        current = null;
    }

    @Override
    public MessageDispatcher dispatcher() {
        MessageDispatcher dispatcher = current;
        if (dispatcher == null) {
            throw new ConfigurationException("Dispatcher [" + id + "] belongs to a run that has ended; "
                    + "spawn workers before their group's dispatcher is closed");
        }
        return dispatcher;
    }
}
