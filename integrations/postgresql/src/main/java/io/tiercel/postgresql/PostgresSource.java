package io.tiercel.postgresql;

import io.tiercel.rule.CacheEventSource;
import io.tiercel.rule.CacheEvents;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens to a channel of a PostgreSQL database on a connection and a daemon thread of its own, and publishes what it hears.
 *
 * <p>Whenever it has connected, for the first time too, it listens first and then makes up for what it may have missed: it
 * reads the {@link Outbox} on from where it was; without one, all that rules can reach is invalidated. A connection that
 * breaks is made anew, after a wait that doubles up to a bound. A connection that is silent is tried. Thread-safe.
 */
final class PostgresSource implements CacheEventSource {

    private static final Logger LOGGER = System.getLogger(PostgresSource.class.getName());
    private static final long CLOSE_SECONDS = 5;

    private final PostgresSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private volatile boolean closed;
    private volatile String status = "not started";

    /** Guarded by the lock. */
    private @Nullable Connection connection;

    /** Guarded by the lock. */
    private @Nullable Thread thread;

    PostgresSource(PostgresSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start(CacheEvents events) {
        lock.lock();
        try {
            if (closed || thread != null) {
                return;
            }
            Thread started = new Thread(
                    null,
                    () -> run(events),
                    "tiercel-postgresql-" + settings.name(),
                    0,
                    /* inheritThreadLocals= */ false);
            started.setDaemon(true);
            started.setContextClassLoader(PostgresSource.class.getClassLoader());
            thread = started;
            started.start();
        } finally {
            lock.unlock();
        }
    }

    private void run(CacheEvents events) {
        Payload payload = new Payload(events);
        Position position = new Position(settings.position());
        String table = settings.outbox();
        Outbox outbox = table == null ? null : new Outbox(table, position);
        Duration wait = PostgresSettings.BACK_OFF_LEAST;
        while (!closed) {
            try {
                listen(events, payload, outbox, position);
            } catch (SQLException
                    | IOException
                    | RuntimeException
                    | Error e) { // of the network, of the driver, of a cache that closes, of a key's own code
                boolean wasConnected = status.startsWith("connected");
                wait = wasConnected ? PostgresSettings.BACK_OFF_LEAST : doubled(wait);
                tell(e, wasConnected);
                await(wait);
            }
        }
        keepAtTheEnd(position);
        status = "closed";
    }

    private void listen(CacheEvents events, Payload payload, @Nullable Outbox outbox, Position position)
            throws SQLException, IOException {
        try (Connection opened = open()) {
            try (Statement statement = opened.createStatement()) {
                statement.execute("LISTEN " + settings.quotedChannel());
            }
            if (outbox == null) {
                events.eventsMayBeMissing(null);
            } else {
                outbox.connected(opened);
                outbox.read(opened, events, payload);
            }
            connected();
            while (!closed) {
                hear(opened, events, payload, outbox);
                position.keep();
            }
        } finally {
            remember(null);
        }
    }

    /** Waits for notifications, and applies them. */
    private void hear(Connection opened, CacheEvents events, Payload payload, @Nullable Outbox outbox)
            throws SQLException {
        PGNotification[] heard = opened.unwrap(PGConnection.class).getNotifications(settings.checkMillis());
        if (outbox != null) {
            outbox.read(opened, events, payload); // with nothing heard, this tries the connection
        } else if (heard == null || heard.length == 0) {
            try (Statement statement = opened.createStatement()) {
                statement.execute("SELECT 1");
            }
        } else {
            for (PGNotification notification : heard) {
                payload.apply(notification.getParameter());
            }
        }
    }

    /** Not by {@code DriverManager}, which may not see the driver from here. */
    private Connection open() throws SQLException {
        Connection opened = new Driver().connect(settings.url(), settings.login());
        if (opened == null) {
            throw new SQLException("the driver of PostgreSQL does not take the URL");
        }
        remember(opened);
        return opened;
    }

    private void remember(@Nullable Connection opened) throws SQLException {
        lock.lock();
        try {
            connection = opened;
        } finally {
            lock.unlock();
        }
        if (opened != null && closed) {
            opened.close();
        }
    }

    private void connected() {
        if (status.startsWith("failing")) {
            LOGGER.log(Level.INFO, () -> "PostgreSQL is heard again, channel=" + settings.channel());
        }
        status = "connected since " + Instant.now();
    }

    /** Trying again matters more: there may be no memory, or the failure is one of a key's own code that has no text. */
    private void tell(Throwable failure, boolean wasConnected) {
        try {
            failed(failure, wasConnected);
        } catch (RuntimeException | Error untold) {
            status = "failing";
        }
    }

    private void failed(Throwable failure, boolean isFirst) {
        if (closed) {
            return;
        }
        boolean hasWarned = status.startsWith("failing");
        status = "failing since " + Instant.now() + ": " + failure.getMessage();
        LOGGER.log(
                hasWarned ? Level.DEBUG : Level.WARNING,
                "PostgreSQL is not heard, and will be tried again; channel=" + settings.channel()
                        + (isFirst ? ", the connection broke" : ""),
                failure);
    }

    private Duration doubled(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(settings.backOffMost()) < 0 ? twice : settings.backOffMost();
    }

    private void await(Duration wait) {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (!closed && nanos > 0) {
                nanos = closing.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            closed = true; // nobody interrupts this thread but to end it
        } finally {
            lock.unlock();
        }
    }

    private static void keepAtTheEnd(Position position) {
        try {
            position.keep();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "How far the outbox was read could not be written down", e);
        }
    }

    @Override
    public String status() {
        return status;
    }

    @Override
    public void close() {
        Thread running;
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
            running = thread;
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, "The connection did not close", e);
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            join(running);
        }
    }

    private static void join(Thread running) {
        try {
            running.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
