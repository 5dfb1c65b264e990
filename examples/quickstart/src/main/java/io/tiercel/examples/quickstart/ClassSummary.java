package io.tiercel.examples.quickstart;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one class file says about its class: the value that the quickstart caches. Immutable all the way down, so a cache
 * by value can hand out the same instance to everyone.
 *
 * @param name the name of the class with dots, {@code module-info} for a module
 * @param kind what the file declares
 * @param superclass the name of the superclass; null for {@code java.lang.Object} and for a module
 * @param interfaces the names of the interfaces that it implements, or extends if it is one
 * @param references the names of all other classes that its constant pool mentions, each once, in the file's order
 * @param methods how many methods it declares, constructors and the static initializer among them
 * @param sizeBytes the length of the class file
 * @param readAt when the file was read: a get that began before has waited for the load
 */
public record ClassSummary(
        String name,
        ClassKind kind,
        @Nullable String superclass,
        List<String> interfaces,
        List<String> references,
        int methods,
        int sizeBytes,
        Instant readAt)
        implements Serializable {

    public ClassSummary {
        interfaces = List.copyOf(interfaces);
        references = List.copyOf(references);
    }
}
