package io.tiercel.serialize;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a generic type is made of. */
public final class TypeParts {

    private TypeParts() {}

    /** Returns the raw type and the arguments, the element type, or the bounds of a type; nothing of a class. */
    public static List<Type> of(Type type) {
        List<Type> parts = new ArrayList<>();
        if (type instanceof ParameterizedType parameterized) {
            parts.add(parameterized.getRawType());
            parts.addAll(Arrays.asList(parameterized.getActualTypeArguments()));
        } else if (type instanceof GenericArrayType array) {
            parts.add(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            parts.addAll(Arrays.asList(wildcard.getUpperBounds()));
            parts.addAll(Arrays.asList(wildcard.getLowerBounds()));
        } else if (type instanceof TypeVariable<?> variable) {
            parts.addAll(Arrays.asList(variable.getBounds()));
        }
        return parts;
    }
}
