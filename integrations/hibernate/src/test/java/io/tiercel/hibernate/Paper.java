package io.tiercel.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;

/** An entity whose kinds have tables of their own. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Paper {

    @Id
    private long id;

    private String title = "";

    protected Paper() {}

    Paper(long id) {
        this.id = id;
    }
}
