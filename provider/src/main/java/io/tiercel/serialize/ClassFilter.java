package io.tiercel.serialize;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of classes that bytes may name: the closure of a cache's declared types, what its {@code allow:}
 * patterns match, and the value types and collections of the JDK. Never learned from bytes. Immutable; an answer takes
 * one look-up for listed classes and time linear in the number of patterns for others.
 */
public final class ClassFilter implements ClassAdmission {

    private final Set<String> names;
    private final ClassNameGlobs globs;

    private ClassFilter(Set<String> names, ClassNameGlobs globs) {
        this.names = names;
        this.globs = globs;
    }

    /**
     * Returns the filter of a cache.
     *
     * @param declaredTypes its key and value types; they may carry type arguments
     * @param allowGlobs patterns of further class names
     */
    public static ClassFilter of(Collection<? extends Type> declaredTypes, Collection<String> allowGlobs) {
        return new ClassFilter(TypeClosure.namesOf(declaredTypes), new ClassNameGlobs(allowGlobs));
    }

    /** Returns whether the class, or the element type of the array class, of this binary name is on the list. */
    public boolean allows(String className) {
        String element = elementName(className);
        return element == null || names.contains(element) || JdkValueTypes.contains(element) || globs.matches(element);
    }

    @Override
    public boolean admitsEncoding(String className) {
        return allows(className);
    }

    @Override
    public void admitDeclarationsOf(Class<?> type) {
        // a closed list does not learn
    }

    @Override
    public boolean admitsDecoding(String className) {
        return allows(className);
    }

    @Override
    public boolean isClosed() {
        return true;
    }

    /** Returns the name without an array's brackets, or null for an array of primitives. */
    private static @Nullable String elementName(String className) {
        int dimensions = 0;
        while (dimensions < className.length() && className.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return className;
        }
        return className.endsWith(";") ? className.substring(dimensions + 1, className.length() - 1) : null;
    }
}
