package io.tiercel.management;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.management.AttributeNotFoundException;
import javax.management.JMRuntimeException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * A bean that tells people what it is: the face it shows is an interface whose beans, getters, operations and parameters
 * are {@link Described}. It is an MXBean: all that goes in and out is of open types, so that no console needs our classes.
 *
 * <p>Each call of a {@link Mutator} that is no dry run is logged at {@link Level#INFO} with who made it and how it went.
 * What an operation throws comes out as an {@link IllegalArgumentException}, an {@link UnsupportedOperationException} or
 * an {@link IllegalStateException} that has its message alone, which every console can show. As safe for use by many
 * threads as the implementation is.
 */
public final class DescribedBean extends StandardEmitterMBean {

    private static final Logger LOGGER = System.getLogger(DescribedBean.class.getName());

    private final BeanFace face;

    private <T> DescribedBean(T implementation, Class<T> face, NotificationEmitter emitter) {
        super(implementation, face, /* isMXBean= */ true, emitter);
        this.face = new BeanFace(face);
    }

    /**
     * Makes the bean of an implementation that sends no notifications.
     *
     * @param face the interface that is shown, which must be public
     * @throws IllegalArgumentException if a type in the interface has no open type, or two operations have one name
     */
    public static <T> DescribedBean of(Class<T> face, T implementation) {
        return new DescribedBean(implementation, face, new NotificationBroadcasterSupport());
    }

    /** Makes the bean of an implementation whose notifications come from the given emitter. Else as the other one. */
    public static <T> DescribedBean of(Class<T> face, T implementation, NotificationEmitter emitter) {
        return new DescribedBean(implementation, face, emitter);
    }

    @Override
    @SuppressWarnings("NullAway") // results of operations may be null
    public Object invoke(String operation, @Nullable Object @Nullable [] arguments, String @Nullable [] signature)
            throws MBeanException, ReflectionException {
        @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
        face.requireAll(operation, given);
        boolean isLogged = face.isMutator(operation) && !face.isDryRun(operation, given);
        try {
            Object result = super.invoke(operation, arguments, signature);
            if (isLogged) {
                log(operation, given, "result=" + LogText.of(result));
            }
            return result;
        } catch (MBeanException | RuntimeException | Error e) {
            RuntimeException plain = plain(e);
            if (isLogged) {
                log(operation, given, "failed: " + LogText.of(plain.getMessage()));
            }
            throw plain;
        }
    }

    private void log(String operation, @Nullable Object[] arguments, String outcome) {
        LOGGER.log(
                Level.INFO,
                () -> getMBeanInterface().getSimpleName() + "." + face.toString(operation, arguments) + " by "
                        + Principals.ofCall() + ": " + outcome);
    }

    @Override
    @SuppressWarnings("NullAway") // attributes may be null
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return super.getAttribute(attribute);
        } catch (MBeanException | RuntimeException | Error e) {
            throw plain(e);
        }
    }

    /** The exception may be of a class, or have a cause of a class, that a console does not have. */
    private static RuntimeException plain(Throwable thrown) {
        if (thrown instanceof JMRuntimeException ofTheCall && !(thrown instanceof RuntimeMBeanException)) {
            return ofTheCall;
        }
        boolean isWrapped = thrown instanceof MBeanException || thrown instanceof RuntimeMBeanException;
        Throwable failure = isWrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        if (failure instanceof IllegalArgumentException || failure instanceof NullPointerException) {
            return new IllegalArgumentException(message);
        }
        return failure instanceof UnsupportedOperationException
                ? new UnsupportedOperationException(message)
                : new IllegalStateException(message);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return face.describeBean(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return face.describeAttribute(info.getName(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return face.describeOperation(info.getName(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return face.describeParameter(operation.getName(), sequence, parameter.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return face.parameterName(operation.getName(), sequence, parameter.getName());
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return face.isMutator(info.getName()) ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO;
    }
}
