package io.tiercel.examples.quickstart;

/** What a class file declares. */
public enum ClassKind {
    CLASS,
    INTERFACE,
    ANNOTATION,
    ENUM,
    RECORD,
    MODULE;

    private static final int ACC_INTERFACE = 0x0200;
    private static final int ACC_ANNOTATION = 0x2000;
    private static final int ACC_ENUM = 0x4000;
    private static final int ACC_MODULE = 0x8000;

    /** The kind that the access flags of a class file (JVMS, table 4.1-B) and its superclass tell. */
    static ClassKind of(int accessFlags, String superclassOrEmpty) {
        if ((accessFlags & ACC_MODULE) != 0) {
            return MODULE;
        }
        if ((accessFlags & ACC_ANNOTATION) != 0) {
            return ANNOTATION;
        }
        if ((accessFlags & ACC_INTERFACE) != 0) {
            return INTERFACE;
        }
        if ((accessFlags & ACC_ENUM) != 0) {
            return ENUM;
        }
        return superclassOrEmpty.equals("java.lang.Record") ? RECORD : CLASS;
    }
}
