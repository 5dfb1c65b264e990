package io.tiercel.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity with a value that cannot be made text. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Label {

    @Id
    private long id;

    private Mute mute = new Mute();

    protected Label() {}

    Label(long id, Mute mute) {
        this.id = id;
        this.mute = mute;
    }
}
