package io.tiercel;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.configuration.BackOffRange;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.configuration.WriteBehindSettings.QueuePlace;
import io.tiercel.engine.Invalidations;
import io.tiercel.engine.Parts;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.store.Store;
import io.tiercel.write.WriteThrough;
import io.tiercel.write.WriterPort;
import io.tiercel.write.behind.BehindSettings;
import io.tiercel.write.behind.Host;
import io.tiercel.write.behind.WriteBehind;
import io.tiercel.write.behind.WriteBehind.Surroundings;
import java.nio.file.Path;
import java.util.Objects;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** Puts what the engine tells changes to together, for one cache. */
final class WriterAssembly<K, V> {

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final EncodingAssembly<K, V> encoding;
    private final ManagerResources resources;
    private @Nullable WriteBehind<K, V> behind;
    private @Nullable CacheHost host;

    WriterAssembly(
            String cacheName,
            ResolvedCacheConfiguration<K, V> configuration,
            EncodingAssembly<K, V> encoding,
            ManagerResources resources) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        this.encoding = encoding;
        this.resources = resources;
    }

    WriterPort<K, V> port(CacheWriter<? super K, ? super V> writer) {
        return switch (configuration.writerMode()) {
            case THROUGH -> WriteThrough.keeping(writer);
            case AROUND -> WriteThrough.around(writer);
            case BEHIND -> behind(writer);
        };
    }

    private WriteBehind<K, V> behind(CacheWriter<? super K, ? super V> writer) {
        CacheHost ofCache = new CacheHost(encoding.keys(), encoding.values());
        WriteBehind<K, V> opened = WriteBehind.open(
                settings(),
                writer,
                new Surroundings(ofCache, resources.clock(), resources.writerThreads()),
                encoding.ofQueue());
        host = ofCache;
        behind = opened;
        return opened;
    }

    /** Returns the queue of a cache that is written behind, null for others. */
    @Nullable
    WriteBehind<K, V> behind() {
        return behind;
    }

    /** Begins to write behind, once the cache is put together. */
    void start(Parts<K, V> parts, Invalidations<K, V> invalidations) {
        if (behind != null && host != null) {
            host.locks = parts.locks();
            host.invalidations = invalidations;
            behind.start();
        }
    }

    private BehindSettings settings() {
        WriteBehindSettings said = configuration.writeBehind();
        BackOffRange backOff = Objects.requireNonNull(said.backOff());
        Path folder = said.queue().place() instanceof QueuePlace.Folder at
                ? WriteBehindSettings.folderOf(at.path(), cacheName)
                : null;
        Path deadLetters =
                said.deadLetters() == null ? null : WriteBehindSettings.folderOf(said.deadLetters(), cacheName);
        return new BehindSettings(
                cacheName,
                Objects.requireNonNull(said.batch()),
                Objects.requireNonNull(said.delay()),
                new BehindSettings.Queue(
                        folder,
                        Objects.requireNonNull(said.queue().entries()),
                        Objects.requireNonNull(said.queue().sync()),
                        Objects.requireNonNull(said.queue().waitWhenFull())),
                new BehindSettings.Retry(
                        Objects.requireNonNull(said.attempts()), backOff.least(), backOff.most(), deadLetters),
                Objects.requireNonNull(said.closeTimeout()));
    }

    /** A cache as its queue knows it. */
    private static final class CacheHost implements Host {

        private final ValueStorage keys;
        private final ValueStorage values;
        private volatile @Nullable KeyLocks locks;
        private volatile @Nullable Invalidations<?, ?> invalidations;

        CacheHost(ValueStorage keys, ValueStorage values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        public Object key(Object storedKey) {
            return keys.copyOf(storedKey);
        }

        @Override
        public Object value(Object storedValue) {
            return values.fromStored(storedValue);
        }

        @Override
        public void whileHeld(Object storedKey, Runnable action) {
            KeyLocks ofCache = Objects.requireNonNull(locks, "not started");
            Hold hold = ofCache.hold(storedKey, Store.spread(storedKey.hashCode()));
            try {
                action.run();
            } finally {
                ofCache.release(hold);
            }
        }

        @Override
        public void forget(Object storedKey) {
            Objects.requireNonNull(invalidations, "not started").storedKey(storedKey);
        }

        @Override
        public boolean forgetUnlessHeld(Object storedKey) {
            return Objects.requireNonNull(invalidations, "not started").storedKeyUnlessHeld(storedKey);
        }
    }
}
