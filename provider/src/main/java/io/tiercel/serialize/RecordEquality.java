package io.tiercel.serialize;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whether two records of a class are equal exactly if their components are, which a class that has an
 * {@code equals} of its own need not keep to.
 *
 * <p>Reflection cannot tell the one from the other: a compiler declares the method in both cases. So the class file is
 * read. An {@code equals} that the compiler has made calls {@code java.lang.runtime.ObjectMethods} with all components
 * and does nothing else. What cannot be read, or looks otherwise, counts as an {@code equals} of its own.
 */
final class RecordEquality {

    private RecordEquality() {}

    static boolean isByAllComponents(Class<?> type) {
        if (!type.isRecord() || type.isHidden()) {
            return false;
        }
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in != null
                    && new EqualsInClassFile(in.readAllBytes())
                            .isGenerated(type.getName().replace('.', '/'), components);
        } catch (IOException | BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return false; // not a class file as this version knows them
        }
    }
}
