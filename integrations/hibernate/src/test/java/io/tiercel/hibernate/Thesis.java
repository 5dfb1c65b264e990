package io.tiercel.hibernate;

import jakarta.persistence.Entity;

/** A paper. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Thesis extends Paper {

    private int pages;

    protected Thesis() {}

    Thesis(long id) {
        super(id);
    }
}
