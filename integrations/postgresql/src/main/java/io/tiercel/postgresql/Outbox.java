package io.tiercel.postgresql;

import io.tiercel.rule.CacheEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads events from the table that triggers write them to, each once on one connection. For one thread.
 *
 * <p>The position is a transaction id of which all smaller ones have ended: the {@code xmin} of the snapshot that was last read
 * in. A sequence would not do: a transaction that began earlier and so has a smaller number may commit later. Rows of
 * transactions from the position on are looked at again each time; those that the snapshot showed are known.
 */
final class Outbox {

    /** Of more than these nobody wants to hear one by one. */
    static final int MOST_ROWS = 10_000;

    private static final long PRUNED = -2;
    private static final long SNAPSHOT = -1;

    /** One that shows nothing. */
    private static final String NOTHING = "1:1:";

    /**
     * Tells apart the clusters, each with transaction ids of its own, and their time lines: another one begins when a copy takes over,
     * which may lack the last transactions.
     */
    private static final String CLUSTER = "SELECT concat_ws('/', system_identifier,"
            + " left(pg_walfile_name(pg_current_wal_lsn()), 8)) FROM pg_control_system()";

    private static final String UNKNOWN_CLUSTER = "?";

    private static final String DATABASE_AND_TABLE =
            "SELECT concat_ws('/', oid, CAST(? AS regclass)::oid) FROM pg_database"
                    + " WHERE datname = current_database()";

    /** The classes of SQL states of what is not there, not allowed, or not now. */
    private static final Set<String> REFUSALS = Set.of("0A", "42", "55");

    private final String table;
    private final String query;
    private final Position position;

    /** The snapshot that was last read in on this connection. Another one may be of a database that was set back. */
    private String seen = NOTHING;

    Outbox(String table, Position position) {
        this.table = table;
        this.query = "(SELECT id, payload FROM " + table
                + " WHERE xid >= CAST(? AS xid8) AND NOT pg_visible_in_snapshot(xid, CAST(? AS pg_snapshot))"
                + " ORDER BY id LIMIT " + (MOST_ROWS + 1) + ")"
                + " UNION ALL SELECT " + SNAPSHOT + ", pg_current_snapshot()::text"
                + " UNION ALL SELECT " + PRUNED + ", before::text FROM " + table + "_pruned"
                + " ORDER BY 1";
        this.position = position;
    }

    /** Notices whether the database is another one than before. To be called for each connection before it is read from. */
    void connected(Connection connection) throws SQLException {
        seen = NOTHING;
        try (PreparedStatement statement = connection.prepareStatement(DATABASE_AND_TABLE)) {
            statement.setString(1, table);
            position.in(cluster(connection) + "/" + text(statement));
        }
    }

    /** Some servers that are hosted do not tell. */
    private static String cluster(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLUSTER)) {
            return text(statement);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || state.length() < 2 || !REFUSALS.contains(state.substring(0, 2))) {
                throw e;
            }
            return UNKNOWN_CLUSTER;
        }
    }

    private static String text(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    /** Applies what is new. If that cannot be known, or is very much, all that rules can reach is invalidated in its place. */
    void read(Connection connection, CacheEvents events, Payload payload) throws SQLException {
        List<String> payloads = new ArrayList<>();
        String snapshot = seen;
        long from = position.get();
        boolean isGap = from == Position.UNKNOWN;
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, Long.toString(Math.max(0, from)));
            statement.setString(2, seen);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    long id = found.getLong(1);
                    String text = found.getString(2);
                    if (id == PRUNED) {
                        isGap |= from < Long.parseLong(text);
                    } else if (id == SNAPSHOT) {
                        snapshot = text;
                    } else {
                        payloads.add(text);
                    }
                }
            }
        }
        long horizon = horizon(snapshot);
        isGap |= horizon < from; // the database was set back
        if (isGap || payloads.size() > MOST_ROWS) {
            events.eventsMayBeMissing(null);
        } else {
            payloads.forEach(payload::apply);
        }
        seen = snapshot;
        position.set(horizon);
    }

    /** Returns the transaction before which all have ended. */
    private static long horizon(String snapshot) {
        return Long.parseLong(snapshot.substring(0, snapshot.indexOf(':')));
    }
}
