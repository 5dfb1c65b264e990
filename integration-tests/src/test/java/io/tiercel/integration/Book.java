package io.tiercel.integration;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Date;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An entity in Hibernate's second-level cache, with a property that is mutable. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@SuppressWarnings("JavaUtilDate") // its mutability is what is tested
class Book {

    @Id
    private Long id = 0L;

    private String title = "";

    private Date printed = new Date(0);

    /** Used by Hibernate. */
    protected Book() {}

    Book(long id, String title, Date printed) {
        this.id = id;
        this.title = title;
        this.printed = printed;
    }

    String title() {
        return title;
    }

    void rename(String newTitle) {
        title = newTitle;
    }

    Date printed() {
        return printed;
    }
}
