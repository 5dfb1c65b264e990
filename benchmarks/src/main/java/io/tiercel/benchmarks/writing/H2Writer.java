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

/** Writes rows to a table of an H2 database; each thread has a connection. Counts transactions. */
final class H2Writer implements CacheWriter<Integer, String>, AutoCloseable {

    private final String url;
    private final AtomicLong transactions = new AtomicLong();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ThreadLocal<PreparedStatement> merge = ThreadLocal.withInitial(this::prepare);

    /** Makes the table. */
    H2Writer(String url) throws SQLException {
        this.url = url;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("create table customers (id int primary key, text varchar)");
        }
    }

    private PreparedStatement prepare() {
        try {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            connections.add(connection);
            return connection.prepareStatement("merge into customers key (id) values (?, ?)");
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
            PreparedStatement statement = merge.get();
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
            PreparedStatement statement = merge.get();
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
