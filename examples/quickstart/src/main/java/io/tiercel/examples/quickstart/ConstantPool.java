package io.tiercel.examples.quickstart;

import java.io.DataInput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a class file's constant pool (JVMS, 4.4) that names classes. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD_REF = 9;
    private static final int METHOD_REF = 10;
    private static final int INTERFACE_METHOD_REF = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int DYNAMIC = 17;
    private static final int INVOKE_DYNAMIC = 18;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private final @Nullable String[] utf8;
    /** By the index of a class entry, the index of its name; 0 for other entries. */
    private final int[] nameIndexes;

    private ConstantPool(@Nullable String[] utf8, int[] nameIndexes) {
        this.utf8 = utf8;
        this.nameIndexes = nameIndexes;
    }

    /** Reads the pool, from its count to its last entry. */
    static ConstantPool read(DataInput in) throws IOException {
        int count = in.readUnsignedShort();
        @Nullable String[] utf8 = new @Nullable String[count];
        int[] nameIndexes = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> utf8[i] = in.readUTF();
                case CLASS -> nameIndexes[i] = in.readUnsignedShort();
                case STRING, METHOD_TYPE, MODULE, PACKAGE -> in.readUnsignedShort();
                case METHOD_HANDLE -> ClassFile.skip(in, 3);
                case INTEGER,
                        FLOAT,
                        FIELD_REF,
                        METHOD_REF,
                        INTERFACE_METHOD_REF,
                        NAME_AND_TYPE,
                        DYNAMIC,
                        INVOKE_DYNAMIC -> in.readInt();
                case LONG, DOUBLE -> {
                    in.readLong();
                    i++; // takes two indexes
                }
                default -> throw new IOException("unknown constant: tag=" + tag + " index=" + i);
            }
        }
        return new ConstantPool(utf8, nameIndexes);
    }

    /** The name of the class at an index of the pool, null at index 0, where a class file says "none". */
    @Nullable
    String className(int index) throws IOException {
        if (index == 0) {
            return null;
        }
        if (index >= nameIndexes.length || nameIndexes[index] == 0) {
            throw new IOException("not a class entry: index=" + index);
        }
        return name(nameIndexes[index]).replace('/', '.');
    }

    /** The names of all classes in the pool, in its order; an array counts as its element class. */
    Set<String> classNames() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (int nameIndex : nameIndexes) {
            if (nameIndex == 0) {
                continue;
            }
            String name = name(nameIndex);
            if (!name.startsWith("[")) {
                names.add(name.replace('/', '.'));
            } else if (name.endsWith(";")) {
                names.add(name.substring(name.lastIndexOf('[') + 2, name.length() - 1)
                        .replace('/', '.'));
            }
        }
        return names;
    }

    private String name(int nameIndex) throws IOException {
        String name = nameIndex < utf8.length ? utf8[nameIndex] : null;
        if (name == null) {
            throw new IOException("not a name: index=" + nameIndex);
        }
        return name;
    }
}
