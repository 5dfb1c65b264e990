package org.slf4j;

/**
 * Takes the place of the search for a logging library, and of what is printed if there is none: everything goes to
 * {@link java.lang.System.Logger}.
 */
public final class LoggerFactory {

    private LoggerFactory() {}

    public static Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    public static Logger getLogger(String name) {
        return new SystemLogger(name);
    }
}
