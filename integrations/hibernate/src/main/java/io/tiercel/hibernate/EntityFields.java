package io.tiercel.hibernate;

import io.tiercel.rule.CacheEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.type.BasicType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event about an entity: its identifier as {@code id}, and its basic properties and the identifiers of the
 * entities that it refers to, by the names of the properties, as text. Others, and those that fail to be text, are left
 * out. For one event.
 *
 * @param persister the kind of entity
 * @param session the session that changed it; nothing is loaded by it
 * @param id the identifier
 */
record EntityFields(EntityPersister persister, SharedSessionContractImplementor session, Object id) {

    private static final Logger LOGGER = System.getLogger(EntityFields.class.getName());

    private static final int MOST_CHARACTERS = 1_000;

    /** Returns the names that events about the entity go by: its own, and that of the root of its inheritance. */
    static Set<String> names(EntityPersister persister) {
        Set<String> names = new LinkedHashSet<>();
        names.add(persister.getJpaEntityName());
        names.add(persister
                .getFactory()
                .getMappingMetamodel()
                .getEntityDescriptor(persister.getRootEntityName())
                .getJpaEntityName());
        return names;
    }

    Map<String, String> of(@Nullable Object @Nullable [] state) {
        Map<String, String> fields = new LinkedHashMap<>();
        String[] names = persister.getPropertyNames();
        Type[] types = persister.getPropertyTypes();
        for (int i = 0; state != null && i < names.length && fields.size() < CacheEvent.MOST_FIELDS - 1; i++) {
            Type type = types[i];
            Object value = state[i];
            putIfPossible(fields, names[i], () -> text(type, value));
        }
        putIfPossible(fields, "id", id::toString);
        return fields;
    }

    /** A value that cannot be made text is left out, as one of another type is: rules that need it say so. */
    private static void putIfPossible(Map<String, String> fields, String name, Supplier<@Nullable String> form) {
        try {
            String text = form.get();
            if (text != null) {
                fields.put(name, text);
            }
        } catch (RuntimeException e) { // the transaction has been committed: nothing is to be thrown
            LOGGER.log(Level.DEBUG, "A field of an event is left out, name=" + name, e);
        }
    }

    private @Nullable String text(Type type, @Nullable Object value) {
        if (value == null || value == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
            return null;
        }
        if (type.isEntityType()) {
            Object reference = identifier(value);
            return reference == null ? null : reference.toString();
        }
        boolean isText = type instanceof BasicType && !value.getClass().isArray();
        String text = isText ? value.toString() : null;
        return text == null || text.length() > MOST_CHARACTERS ? null : text;
    }

    private @Nullable Object identifier(Object entity) {
        return entity instanceof HibernateProxy proxy
                ? proxy.getHibernateLazyInitializer().getInternalIdentifier()
                : session.getFactory().getPersistenceUnitUtil().getIdentifier(entity);
    }
}
