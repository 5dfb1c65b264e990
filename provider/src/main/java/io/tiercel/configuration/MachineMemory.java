package io.tiercel.configuration;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that this process may use: that of the machine, or what its container or control group allows. On Linux it
 * is read from files, which takes a fraction of the time that loading the management beans would take at the start of an
 * application; elsewhere the beans are asked.
 *
 * @param root the root of the file system
 */
record MachineMemory(Path root) {

    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern LIMIT = Pattern.compile("\\d{1,18}");

    static MachineMemory ofThisMachine() {
        return new MachineMemory(Path.of("/"));
    }

    /** Returns the number of bytes, or 0 if nothing tells. */
    long bytes() {
        long machine = machineBytes();
        return machine > 0 ? Math.min(machine, groupLimit()) : beanBytes();
    }

    private long machineBytes() {
        for (String line : lines(root.resolve("proc/meminfo"))) {
            Matcher matcher = TOTAL.matcher(line);
            if (matcher.matches()) {
                return Long.parseLong(matcher.group(1)) << 10;
            }
        }
        return 0;
    }

    private long groupLimit() {
        Path groups = root.resolve("sys/fs/cgroup");
        long limit = Long.MAX_VALUE;
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (parts[1].isEmpty()) { // version 2
                limit = Math.min(limit, limitOf(groups, parts[2], "memory.max"));
            } else if (List.of(parts[1].split(",")).contains("memory")) { // version 1
                limit = Math.min(limit, limitOf(groups.resolve("memory"), parts[2], "memory.limit_in_bytes"));
            }
        }
        return limit;
    }

    /** Returns the least limit of a group and those around it; within a container its own may be the outermost. */
    private static long limitOf(Path mount, String group, String file) {
        long limit = Long.MAX_VALUE;
        Path folder = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        while (folder != null && folder.startsWith(mount)) {
            for (String line : lines(folder.resolve(file))) {
                if (LIMIT.matcher(line).matches()) {
                    limit = Math.min(limit, Long.parseLong(line));
                }
            }
            folder = folder.getParent();
        }
        return limit;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of(); // another system, or a group that is not shown to its members
        }
    }

    private static long beanBytes() {
        try {
            return Beans.totalBytes();
        } catch (LinkageError e) {
            return 0; // a run-time image without the module jdk.management
        }
    }

    /** Loaded only where it is needed. */
    private static final class Beans {
        static long totalBytes() {
            return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                    .getTotalMemorySize();
        }
    }
}
