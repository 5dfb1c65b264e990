package io.tiercel.management;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The beans about a manager as a whole. They are registered while management is enabled for any of its caches, so that a
 * manager none of whose caches asked for management touches no MBean server. Thread-safe.
 */
public final class ManagerBeans {

    private final List<Registration> registrations;
    private final ReentrantLock lock = new ReentrantLock();

    /** The beans of caches that are registered. Guarded by the lock. */
    private final Set<Object> managed = new HashSet<>();

    /** Makes the beans of a manager, not registered yet. */
    public ManagerBeans(URI managerUri, List<NamedBean> beans) {
        this.registrations = beans.stream()
                .map(bean -> new Registration(BeanName.ofManager(bean, managerUri), bean.maker()))
                .toList();
    }

    /**
     * Says whether management is enabled for a cache.
     *
     * @param cache tells the cache apart; it is kept while management is enabled
     */
    public void cacheIsManaged(Object cache, boolean enabled) {
        lock.lock();
        try {
            boolean changes = enabled ? managed.add(cache) : managed.remove(cache);
            if (changes && managed.isEmpty()) {
                Registration.unregister(registrations);
            } else if (changes) {
                registrations.forEach(registration -> registration.set(/* registered= */ true));
            }
        } finally {
            lock.unlock();
        }
    }
}
