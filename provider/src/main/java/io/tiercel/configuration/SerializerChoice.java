package io.tiercel.configuration;

/** What encodes the keys and values of a by-value cache. Immutable. */
public sealed interface SerializerChoice {

    /** Apache Fory. */
    record Fory() implements SerializerChoice {}

    /** Java serialization. */
    record Java() implements SerializerChoice {}

    /**
     * A serializer of the user's.
     *
     * @param serializer where it comes from
     */
    record Custom(Component<?> serializer) implements SerializerChoice {}
}
