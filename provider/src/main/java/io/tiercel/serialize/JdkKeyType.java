package io.tiercel.serialize;

/**
 * How the keys of one class of the JDK are written.
 *
 * @param tag what their bytes begin with
 * @param writer writes what follows
 * @param reader reads it
 */
record JdkKeyType<T>(byte tag, Writer<T> writer, Reader reader) {

    /** Puts what tells an object from all others of its class that do not equal it. */
    interface Writer<T> {
        void write(KeyOutput out, T object);
    }

    /** Returns an object that equals the one that was put. */
    interface Reader {
        Object read(KeyInput in);
    }

    /** Writes an object that is known to be of the class. */
    @SuppressWarnings("unchecked") // found by the object's class
    void write(KeyOutput out, Object object) {
        out.putByte(tag);
        writer.write(out, (T) object);
    }
}
