package io.tiercel.management;

import io.tiercel.jvm.FirstFailure;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Whether one bean is registered with the platform's MBean server. Thread-safe. The server is not touched, nor made, before
 * the bean is registered.
 */
final class Registration {

    private final BeanName name;
    private final Supplier<?> maker;
    private final ReentrantLock lock = new ReentrantLock();

    /** The name that the bean is registered by, null while it is not. Guarded by the lock. */
    private @Nullable ObjectName registeredName;

    /** @param maker makes the bean, each time that it is registered */
    Registration(BeanName name, Supplier<?> maker) {
        this.name = name;
        this.maker = maker;
    }

    void set(boolean registered) {
        lock.lock();
        try {
            if (registered && registeredName == null) {
                registeredName = register();
            } else if (!registered && registeredName != null) {
                unregister(registeredName);
                registeredName = null;
            }
        } catch (JMException e) {
            throw new CacheException("bean=" + name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Unregisters several beans, each whatever becomes of the others. */
    static void unregister(List<Registration> registrations) {
        FirstFailure.forEach(registrations, registration -> registration.set(/* registered= */ false));
    }

    private ObjectName register() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Object bean = maker.get();
        int instance = BeanName.FIRST_INSTANCE;
        while (true) {
            ObjectName candidate = name.toObjectName(instance);
            try {
                server.registerMBean(bean, candidate);
                return candidate;
            } catch (InstanceAlreadyExistsException taken) {
                instance++;
            }
        }
    }

    private static void unregister(ObjectName registeredName) throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(registeredName);
        } catch (InstanceNotFoundException unregisteredByOthers) {
            // Whoever did it has done what was asked for.
            return;
        }
    }
}
