package io.tiercel.benchmarks.writing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** Writes rows to a table of a database, H2 or PostgreSQL; each thread has a connection. Counts transactions. */
final class DatabaseWriter implements CacheWriter<Integer, String>, AutoCloseable {

    private final String url;
    private final AtomicLong transactions = new AtomicLong();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ThreadLocal<PreparedStatement> upsert = ThreadLocal.withInitial(this::prepare);

    /** Makes the table, empty. */
    DatabaseWriter(String url) throws SQLException {
        this.url = url;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("drop table if exists customers");
            connection.createStatement().execute("create table customers (id int primary key, text varchar)");
        }
    }

    private PreparedStatement prepare() {
        try {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            connections.add(connection);
            return connection.prepareStatement(
                    url.startsWith("jdbc:h2:")
                            ? "merge into customers key (id) values (?, ?)"
                            : "insert into customers values (?, ?) on conflict (id) do update set text = excluded.text");
        } catch (SQLException e) {
            throw new CacheWriterException(e);
        }
    }

    long transactions() {
        return transactions.get();
    }

    /** Returns how many rows there are. */
    long rows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var result = connection.createStatement().executeQuery("select count(*) from customers")) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
        try {
            PreparedStatement statement = upsert.get();
            statement.setInt(1, entry.getKey());
            statement.setString(2, entry.getValue());
            statement.executeUpdate();
            commit(statement);
        } catch (SQLException e) {
            throw new CacheWriterException(e);
        }
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
        try {
            PreparedStatement statement = upsert.get();
            for (Cache.Entry<? extends Integer, ? extends String> entry : entries) {
                statement.setInt(1, entry.getKey());
                statement.setString(2, entry.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
            commit(statement);
        } catch (SQLException e) {
            throw new CacheWriterException(e);
        }
    }

    private void commit(PreparedStatement statement) throws SQLException {
        statement.getConnection().commit();
        transactions.incrementAndGet();
    }

    @Override
    public void delete(Object key) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
