package io.tiercel.offheap.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.disk.ManifestFile.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ManifestFileTest {

    @TempDir
    private Path folder;

    private ManifestFile file() {
        return new ManifestFile(folder.resolve("manifest"));
    }

    @ParameterizedTest
    @EnumSource
    void write_replacesTheOneThatIsThere(Durability durability) throws IOException, DamagedManifestException {
        file().write(Manifests.inState(Manifest.State.OPEN), durability);
        file().write(Manifests.inState(Manifest.State.CLEAN), durability);

        assertThat(file().read().state()).isEqualTo(Manifest.State.CLEAN);
        assertThat(folder.resolve("manifest.new")).doesNotExist();
    }

    @Test
    void write_whereNoSecondFileCanBe_replacesTheBytes() throws IOException, DamagedManifestException {
        file().write(Manifests.inState(Manifest.State.OPEN), Durability.POWER_LOSS);
        Files.createDirectory(folder.resolve("manifest.new")); // in the way, as a full disk would be

        file().write(Manifests.inState(Manifest.State.CLEAN), Durability.POWER_LOSS);

        assertThat(file().read()).usingRecursiveComparison().isEqualTo(Manifests.inState(Manifest.State.CLEAN));
    }

    @Test
    void deleteLeftOver_removesHalfOfANewOne() throws IOException {
        Files.writeString(folder.resolve("manifest.new"), "half");

        file().deleteLeftOver();

        assertThat(folder).isEmptyDirectory();
    }
}
