package io.tiercel;

import io.tiercel.engine.BulkLoads;
import io.tiercel.jvm.ShownText;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.jspecify.annotations.Nullable;

/** A {@code loadAll}: runs on a thread of the manager, and tells its listener exactly once how it went. */
final class BackgroundLoad<K> {

    private final BulkLoads<K, ?> loads;
    private final List<K> keys;
    private final boolean replaces;
    private final @Nullable CompletionListener listener;

    private BackgroundLoad(
            BulkLoads<K, ?> loads, List<K> keys, boolean replaces, @Nullable CompletionListener listener) {
        this.loads = loads;
        this.keys = keys;
        this.replaces = replaces;
        this.listener = listener;
    }

    /** Starts one. Without a loader, or keys, there is nothing to do, and it completes at once. */
    static <K> void start(
            @Nullable BulkLoads<K, ?> loads,
            List<K> keys,
            boolean replaces,
            @Nullable CompletionListener listener,
            StandardCacheManager manager) {
        if (loads == null || keys.isEmpty()) {
            tell(listener, null);
            return;
        }
        BackgroundLoad<K> load = new BackgroundLoad<>(loads, keys, replaces, listener);
        try {
            manager.resources().loadExecutor().execute(load::run);
        } catch (RejectedExecutionException e) {
            tell(listener, new CacheLoaderException("The cache manager is closed", e));
        }
    }

    private void run() {
        Exception failure = null;
        try {
            if (replaces) {
                loads.reload(keys);
            } else {
                loads.loadMissing(keys);
            }
        } catch (CacheLoaderException | CacheEntryListenerException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new CacheLoaderException("loadAll failed: " + ShownText.of(e), e);
        } catch (Error e) {
            tell(listener, new CacheLoaderException("loadAll failed: " + ShownText.of(e), e));
            throw e;
        }
        tell(listener, failure);
    }

    private static void tell(@Nullable CompletionListener listener, @Nullable Exception failure) {
        if (listener == null) {
            return;
        }
        try {
            if (failure == null) {
                listener.onCompletion();
            } else {
                listener.onException(failure);
            }
        } catch (RuntimeException e) {
            System.getLogger(BackgroundLoad.class.getName())
                    .log(Level.WARNING, "The completion listener of a loadAll failed", e);
        }
    }
}
