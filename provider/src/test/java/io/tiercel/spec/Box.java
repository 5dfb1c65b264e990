package io.tiercel.spec;

import java.io.Serializable;

/** A mutable number, equal to others of the same number: as a key or a value it shows whether it is shared. */
final class Box implements Serializable {

    private static final long serialVersionUID = 1L;

    private int number;

    Box(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void spoil() {
        number = -1 - number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Box that && number == that.number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return "Box[" + number + "]";
    }
}
