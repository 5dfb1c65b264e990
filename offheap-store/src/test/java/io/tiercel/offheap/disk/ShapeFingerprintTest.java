package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShapeFingerprintTest {

    /** Two scopes with classes of the same simple name, told apart by their package-level names only. */
    private record Address(String street) {}

    private record User(String name, Address address) {}

    private record Account(String name, Address address) {}

    private static class Plain {
        @SuppressWarnings("unused")
        private int count;
    }

    private static final class Extended extends Plain {
        @SuppressWarnings("unused")
        private transient int cached;
    }

    @Test
    void of_theSameClasses_isTheSame() {
        assertThat(ShapeFingerprint.of(Long.class, User.class)).isEqualTo(ShapeFingerprint.of(Long.class, User.class));
    }

    @Test
    void of_otherClasses_differs() {
        assertThat(ShapeFingerprint.of(User.class)).isNotEqualTo(ShapeFingerprint.of(Account.class));
    }

    @Test
    void of_classesOfTheJdk_looksAtNamesOnly() {
        assertThat(ShapeFingerprint.of(String.class)).isNotEqualTo(ShapeFingerprint.of(Long.class));
    }

    @Test
    void of_subclass_differsFromItsParent() {
        assertThat(ShapeFingerprint.of(Extended.class)).isNotEqualTo(ShapeFingerprint.of(Plain.class));
    }
}
