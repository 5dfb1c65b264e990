package io.tiercel.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.CanonicalClasses;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.Serializer;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.tier.TierRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A look at an entry is taken with its key locked, where no code of the user runs. */
final class PeekTest {

    private static final ClassLoader LOADER = PeekTest.class.getClassLoader();
    private static final int HASH = 7;

    private final AtomicInteger decoded = new AtomicInteger();
    private final ValueStorage values = ValueStorage.byValue(new ByName(decoded), new Immutability(LOADER, List.of()));

    /** Immutable, so that it would be held as it is. */
    record Name(String text) {}

    private record ByName(AtomicInteger decoded) implements Serializer {
        @Override
        public byte[] serialize(Object value) {
            return ((Name) value).text().getBytes(UTF_8);
        }

        @Override
        public Object deserialize(byte[] bytes) {
            decoded.incrementAndGet();
            return new Name(new String(bytes, UTF_8));
        }
    }

    @Test
    void peek_valueOfTheUsersSerializer_isDecodedWhenItIsHandedOut() {
        try (ManagerTiers tiers = new OffHeapModule()
                        .open(new ManagerSetup("test", LOADER, TierKind.AMPLE_BYTES, System::currentTimeMillis));
                LowerStore store = tiers.open(request())) {
            store.put("key", HASH, store.prepare(new Name("value")), Lifetime.ETERNAL, 1);

            Entry seen = Objects.requireNonNull(store.peek("key", HASH));
            assertThat(decoded).hasValue(0);

            assertThat(values.fromStored(seen.value())).isEqualTo(new Name("value"));
            assertThat(Objects.requireNonNull(store.get("key", HASH)).value()).isEqualTo(new Name("value"));
            assertThat(decoded).hasValue(2);
        }
    }

    private TierRequest request() {
        KeyCodec keys = new KeyCodec(new CanonicalClasses(LOADER), Object.class, ClassAdmission.ofLiveObjects());
        return new TierRequest(
                "cache",
                TierKind.MEMORY.bounds(Path.of("unused")),
                new TierRequest.Forms(keys, new ValueCodec(values), values, values, "by name"),
                /* touchable= */ false,
                String.class,
                Name.class);
    }
}
