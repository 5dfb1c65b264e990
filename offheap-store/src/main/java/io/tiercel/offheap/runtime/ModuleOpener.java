package io.tiercel.offheap.runtime;

import io.tiercel.jvm.TrustedLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Opens the packages of the JDK that Chronicle Map reaches into, to one module and no other. What it does is what
 * {@code --add-opens} does, without the user having to know. {@code -Dtiercel.chronicle.open-modules=false} leaves that
 * to those flags.
 */
final class ModuleOpener {

    private static final String PROPERTY = "tiercel.chronicle.open-modules";
    private static final Module JAVA_BASE = Object.class.getModule();
    private static final List<String> PACKAGES = List.of(
            "java.lang", "java.lang.reflect", "java.nio", "jdk.internal.misc", "jdk.internal.ref", "sun.nio.ch");

    private ModuleOpener() {}

    /**
     * Opens the packages to a module.
     *
     * @throws OffHeapUnavailableException if they are not open afterwards
     */
    static void openTo(Module module) {
        Throwable refused = null;
        if (!"false".equalsIgnoreCase(System.getProperty(PROPERTY))) {
            try {
                open(module);
            } catch (Throwable e) { // whatever a JVM may do that knows no such thing
                refused = e;
            }
        }
        if (!isOpenTo(module)) {
            throw new OffHeapUnavailableException(advice(), refused);
        }
    }

    private static void open(Module module) throws Throwable {
        Lookup lookup = TrustedLookup.obtain();
        MethodHandle addOpens = lookup.findVirtual(
                Module.class, "implAddOpens", MethodType.methodType(void.class, String.class, Module.class));
        for (String packageName : PACKAGES) {
            addOpens.invoke(JAVA_BASE, packageName, module);
        }
    }

    private static boolean isOpenTo(Module module) {
        return PACKAGES.stream().allMatch(packageName -> JAVA_BASE.isOpen(packageName, module));
    }

    private static String advice() {
        return PACKAGES.stream()
                .map(packageName -> "--add-opens java.base/" + packageName + "=ALL-UNNAMED")
                .collect(Collectors.joining(
                        " ", "This JVM refuses what tiers outside the heap need; start it with: ", ""));
    }
}
