package io.tiercel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a logger and those below it are given while it is open, kept from the console. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** @param logger the name of the logger: of a class or a package */
    public CapturedLog(String logger) {
        this.logger = Logger.getLogger(logger);
        this.logger.addHandler(this);
        this.logger.setUseParentHandlers(false);
    }

    public List<String> messages() {
        return records.stream().map(new SimpleFormatter()::formatMessage).toList();
    }

    public List<Throwable> thrown() {
        return records.stream().map(LogRecord::getThrown).toList();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
