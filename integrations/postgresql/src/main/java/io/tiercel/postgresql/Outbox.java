package io.tiercel.postgresql;

import io.tiercel.rule.CacheEvents;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads events from the table that triggers write them to, each once. For one thread.
 *
 * <p>The position is a transaction id of which all smaller ones have ended: {@code pg_snapshot_xmin} of the snapshot that
 * was last read in. A sequence would not do: a transaction that began earlier and so has a smaller number may commit later.
 * Rows of transactions from the position on are read again each time, but for those that were applied already.
 */
final class Outbox {

    /** Of more than these nobody wants to hear one by one. */
    static final int MOST_ROWS = 10_000;

    private static final int MOST_REMEMBERED = 100_000;
    private static final long PRUNED = -2;
    private static final long HORIZON = -1;
    private static final long UNKNOWN = -1;

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

    /** The rows that were applied, from the position on: their ids, and by which transaction they were written. */
    private final Map<Long, Long> applied = new LinkedHashMap<>();

    Outbox(String table, Position position) {
        this.table = table;
        this.query = "(SELECT id, xid::text, payload FROM " + table
                + " WHERE xid >= CAST(? AS xid8) AND id <> ALL (?) ORDER BY id LIMIT " + (MOST_ROWS + 1) + ")"
                + " UNION ALL SELECT " + HORIZON + ", pg_snapshot_xmin(pg_current_snapshot())::text, ''"
                + " UNION ALL SELECT " + PRUNED + ", before::text, '' FROM " + table + "_pruned"
                + " ORDER BY 1";
        this.position = position;
    }

    /** Notices whether the database is another one than before. To be called for each connection before it is read from. */
    void connected(Connection connection) throws SQLException {
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

    /** Applies what is new. If that cannot be known, all that rules can reach is invalidated. */
    void read(Connection connection, CacheEvents events, Payload payload) throws SQLException {
        long from = position.get();
        long horizon = UNKNOWN;
        int rows = 0;
        boolean isGap = from == Position.UNKNOWN;
        Array known = connection.createArrayOf("bigint", applied.keySet().toArray());
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, Long.toString(Math.max(0, from)));
            statement.setArray(2, known);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    long id = found.getLong(1);
                    long xid = Long.parseLong(found.getString(2));
                    if (id == PRUNED) {
                        isGap |= from < xid;
                    } else if (id == HORIZON) {
                        horizon = xid;
                        isGap |= xid < from; // the database was set back
                    } else if (isGap || ++rows > MOST_ROWS) {
                        isGap = true;
                        break;
                    } else {
                        payload.apply(found.getString(3));
                        remember(id, xid);
                    }
                }
            }
        }
        if (isGap) {
            events.eventsMayBeMissing(null);
            applied.clear();
        }
        moveTo(horizon);
    }

    private void remember(long id, long xid) {
        applied.put(id, xid);
        if (applied.size() > MOST_REMEMBERED) { // the oldest is applied again, which is harmless
            applied.remove(applied.keySet().iterator().next());
        }
    }

    private void moveTo(long horizon) {
        long to = horizon;
        applied.values().removeIf(xid -> xid < to);
        position.set(horizon);
    }
}
