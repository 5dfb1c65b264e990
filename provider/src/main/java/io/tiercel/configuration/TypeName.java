package io.tiercel.configuration;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Set;

/**
 * The name of a type of keys or values: a class, or an array such as {@code byte[]}. Immutable.
 *
 * @param name the name, as said
 * @param place where it was said
 */
public record TypeName(String name, Place place) {

    private static final Set<String> JAVA_LANG =
            Set.of("String", "Long", "Integer", "Short", "Byte", "Character", "Boolean", "Double", "Float", "Object");

    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "byte", byte.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "char", char.class,
            "boolean", boolean.class);

    /**
     * Returns the type.
     *
     * @throws ConfigurationException if the class loader does not find it, or it is a primitive type
     */
    public Class<?> resolve(ClassLoader classLoader) {
        if (name.endsWith("[]")) {
            String element = name.substring(0, name.length() - 2);
            Class<?> primitive = PRIMITIVES.get(element);
            Class<?> elementType = primitive != null ? primitive : new TypeName(element, place).resolve(classLoader);
            return Array.newInstance(elementType, 0).getClass();
        }
        if (PRIMITIVES.containsKey(name)) {
            throw primitive(PRIMITIVES.get(name), place);
        }
        if (JAVA_LANG.contains(name)) {
            throw new ConfigurationException(place, "'" + name + "' is not a full class name; java.lang." + name + "?");
        }
        return new ComponentClass(name, place).load(classLoader);
    }

    /** Refuses a type that no object is of. */
    static <T> Class<T> requireObjects(Class<T> type, Place place) {
        if (type.isPrimitive()) {
            throw primitive(type, place);
        }
        return type;
    }

    private static ConfigurationException primitive(Class<?> type, Place place) {
        String wrapper = MethodType.methodType(type).wrap().returnType().getName();
        return new ConfigurationException(
                place, "'" + type.getName() + "' is a primitive type, which no key or value is of; " + wrapper + "?");
    }
}
