package org.slf4j;

import java.lang.System.Logger.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes warnings and errors to the logger of the same name of the platform, which is asked for when there is one, and
 * drops all else.
 */
final class SystemLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    SystemLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return SystemLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            org.slf4j.event.Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        Level platformLevel = level == org.slf4j.event.Level.ERROR ? Level.ERROR : Level.WARNING;
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        System.getLogger(name).log(platformLevel, message, thrown);
    }
}
