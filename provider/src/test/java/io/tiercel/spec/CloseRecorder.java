package io.tiercel.spec;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** Makes parts of a cache that tell when they are closed. */
final class CloseRecorder {

    /** The kinds of the parts that were created, in that order. */
    final List<String> created = new CopyOnWriteArrayList<>();

    /** The kinds of the parts that were closed. */
    final List<String> closed = new CopyOnWriteArrayList<>();

    Loader loader() {
        return new Loader(this);
    }

    Writer writer() {
        return new Writer(this);
    }

    Policy policy() {
        return new Policy(this);
    }

    Listener listener(String name) {
        return new Listener(this, name);
    }

    Filter filter() {
        return new Filter(this);
    }

    private abstract static class Part implements Closeable {
        private final CloseRecorder recorder;
        private final String name;

        Part(CloseRecorder recorder, String name) {
            this.recorder = recorder;
            this.name = name;
            recorder.created.add(name);
        }

        @Override
        public void close() throws IOException {
            recorder.closed.add(name);
        }
    }

    static final class Loader extends Part implements CacheLoader<Integer, String> {
        Loader(CloseRecorder recorder) {
            super(recorder, "loader");
        }

        @Override
        public String load(Integer key) {
            return "loaded " + key;
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            return Map.of();
        }
    }

    static final class Writer extends Part implements CacheWriter<Integer, String> {
        Writer(CloseRecorder recorder) {
            super(recorder, "writer");
        }

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }

    static final class Policy extends Part implements ExpiryPolicy {
        Policy(CloseRecorder recorder) {
            super(recorder, "expiry");
        }

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return Duration.ONE_HOUR;
        }
    }

    static final class Listener extends Part implements CacheEntryCreatedListener<Integer, String> {
        Listener(CloseRecorder recorder, String name) {
            super(recorder, name);
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {}
    }

    static final class Filter extends Part implements CacheEntryEventFilter<Integer, String> {
        Filter(CloseRecorder recorder) {
            super(recorder, "filter");
        }

        @Override
        public boolean evaluate(CacheEntryEvent<? extends Integer, ? extends String> event) {
            return true;
        }
    }
}
