package io.tiercel.management;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the annotations of a bean's interface say. Immutable. */
final class BeanFace {

    private static final String DRY_RUN = "dryRun";

    private final @Nullable Described bean;
    private final Map<String, Method> operations = new HashMap<>();
    private final Map<String, Method> getters = new HashMap<>();

    /**
     * Reads an interface.
     *
     * @throws IllegalArgumentException if two operations have one name: they could not be told apart by people either
     */
    BeanFace(Class<?> face) {
        this.bean = face.getAnnotation(Described.class);
        for (Method method : face.getMethods()) {
            String attribute = attribute(method);
            if (attribute != null) {
                getters.put(attribute, method);
            } else if (operations.put(method.getName(), method) != null) {
                throw new IllegalArgumentException(
                        "two operations of " + face.getName() + " are named " + method.getName());
            }
        }
    }

    private static @Nullable String attribute(Method method) {
        if (method.getParameterCount() > 0 || method.getReturnType() == void.class) {
            return null;
        }
        String name = method.getName();
        if (name.startsWith("get") && name.length() > 3) {
            return name.substring(3);
        }
        return name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class
                ? name.substring(2)
                : null;
    }

    /** Returns the description of the bean, or the given one if there is none. */
    String describeBean(String otherwise) {
        return text(bean, otherwise);
    }

    String describeAttribute(String name, String otherwise) {
        Method getter = getters.get(name);
        return getter == null ? otherwise : text(getter.getAnnotation(Described.class), otherwise);
    }

    String describeOperation(String name, String otherwise) {
        Method operation = operations.get(name);
        return operation == null ? otherwise : text(operation.getAnnotation(Described.class), otherwise);
    }

    String describeParameter(String operation, int index, String otherwise) {
        Parameter parameter = parameter(operation, index);
        return parameter == null ? otherwise : text(parameter.getAnnotation(Described.class), otherwise);
    }

    String parameterName(String operation, int index, String otherwise) {
        Parameter parameter = parameter(operation, index);
        return parameter == null ? otherwise : parameter.getName();
    }

    private @Nullable Parameter parameter(String operation, int index) {
        Method method = operations.get(operation);
        return method == null || index >= method.getParameterCount() ? null : method.getParameters()[index];
    }

    boolean isMutator(String operation) {
        Method method = operations.get(operation);
        return method != null && method.isAnnotationPresent(Mutator.class);
    }

    /** Returns whether a call changes nothing because it says so. */
    boolean isDryRun(String operation, @Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (Boolean.TRUE.equals(arguments[i])
                    && parameterName(operation, i, "").equals(DRY_RUN)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a call that leaves an argument out, by the name of its parameter. One of too few arguments is left alone.
     *
     * @throws IllegalArgumentException if an argument is null
     */
    void requireAll(String operation, @Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null && parameter(operation, i) != null) {
                throw new IllegalArgumentException("'" + parameterName(operation, i, "") + "' is missing: " + operation
                        + " was given null for it");
            }
        }
    }

    /** Returns a call in words: {@code invalidateTag(tag=news, dryRun=false)}. */
    String toString(String operation, @Nullable Object[] arguments) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            words.add(parameterName(operation, i, "argument" + i) + "=" + LogText.of(arguments[i]));
        }
        return operation + "(" + String.join(", ", words) + ")";
    }

    private static String text(@Nullable Described described, String otherwise) {
        return described == null ? otherwise : described.value();
    }
}
