package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ManifestCodecTest {

    private final Manifest manifest = Manifests.inState(Manifest.State.OPEN);

    @Test
    void decode_ofWhatWasEncoded_isTheSame() throws DamagedManifestException {
        Manifest decoded = ManifestCodec.decode(ManifestCodec.encode(manifest));

        assertThat(decoded).usingRecursiveComparison().isEqualTo(manifest);
    }

    @Test
    void decode_withAnyBitFlipped_isRefused() {
        byte[] bytes = ManifestCodec.encode(manifest);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThatThrownBy(() -> ManifestCodec.decode(flipped)).isInstanceOf(DamagedManifestException.class);
        }
    }

    @Test
    void decode_truncatedAnywhere_isRefused() {
        byte[] bytes = ManifestCodec.encode(manifest);
        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> ManifestCodec.decode(truncated)).isInstanceOf(DamagedManifestException.class);
        }
    }

    @Test
    void decode_ofAnotherVersion_namesBoth() {
        byte[] bytes = ManifestCodec.encode(manifest);
        bytes[ManifestLayout.VERSION_OFFSET + 3] = 2;

        assertThatThrownBy(() -> ManifestCodec.decode(bytes))
                .hasMessageContaining("version 2")
                .hasMessageContaining("version 1");
    }
}
