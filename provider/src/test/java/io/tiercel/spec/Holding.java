package io.tiercel.spec;

import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.serialize.Serializer;
import java.nio.ByteBuffer;

/** The ways in which a cache by value can be told to hold what it is given. */
enum Holding {
    FORY {
        @Override
        <K, V> void say(TiercelConfigurationBuilder<K, V> configuration) {
            configuration.serializer(new SerializerChoice.Fory());
        }
    },
    JAVA {
        @Override
        <K, V> void say(TiercelConfigurationBuilder<K, V> configuration) {
            configuration.serializer(new SerializerChoice.Java());
        }
    },
    SERIALIZER_OF_THE_USER {
        @Override
        <K, V> void say(TiercelConfigurationBuilder<K, V> configuration) {
            configuration.serializer(new BoxSerializer());
        }
    },
    COPIER {
        @Override
        @SuppressWarnings("unchecked") // the values are boxes
        <K, V> void say(TiercelConfigurationBuilder<K, V> configuration) {
            configuration.copier(value -> (V) new Box(((Box) value).number()));
        }
    };

    abstract <K, V> void say(TiercelConfigurationBuilder<K, V> configuration);

    TiercelConfigurationBuilder<Box, Box> boxes() {
        TiercelConfigurationBuilder<Box, Box> configuration =
                TiercelConfiguration.builder(Box.class, Box.class).byValue();
        say(configuration);
        return configuration;
    }

    private static final class BoxSerializer implements Serializer {
        @Override
        public byte[] serialize(Object object) {
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt(((Box) object).number())
                    .array();
        }

        @Override
        public Object deserialize(byte[] bytes) {
            return new Box(ByteBuffer.wrap(bytes).getInt());
        }
    }
}
