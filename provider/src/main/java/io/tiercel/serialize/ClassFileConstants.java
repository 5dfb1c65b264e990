package io.tiercel.serialize;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The constant pool of a class file (JVMS 4.4), as far as names and references go. Immutable. */
final class ClassFileConstants {

    static final int CLASS = 7;
    static final int STRING = 8;
    static final int FIELD = 9;
    static final int METHOD = 10;
    static final int METHOD_HANDLE = 15;
    static final int INVOKE_DYNAMIC = 18;

    private static final int UTF8 = 1;

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final @Nullable String[] texts;

    /** Reads the pool, and leaves the buffer at its end. */
    ClassFileConstants(ByteBuffer file) {
        int count = Short.toUnsignedInt(file.getShort());
        tags = new int[count];
        first = new int[count];
        second = new int[count];
        texts = new String[count];
        for (int i = 1; i < count; i++) {
            tags[i] = file.get();
            i += read(file, i);
        }
    }

    /** Returns how many more places the constant takes. */
    private int read(ByteBuffer file, int index) {
        switch (tags[index]) {
            case UTF8 -> {
                byte[] text = new byte[Short.toUnsignedInt(file.getShort())];
                file.get(text);
                texts[index] = new String(text, StandardCharsets.UTF_8);
            }
            case 3, 4 -> file.getInt(); // int, float
            case 5, 6 -> { // long, double
                file.getLong();
                return 1;
            }
            case CLASS, STRING, 16, 19, 20 -> first[index] = Short.toUnsignedInt(file.getShort());
            case FIELD, METHOD, 11, 12, 17, INVOKE_DYNAMIC -> {
                first[index] = Short.toUnsignedInt(file.getShort());
                second[index] = Short.toUnsignedInt(file.getShort());
            }
            case METHOD_HANDLE -> {
                first[index] = file.get();
                second[index] = Short.toUnsignedInt(file.getShort());
            }
            default -> throw new IllegalArgumentException("unknown constant, tag=" + tags[index]);
        }
        return 0;
    }

    boolean is(int index, int tag) {
        return tags[index] == tag;
    }

    /** Returns the class of a member, the kind of a handle, or the bootstrap method of a dynamic call. */
    int first(int index) {
        return first[index];
    }

    /** Returns the name and type of a member or a dynamic call, or the member of a handle. */
    int second(int index) {
        return second[index];
    }

    /** Returns a text, or that which a class or string constant refers to. */
    String text(int index) {
        String text = texts[index] == null ? texts[first[index]] : texts[index];
        if (text == null) {
            throw new IllegalArgumentException("no text, constant=" + index);
        }
        return text;
    }

    String className(int member) {
        return text(first[member]);
    }

    String name(int member) {
        return text(first[second[member]]);
    }

    String descriptor(int member) {
        return text(second[second[member]]);
    }
}
