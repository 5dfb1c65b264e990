package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.Subject;
import java.util.List;

/** All the measurements of processes, one table after the other. */
public final class OutsideReport {

    private OutsideReport() {}

    /** Takes about a minute for each of the subjects and round, and two minutes a round for the slow puts. */
    public static String full(List<Subject> subjects, int rounds) {
        return String.join(
                "\n",
                FirstOpen.measure(subjects, rounds),
                Filling.measure(subjects, /* tierMebibytes= */ 1024),
                WarmRestart.measure(subjects, /* entries= */ 1_000_000),
                ManyCaches.measure(/* caches= */ 200),
                LongestPause.measure(ours(subjects), /* tierMebibytes= */ 4096, /* seconds= */ 30),
                SlowPuts.measure(ours(subjects), /* tierMebibytes= */ 1024, /* seconds= */ 20, rounds));
    }

    /** Takes about half a minute; only to see that it runs. */
    public static String quick(List<Subject> subjects) {
        List<Subject> ours = ours(subjects);
        return String.join(
                "\n",
                FirstOpen.measure(ours, /* rounds= */ 1),
                Filling.measure(ours, /* tierMebibytes= */ 16),
                WarmRestart.measure(ours, /* entries= */ 10_000),
                ManyCaches.measure(/* caches= */ 20),
                LongestPause.measure(ours, /* tierMebibytes= */ 16, /* seconds= */ 1),
                SlowPuts.measure(ours, /* tierMebibytes= */ 16, /* seconds= */ 1, /* rounds= */ 1));
    }

    /** Ours and the peer that it is held against in time and memory. */
    static List<Subject> ours(List<Subject> subjects) {
        return subjects.stream()
                .filter(subject -> subject == Subject.TIERCEL || subject == Subject.EHCACHE)
                .toList();
    }
}
