package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.configuration.yaml.TestYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OffHeapPoolTest {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void bytesByDefault_isAQuarterOfWhatIsLeftWithinBounds() {
        assertThat(OffHeapPool.bytesByDefault(3 * GIB, GIB)).isEqualTo(512 * MIB);
        assertThat(OffHeapPool.bytesByDefault(64 * GIB, GIB)).isEqualTo(GIB);
        assertThat(OffHeapPool.bytesByDefault(GIB, GIB)).isEqualTo(16 * MIB);
        assertThat(OffHeapPool.bytesByDefault(0, GIB)).isEqualTo(16 * MIB);
    }

    @Test
    void bytesByDefault_ofThisMachine_isWithinBounds() {
        assertThat(OffHeapPool.bytesByDefault()).isBetween(16 * MIB, GIB);
        assertThat(MachineMemory.ofThisMachine().bytes()).isPositive();
    }

    @Test
    void offHeapPoolBytes_isWhatTheFileSays() {
        ManagerSettings settings =
                TestYaml.read("manager: { off-heap-pool: 2GiB }", Map.of(), Set.of(OptionalModule.OFFHEAP_STORE));

        assertThat(settings.offHeapPoolBytes()).isEqualTo(2 * GIB);
        assertThat(ManagerSettings.builtIn().offHeapPoolBytes()).isEqualTo(OffHeapPool.bytesByDefault());
    }

    @Test
    void bytes_withoutGroups_isTheMachine() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\nMemFree:          100 kB\n");

        assertThat(new MachineMemory(root).bytes()).isEqualTo(8 * GIB);
    }

    @Test
    void bytes_inAGroupOfVersion2_isTheLeastLimitOnTheWayUp() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\n");
        write("proc/self/cgroup", "0::/outer/inner\n");
        write("sys/fs/cgroup/outer/inner/memory.max", "max\n");
        write("sys/fs/cgroup/outer/memory.max", "1073741824\n");

        assertThat(new MachineMemory(root).bytes()).isEqualTo(GIB);
    }

    @Test
    void bytes_inAContainerOfVersion2_isItsLimit() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\n");
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "536870912\n");

        assertThat(new MachineMemory(root).bytes()).isEqualTo(512 * MIB);
    }

    @Test
    void bytes_inAContainerOfVersion1_isItsLimit() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\n");
        write("proc/self/cgroup", "5:cpu,cpuacct:/docker/ab\n4:memory:/docker/ab\n0::/system\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "268435456\n");

        assertThat(new MachineMemory(root).bytes()).isEqualTo(256 * MIB);
    }

    @Test
    void bytes_inAGroupWithoutALimit_isTheMachine() throws IOException {
        write("proc/meminfo", "MemTotal:        8388608 kB\n");
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(new MachineMemory(root).bytes()).isEqualTo(8 * GIB);
    }

    @Test
    void bytes_onAnotherSystem_areThoseOfTheBean() {
        assertThat(new MachineMemory(root).bytes()).isPositive();
    }
}
