package io.tiercel.serialize;

/** Tells whether a class is the one that a class loader resolves its name to. Thread-safe; keeps nothing. */
final class ClassIdentity {

    private final ClassLoader loader;

    ClassIdentity(ClassLoader loader) {
        this.loader = loader;
    }

    boolean isResolvedAsItself(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (element.isPrimitive() || isOfThePlatform(element)) {
            return true;
        }
        try {
            return Class.forName(element.getName(), /* initialize= */ false, loader) == element;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Returns whether every class loader sees the same class of that name. */
    static boolean isOfThePlatform(Class<?> type) {
        ClassLoader definer = type.getClassLoader();
        return (definer == null || definer == ClassLoader.getPlatformClassLoader()) && !type.isHidden();
    }
}
