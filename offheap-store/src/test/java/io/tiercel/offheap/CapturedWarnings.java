package io.tiercel.offheap;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged of values that cannot be read while it is open, kept from the console. */
final class CapturedWarnings extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(UnreadableValues.class.getName());

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    CapturedWarnings() {
        LOGGER.addHandler(this);
        LOGGER.setUseParentHandlers(false);
    }

    List<String> messages() {
        return records.stream().map(new SimpleFormatter()::formatMessage).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
