package io.tiercel.serialize;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Refuses the objects that cannot be held by value, and notes the classes of those that can. */
final class CheckedObjectOutput extends ObjectOutputStream {

    private final ClassAdmission admission;

    CheckedObjectOutput(OutputStream out, ClassAdmission admission) throws IOException {
        super(out);
        this.admission = admission;
        enableReplaceObject(true);
    }

    /** Of an object that is not serializable the stream would note the exception, a class that is hardly admitted. */
    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) {
        if (object != null && (RefusedTypes.isRefused(object.getClass()) || !(object instanceof Serializable))) {
            throw new RefusedTypeException(object.getClass());
        }
        return object;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (!admission.admitsEncoding(type.getName())) {
            throw new NotAdmittedException(type.getName());
        }
    }

    @Override
    protected void annotateProxyClass(Class<?> proxy) {
        for (Class<?> type : proxy.getInterfaces()) {
            annotateClass(type);
        }
    }
}
