package io.tiercel.engine;

import io.tiercel.jvm.ShownText;
import io.tiercel.load.Source;
import io.tiercel.store.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs entry processors, each once, while its key is held (JSR-107 1.1.1, "Entry Processors"). Thread-safe.
 *
 * <p>A processor that asks for the value of an absent entry, with read-through, loads it there and then: the one load
 * that happens while a key is held, since a processor runs once and cannot be interrupted for it.
 */
public final class Processing<K, V> {

    private final Parts<K, V> parts;
    private final Engine<K, V> engine;
    private final ReadThrough<K, V> readThrough;
    private final Claims<K, V> claims;
    private final @Nullable Source<K, V> source;

    /** @param source what loads absent values, null without read-through */
    public Processing(
            Parts<K, V> parts, Engine<K, V> engine, ReadThrough<K, V> readThrough, @Nullable Source<K, V> source) {
        this.parts = parts;
        this.engine = engine;
        this.readThrough = readThrough;
        this.claims = readThrough.claims();
        this.source = source;
    }

    /** Runs a processor on the entry of a key and returns what it returns. */
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        KeyRef<K> ref = parts.ref(key);
        Invocation<T> invocation = new Invocation<>(ref, processor, arguments);
        try {
            return engine.perform(ref, invocation);
        } finally {
            invocation.end();
        }
    }

    /** Runs a processor on the entries of keys, and returns what each returns or throws; null is left out. */
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            EntryProcessorResult<T> result = resultOf(key, processor, arguments);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    private <T> @Nullable EntryProcessorResult<T> resultOf(
            K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
        try {
            T result = invoke(key, processor, arguments);
            return result == null ? null : () -> result;
        } catch (EntryProcessorException e) {
            return failed(e);
        } catch (RuntimeException e) {
            return failed(new EntryProcessorException(e));
        }
    }

    private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
        return () -> {
            throw failure;
        };
    }

    private final class Invocation<T> implements Operation<@Nullable T> {
        private final KeyRef<K> key;
        private final EntryProcessor<K, V, T> processor;
        private final @Nullable Object[] arguments;
        private @Nullable Claim<K> claim;

        Invocation(KeyRef<K> key, EntryProcessor<K, V, T> processor, @Nullable Object[] arguments) {
            this.key = key;
            this.processor = processor;
            this.arguments = arguments;
        }

        @Override
        public Decision<@Nullable T> decide(@Nullable Entry current) {
            Source<K, V> loader = source;
            ProcessedEntry<K, V> entry =
                    new ProcessedEntry<>(parts, key, current, loader == null ? null : () -> load(loader));
            try {
                T result = processor.process(entry, arguments);
                return entry.decision(result);
            } catch (EntryProcessorException e) {
                throw e;
            } catch (Exception e) { // checked ones too: code in other languages throws them undeclared
                throw new EntryProcessorException(processor.getClass().getName() + " failed: " + ShownText.of(e), e);
            } finally {
                entry.close();
            }
        }

        private ProcessedEntry.Loaded load(Source<K, V> loader) {
            if (parts.queued(key) != null) { // a deletion: a value would have been there from the start
                return ProcessedEntry.Loaded.ABSENT;
            }
            Claim<K> claimed = claim;
            if (claimed == null) {
                claimed = claims.claim(key);
                claim = claimed;
            }
            if (!claimed.load().isLoaded()) {
                readThrough.loadHeld(claimed, loader);
            }
            if (claims.isOutdated(claimed)) {
                claims.end(claimed);
                claimed = claims.claimUnshared(key);
                claim = claimed;
                readThrough.loadHeld(claimed, loader);
            }
            return new ProcessedEntry.Loaded(
                    claims.storedValue(claimed), claimed.load().timeToLiveMillis(), claimed.lease());
        }

        void end() {
            if (claim != null) {
                claims.end(claim);
            }
        }

        @Override
        public boolean isLookup() {
            return true;
        }

        @Override
        public boolean runsUserCode() {
            return true;
        }
    }
}
