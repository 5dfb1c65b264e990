package io.tiercel.examples.strategies;

/**
 * A product of a shop: the value that the examples cache. Immutable, so a cache by value hands out the same object to all.
 *
 * @param id the key
 * @param name what it is called
 * @param category what kind of product it is
 * @param cents what it costs
 */
public record Product(long id, String name, String category, int cents) {

    Product at(int newCents) {
        return new Product(id, name, category, newCents);
    }
}
