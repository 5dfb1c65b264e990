package io.tiercel.serialize;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fory.collection.ClassValueCache;
import org.apache.fory.collection.MultiKeyWeakMap;
import org.apache.fory.util.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * Empties the static caches of Fory that would keep a class loader alive after its deployment.
 *
 * <p>Fory keeps a function for each accessor of a record that it has met, and with it the record's class loader, for
 * ever: the weak map that holds them waits until {@code Object.class} is collected too. And it attaches objects of its
 * own to the classes that it meets, those of the JDK included, which never go away; so they keep the class loader of
 * Fory itself, which is the deployment's if the provider is packed into it.
 *
 * <p>All of them are caches: others fill them again. Safe for use by many threads. Where reflection on Fory's fields is
 * refused, the caches stay as they are.
 */
final class ForyClassCaches {

    private static final List<String> OWNERS = List.of(
            "org.apache.fory.platform.internal._JDKAccess",
            "org.apache.fory.reflect.InstanceFieldAccessors$GeneratedAccessor",
            "org.apache.fory.reflect.ObjectInstantiators",
            "org.apache.fory.reflect.ReflectionUtils",
            "org.apache.fory.serializer.JavaSerializer",
            "org.apache.fory.serializer.LambdaSerializer",
            "org.apache.fory.serializer.ObjectStreamSerializer",
            "org.apache.fory.serializer.ReplaceResolveSerializer",
            "org.apache.fory.serializer.SerializationHookLookup",
            "org.apache.fory.type.Descriptor",
            "org.apache.fory.util.DefaultValueUtils",
            "org.apache.fory.util.record.RecordUtils");

    private static final Set<Class<?>> JDK_CLASSES = ConcurrentHashMap.newKeySet();

    private ForyClassCaches() {}

    /** Notes that Fory meets a class. */
    static void met(Class<?> type) {
        for (Class<?> ancestor = type; ancestor != null; ancestor = ancestor.getSuperclass()) {
            if (ClassIdentity.isOfThePlatform(ancestor)) {
                JDK_CLASSES.add(ancestor);
            }
        }
    }

    static void clearRecordAccessors() {
        try {
            Object accessors = read(Functions.class, "weakCache", null);
            ((Map<?, ?>) read(MultiKeyWeakMap.class, "map", accessors)).clear();
        } catch (ReflectiveOperationException | RuntimeException refused) {
            log(refused);
        }
    }

    /** Detaches all from the classes of the JDK; nothing of Fory may be in use. */
    static void clearJdkClasses() {
        for (String owner : OWNERS) {
            try {
                for (Field field : Class.forName(owner).getDeclaredFields()) {
                    if (field.getType() == ClassValueCache.class) {
                        detach(read(field.getDeclaringClass(), field.getName(), null));
                    }
                }
            } catch (ReflectiveOperationException | RuntimeException refused) {
                log(refused);
            }
        }
        JDK_CLASSES.clear();
    }

    private static void detach(Object cache) throws ReflectiveOperationException {
        Object store = read(ClassValueCache.class, "store", cache);
        ClassValue<?> attached = (ClassValue<?>) read(store.getClass(), "classValue", store);
        JDK_CLASSES.forEach(attached::remove);
    }

    private static Object read(Class<?> owner, String name, @Nullable Object object)
            throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static void log(Exception refused) {
        System.getLogger(ForyClassCaches.class.getName())
                .log(System.Logger.Level.DEBUG, "Fory keeps classes that it has met", refused);
    }
}
