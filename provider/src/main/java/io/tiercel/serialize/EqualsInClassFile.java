package io.tiercel.serialize;

import java.nio.ByteBuffer;
import java.util.List;

/** The {@code equals} of a record as its class file has it (JVMS 4). For one thread and one question. */
final class EqualsInClassFile {

    private static final int MAGIC = 0xCAFEBABE;

    /** {@code aload_0, aload_1, invokedynamic n, ireturn}; the zeros stand for n and are not compared. */
    private static final byte[] GENERATED = {0x2A, 0x2B, (byte) 0xBA, 0, 0, 0, 0, (byte) 0xAC};

    private static final int CALL_SITE_OFFSET = 3;
    private static final int GET_FIELD = 1;
    private static final int INVOKE_STATIC = 6;
    private static final int NONE = 0;

    private final ByteBuffer file;

    EqualsInClassFile(byte[] bytes) {
        this.file = ByteBuffer.wrap(bytes);
    }

    /** Returns whether the compiler has made it, from these components. */
    boolean isGenerated(String internalName, List<String> components) {
        if (file.getInt() != MAGIC) {
            return false;
        }
        file.getInt(); // version
        ClassFileConstants constants = new ClassFileConstants(file);
        file.getShort(); // flags
        if (!constants.text(unsignedShort()).equals(internalName)) {
            return false;
        }
        file.getShort(); // superclass
        skip(unsignedShort() * Short.BYTES); // interfaces
        members(constants); // fields
        int callSite = members(constants);
        return callSite != NONE
                && constants.is(callSite, ClassFileConstants.INVOKE_DYNAMIC)
                && constants.name(callSite).equals("equals")
                && constants.descriptor(callSite).equals("(L" + internalName + ";Ljava/lang/Object;)Z")
                && isBootstrapped(constants, constants.first(callSite), internalName, components);
    }

    /** Reads fields or methods; returns the dynamic call that is all that equals does, or none. */
    private int members(ClassFileConstants constants) {
        int callSite = NONE;
        for (int left = unsignedShort(); left > 0; left--) {
            file.getShort(); // flags
            String name = constants.text(unsignedShort());
            String descriptor = constants.text(unsignedShort());
            boolean isEquals = name.equals("equals") && descriptor.equals("(Ljava/lang/Object;)Z");
            for (int attributes = unsignedShort(); attributes > 0; attributes--) {
                String attribute = constants.text(unsignedShort());
                int end = file.getInt() + file.position();
                if (isEquals && attribute.equals("Code")) {
                    callSite = callSite();
                }
                file.position(end);
            }
        }
        return callSite;
    }

    private int callSite() {
        file.getInt(); // stack and locals
        if (file.getInt() != GENERATED.length) {
            return NONE;
        }
        byte[] code = new byte[GENERATED.length];
        file.get(code);
        for (int i = 0; i < code.length; i++) {
            boolean free = i == CALL_SITE_OFFSET || i == CALL_SITE_OFFSET + 1;
            if (!free && code[i] != GENERATED[i]) {
                return NONE;
            }
        }
        return Short.toUnsignedInt(ByteBuffer.wrap(code).getShort(CALL_SITE_OFFSET));
    }

    private boolean isBootstrapped(
            ClassFileConstants constants, int bootstrap, String internalName, List<String> components) {
        for (int left = unsignedShort(); left > 0; left--) {
            String attribute = constants.text(unsignedShort());
            int end = file.getInt() + file.position();
            if (attribute.equals("BootstrapMethods")) {
                for (int methods = unsignedShort(), i = 0; i < methods; i++) {
                    if (i == bootstrap) {
                        return isOfAll(constants, internalName, components);
                    }
                    file.getShort(); // method
                    skip(unsignedShort() * Short.BYTES);
                }
            }
            file.position(end);
        }
        return false;
    }

    private boolean isOfAll(ClassFileConstants constants, String internalName, List<String> components) {
        int handle = unsignedShort();
        int method = constants.second(handle);
        boolean isObjectMethods = constants.is(handle, ClassFileConstants.METHOD_HANDLE)
                && constants.first(handle) == INVOKE_STATIC
                && constants.className(method).equals("java/lang/runtime/ObjectMethods")
                && constants.name(method).equals("bootstrap");
        if (!isObjectMethods
                || unsignedShort() != components.size() + 2
                || !constants.text(unsignedShort()).equals(internalName)
                || !constants.text(unsignedShort()).equals(String.join(";", components))) {
            return false;
        }
        for (String component : components) {
            int getter = unsignedShort();
            int field = constants.second(getter);
            if (!constants.is(getter, ClassFileConstants.METHOD_HANDLE)
                    || constants.first(getter) != GET_FIELD
                    || !constants.className(field).equals(internalName)
                    || !constants.name(field).equals(component)) {
                return false;
            }
        }
        return true;
    }

    private int unsignedShort() {
        return Short.toUnsignedInt(file.getShort());
    }

    private void skip(int lengthBytes) {
        file.position(file.position() + lengthBytes);
    }
}
