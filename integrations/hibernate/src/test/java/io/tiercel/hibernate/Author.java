package io.tiercel.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Who writes books. */
@Entity
class Author {

    @Id
    private long id;

    protected Author() {}

    Author(long id) {
        this.id = id;
    }
}
