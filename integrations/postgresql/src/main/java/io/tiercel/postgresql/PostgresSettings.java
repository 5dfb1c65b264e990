package io.tiercel.postgresql;

import io.tiercel.configuration.DurationSyntax;
import io.tiercel.rule.SourceOptionException;
import io.tiercel.rule.SourceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a PostgreSQL source. Immutable, as far as the properties are.
 *
 * @param url the JDBC URL
 * @param channel what is listened to
 * @param outbox the name of the table that keeps events, null if they are in the notifications alone
 * @param position the file that keeps how far the outbox was read, null if that is forgotten at the end
 * @param check how long the connection may be silent before it is tried
 * @param backOffMost the longest wait between two attempts to connect
 * @param login user, password and what else the driver takes
 * @param name tells the source apart for people
 */
record PostgresSettings(
        String url,
        String channel,
        @Nullable String outbox,
        @Nullable Path position,
        Duration check,
        Duration backOffMost,
        Properties login,
        String name) {

    /** The least wait between two attempts to connect. */
    static final Duration BACK_OFF_LEAST = Duration.ofMillis(100);

    private static final Set<String> KEYS =
            new TreeSet<>(Set.of("url", "channel", "user", "password", "outbox", "position", "check", "back-off"));

    private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);
    private static final int LONGEST_NAME_BYTES = 63;
    private static final Pattern TABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*");

    static PostgresSettings of(SourceOptions options) {
        options.allow(KEYS);
        String url = options.require("url");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new SourceOptionException("url", "must begin with jdbc:postgresql:");
        }
        String outbox = options.get("outbox", PostgresSettings::table);
        Path position = options.get("position", Path::of);
        if (position != null && outbox == null) {
            throw new SourceOptionException("position", "needs an outbox: without one nothing can be caught up");
        }
        return new PostgresSettings(
                url,
                options.get("channel", PostgresSettings::channel, "tiercel"),
                outbox,
                position,
                options.get("check", PostgresSettings::positive, Duration.ofSeconds(10)),
                options.get("back-off", PostgresSettings::positive, Duration.ofSeconds(30)),
                login(options),
                options.managerName());
    }

    private static Properties login(SourceOptions options) {
        Properties login = new Properties();
        login.setProperty("ApplicationName", "tiercel");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("connectTimeout", "10");
        login.setProperty("socketTimeout", "30"); // of a query that nobody answers any more
        for (String key : Set.of("user", "password")) {
            String value = options.get(key);
            if (value != null) {
                login.setProperty(key, value);
            }
        }
        return login;
    }

    private static String channel(String name) {
        int lengthBytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (lengthBytes == 0 || lengthBytes > LONGEST_NAME_BYTES || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "must have 1 to " + LONGEST_NAME_BYTES + " bytes, none of which is zero");
        }
        return name;
    }

    private static String table(String name) {
        if (!TABLE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "must be the name of a table, with a schema or without, not '" + name + "'");
        }
        return name;
    }

    private static Duration positive(String text) {
        Duration duration = DurationSyntax.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("must be at least 1ms");
        }
        return duration;
    }

    /** Returns how long the connection may be silent, in milliseconds, or the longest that the driver can wait: 24 days. */
    int checkMillis() {
        return check.compareTo(LONGEST_WAIT) < 0 ? (int) check.toMillis() : Integer.MAX_VALUE;
    }

    /** Returns the name of the channel as SQL takes it. */
    String quotedChannel() {
        return '"' + channel.replace("\"", "\"\"") + '"';
    }

    /** Shows neither the password nor the URL, which may have one. */
    @Override
    public String toString() {
        return "PostgresSettings[channel=" + channel + ", outbox=" + outbox + "]";
    }
}
