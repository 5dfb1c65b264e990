package io.tiercel.hibernate;

import java.io.Serializable;

/** A value whose {@code toString} fails. */
final class Mute implements Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        throw new UnsupportedOperationException("mute");
    }
}
