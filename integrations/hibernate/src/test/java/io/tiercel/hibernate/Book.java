package io.tiercel.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** An entity. */
@Entity
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class Book {

    @Id
    private long id;

    private String isbn = "";

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Author author;

    protected Book() {}

    Book(long id, String isbn, @Nullable Author author) {
        this.id = id;
        this.isbn = isbn;
        this.author = author;
    }

    void renumber(String newIsbn) {
        isbn = newIsbn;
    }
}
