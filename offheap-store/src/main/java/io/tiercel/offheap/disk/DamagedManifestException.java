package io.tiercel.offheap.disk;

/** Says that the bytes of a manifest are not those that a process of this version wrote. */
final class DamagedManifestException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedManifestException(String message) {
        super(message);
    }
}
