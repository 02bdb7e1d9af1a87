package io.nebula.dispatch;

import com.typesafe.config.Config;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Cell;
import org.apache.pekko.dispatch.Dispatcher;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageDispatcherConfigurator;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko's dispatcher, except that every actor on it has a {@link WorkerMailbox}, whatever mailbox its props select.
 *
 * <p>Pekko finds mailboxes by configuration path only, so one whose number of slots is known at run time cannot be
 * selected by props; and a typed actor without a selection would silently get an unbounded one.
 */
final class WorkerDispatcher extends Dispatcher {
    private final int mailboxCapacity;

    WorkerDispatcher(MessageDispatcherConfigurator configurator, Config config) {
        super(configurator, config.getString("id"), config.getInt("throughput"),
                duration(config, "throughput-deadline-time"), configurator.configureExecutor(),
                duration(config, "shutdown-timeout"));
        this.mailboxCapacity = PinnedExecutorConfigurator.atLeastOne(config, "mailbox-capacity");
    }

    @Override
    public Mailbox createMailbox(Cell actor, MailboxType selected) {
        return super.createMailbox(actor, (owner, system) -> new WorkerMailbox(mailboxCapacity));
    }

    private static FiniteDuration duration(Config config, String key) {
        return FiniteDuration.create(config.getDuration(key, TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS);
    }
}
