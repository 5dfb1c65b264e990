package io.tiercel.examples.quickstart;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small parser of class files (JVMS, chapter 4): as much of one as a {@link ClassSummary} tells. */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;

    private ClassFile() {}

    /**
     * Parses the bytes of a class file.
     *
     * @throws IOException if they are cut off or are not a class file
     */
    static ClassSummary parse(byte[] bytes, Instant readAt) throws IOException {
        DataInput in = new DataInputStream(new ByteArrayInputStream(bytes));
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException("not a class file: magic=0x" + Integer.toHexString(magic));
        }
        in.readInt(); // the minor and the major version
        ConstantPool pool = ConstantPool.read(in);
        int accessFlags = in.readUnsignedShort();
        String name = Objects.requireNonNull(pool.className(in.readUnsignedShort()), "this_class");
        @Nullable String superclass = pool.className(in.readUnsignedShort());
        List<String> interfaces = readInterfaces(in, pool);
        skipMembers(in, in.readUnsignedShort()); // the fields
        int methods = in.readUnsignedShort();
        Set<String> references = pool.classNames();
        references.remove(name);
        return new ClassSummary(
                name,
                ClassKind.of(accessFlags, Objects.requireNonNullElse(superclass, "")),
                superclass,
                interfaces,
                List.copyOf(references),
                methods,
                bytes.length,
                readAt);
    }

    private static List<String> readInterfaces(DataInput in, ConstantPool pool) throws IOException {
        int count = in.readUnsignedShort();
        List<String> interfaces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            interfaces.add(Objects.requireNonNull(pool.className(in.readUnsignedShort()), "interface"));
        }
        return interfaces;
    }

    private static void skipMembers(DataInput in, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            skip(in, 6); // access flags, name, descriptor
            int attributes = in.readUnsignedShort();
            for (int j = 0; j < attributes; j++) {
                in.readUnsignedShort(); // its name
                skip(in, in.readInt());
            }
        }
    }

    /** Skips exactly so many bytes. */
    static void skip(DataInput in, int lengthBytes) throws IOException {
        if (lengthBytes < 0 || in.skipBytes(lengthBytes) != lengthBytes) {
            throw new IOException("cut off: lengthBytes=" + lengthBytes);
        }
    }
}
