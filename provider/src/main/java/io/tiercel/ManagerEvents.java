package io.tiercel;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.EventsSettings;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.RuleSettings;
import io.tiercel.configuration.SourceSettings;
import io.tiercel.rule.CacheEventSource;
import io.tiercel.rule.CacheEventSourceModule;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.RuleTarget;
import io.tiercel.rule.RuleTargets;
import io.tiercel.rule.SourceOptionException;
import io.tiercel.rule.SourceOptions;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The events of one manager: its rules, those of the configuration first, and its sources. Thread-safe. */
final class ManagerEvents implements RuleTargets, AutoCloseable {

    /** A source that was started, and its kind. */
    private record NamedSource(String name, CacheEventSource source) {}

    private final StandardCacheManager manager;
    private final EventsSettings settings;
    private final CacheEvents events = new CacheEvents(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final List<NamedSource> sources = new ArrayList<>();
    private boolean closed;

    ManagerEvents(StandardCacheManager manager, EventsSettings settings) {
        this.manager = manager;
        this.settings = settings;
    }

    CacheEvents events() {
        return events;
    }

    /** Adds the rules of the configuration and starts its sources, once the caches that it declares are there. */
    void start() {
        settings.rules().forEach(this::add);
        List<NamedSource> created = new ArrayList<>();
        settings.sources().forEach(source -> created.add(new NamedSource(source.name(), create(source))));
        lock.lock();
        try {
            if (closed) {
                return;
            }
            sources.addAll(created);
            sources.forEach(source -> source.source().start(events));
        } finally {
            lock.unlock();
        }
    }

    /** Takes from a cache that was just created what events until now concern, if it has entries from an earlier time. */
    void opened(StandardCache<?, ?> cache) {
        if (!cache.hasInherited()) {
            return;
        }
        long entries = events.opened(cache.getName());
        if (entries > 0) {
            System.getLogger(ManagerEvents.class.getName())
                    .log(
                            Level.INFO,
                            "The cache ''{0}'' was created after events that may concern its entries from an earlier time: "
                                    + "{1} of them are invalidated. One that the file declares is there before",
                            cache.getName(),
                            entries);
        }
    }

    private void add(RuleSettings rule) {
        try {
            events.add(rule.rule(manager.getClassLoader()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(rule.place(), String.valueOf(e.getMessage()), e);
        }
    }

    private CacheEventSource create(SourceSettings source) {
        CacheEventSourceModule module = module(source);
        try {
            return module.create(
                    new SourceOptions(source.options(), manager.getURI().toString(), manager.getClassLoader()));
        } catch (SourceOptionException e) {
            throw new ConfigurationException(source.placeOf(e.option()), String.valueOf(e.getMessage()), e);
        }
    }

    private CacheEventSourceModule module(SourceSettings source) {
        Set<String> names = new TreeSet<>();
        for (ClassLoader classLoader : List.of(manager.getClassLoader(), ManagerEvents.class.getClassLoader())) {
            for (CacheEventSourceModule module : ServiceLoader.load(CacheEventSourceModule.class, classLoader)) {
                if (module.name().equals(source.name())) {
                    return module;
                }
                names.add(module.name());
            }
        }
        if (source.name().equals(OptionalModule.POSTGRESQL.name().toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(source.place(), OptionalModule.POSTGRESQL.missing());
        }
        throw new ConfigurationException(
                source.place(),
                "there is no such source; those that are there: " + (names.isEmpty() ? "none" : names) + ", and "
                        + "postgresql with " + OptionalModule.POSTGRESQL.coordinates());
    }

    @Override
    public @Nullable RuleTarget find(String cacheName) {
        StandardCache<?, ?> cache = manager.openCache(cacheName);
        return cache == null || cache.isClosed() ? null : new CacheTarget<>(cache);
    }

    @Override
    public Collection<? extends RuleTarget> all() {
        return manager.openCaches().stream()
                .filter(cache -> !cache.isClosed())
                .map(CacheTarget::new)
                .toList();
    }

    /** Returns how each source is, by its name. */
    Map<String, String> sourceStates() {
        lock.lock();
        try {
            Map<String, String> states = new LinkedHashMap<>();
            sources.forEach(source -> states.put(
                    (states.size() + 1) + " " + source.name(), source.source().status()));
            return states;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the sources. Code may publish until the caches are closed. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Collections.reverse(sources);
            manager.resources()
                    .closeAll(
                            "the manager '" + manager.getURI() + "'",
                            sources.stream().map(NamedSource::source).toList());
            sources.clear();
        } finally {
            lock.unlock();
        }
    }
}
