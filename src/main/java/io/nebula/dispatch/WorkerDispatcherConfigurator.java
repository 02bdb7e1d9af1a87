package io.nebula.dispatch;

import com.typesafe.config.Config;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;

/**
 * Makes the dispatcher of one worker group, named by {@code type} in a dispatcher section. Besides the executor's keys
 * the section says {@code mailbox-capacity}: the slots of each worker's mailbox, at least 1.
 */
public final class WorkerDispatcherConfigurator extends MessageDispatcherConfigurator {
    private final MessageDispatcher dispatcher;

    /** Called by Pekko, or for a group that is registered at run time, with the whole dispatcher section. */
    public WorkerDispatcherConfigurator(Config section, DispatcherPrerequisites prerequisites) {
        super(section, prerequisites);
        this.dispatcher = new WorkerDispatcher(this, section);
    }

    @Override
    public MessageDispatcher dispatcher() {
        return dispatcher;
    }
}
