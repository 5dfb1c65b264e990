package io.tiercel.warming;

import java.io.IOException;

/** A file of hot keys is not what it should be. */
final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedFileException(String message) {
        super(message);
    }
}
