package io.tiercel.management;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Principal;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Who the call that the current thread serves comes from: the principals that a JMX connector authenticated.
 *
 * <p>JDK 18 brought {@code Subject.current()}, and 24 took away what was there before, so the one that exists is looked up.
 */
final class Principals {

    private static final String UNKNOWN = "nobody in particular (a call without authentication)";
    private static final @Nullable MethodHandle CURRENT = find();

    private Principals() {}

    static String ofCall() {
        Subject subject = subject();
        if (subject == null || subject.getPrincipals().isEmpty()) {
            return UNKNOWN;
        }
        return subject.getPrincipals().stream()
                .map(Principal::getName)
                .map(LogText::of)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Subject subject() {
        try {
            return CURRENT == null ? null : (Subject) CURRENT.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle find() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return lookup.findStatic(Subject.class, "current", MethodType.methodType(Subject.class));
        } catch (ReflectiveOperationException before18) {
            return findOlder(lookup);
        }
    }

    /** Returns {@code Subject.getSubject(AccessController.getContext())}. */
    private static @Nullable MethodHandle findOlder(MethodHandles.Lookup lookup) {
        try {
            Class<?> context = Class.forName("java.security.AccessControlContext");
            MethodHandle ofContext =
                    lookup.findStatic(Subject.class, "getSubject", MethodType.methodType(Subject.class, context));
            MethodHandle currentContext = lookup.findStatic(
                    Class.forName("java.security.AccessController"), "getContext", MethodType.methodType(context));
            return MethodHandles.collectArguments(ofContext, 0, currentContext);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
