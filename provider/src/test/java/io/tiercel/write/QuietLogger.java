package io.tiercel.write;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps a logger quiet while the tests of a class run, which have it say what they do on purpose. */
public final class QuietLogger implements BeforeAllCallback, AfterAllCallback {

    /** Held, for the system holds loggers weakly. */
    private final Logger logger;

    public QuietLogger(String name) {
        logger = Logger.getLogger(name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        logger.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        logger.setLevel(null);
    }
}
