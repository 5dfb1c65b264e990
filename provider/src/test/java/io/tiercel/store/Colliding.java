package io.tiercel.store;

import java.io.Serializable;

/** A key whose hash code is poor: keys of the same group collide. */
public record Colliding(int group, int id) implements Serializable {

    @Override
    public int hashCode() {
        return group;
    }
}
