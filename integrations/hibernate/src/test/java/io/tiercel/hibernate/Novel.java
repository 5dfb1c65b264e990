package io.tiercel.hibernate;

import jakarta.persistence.Entity;

/** An entity that is a book. */
@Entity
class Novel extends Book {

    protected Novel() {}

    Novel(long id, String isbn, Author author) {
        super(id, isbn, author);
    }
}
