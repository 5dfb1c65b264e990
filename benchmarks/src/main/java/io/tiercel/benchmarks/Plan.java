package io.tiercel.benchmarks;

import io.tiercel.benchmarks.jmh.EvictionBenchmark;
import io.tiercel.benchmarks.jmh.GetBenchmark;
import io.tiercel.benchmarks.jmh.OutsideGetBenchmark;
import io.tiercel.benchmarks.jmh.OutsidePutBenchmark;
import io.tiercel.benchmarks.jmh.WriteBenchmark;
import io.tiercel.benchmarks.subject.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The combinations of benchmark and parameters that are worth a line. */
final class Plan {

    private static final Map<String, String> BY_VALUE = Map.of("byValue", "true");

    private Plan() {}

    /** The rows by the name of their group. */
    static Map<String, List<Row>> groups() {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        groups.put("get", gets());
        groups.put("write", writes());
        groups.put("evict", evictions());
        return groups;
    }

    /** The rows for entries outside the heap, by the name of their group. */
    static Map<String, List<Row>> outsideGroups(boolean large) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        groups.put("outside-get", outsideGets());
        groups.put(
                "outside-put",
                List.of(new Row(
                        "put of a new key into a full tier",
                        OutsidePutBenchmark.class.getName() + ".putNew",
                        Map.of(),
                        1,
                        Subject::evictsOutside)));
        if (large) {
            groups.put("outside-scale", List.of(scale("1 million", 1_000_000), scale("20 million", 20_000_000)));
        }
        return groups;
    }

    private static List<Row> outsideGets() {
        return List.of(
                outsideGet("get, array by Long", Map.of("data", "BYTES"), 1),
                outsideGet("get, array by Long, 2 threads", Map.of("data", "BYTES"), 2),
                outsideGet("get, object by Long", Map.of("data", "CUSTOMERS"), 1),
                outsideGet("get, object by Long, 2 threads", Map.of("data", "CUSTOMERS"), 2),
                outsideGet("get, array by Integer", Map.of("data", "BYTES_BY_INTEGER"), 1),
                outsideGet("get, array by String", Map.of("data", "BYTES_BY_STRING"), 1));
    }

    private static Row scale(String label, int entries) {
        return outsideGet(
                "get, array by Long, of " + label,
                Map.of("residents", Integer.toString(entries), "tierBytesPerEntry", "350"),
                1);
    }

    private static Row outsideGet(String label, Map<String, String> parameters, int threads) {
        // how OHC evicts makes no difference to a read
        return new Row(
                label,
                OutsideGetBenchmark.class.getName() + ".get",
                parameters,
                threads,
                subject -> subject != Subject.OHC_TINY_LFU);
    }

    private static List<Row> gets() {
        Predicate<Subject> all = subject -> true;
        Predicate<Subject> expiring = subject -> subject != Subject.HASH_MAP;
        Predicate<Subject> providers = Subject::storesByValue;
        Map<String, String> strings = Map.of("byValue", "true", "data", "STRINGS");
        Map<String, String> customers = Map.of("byValue", "true", "data", "CUSTOMERS");
        return List.of(
                get("get, by reference", Map.of(), 1, all),
                get("get, by reference, 2 threads", Map.of(), 2, all),
                get("get, by reference, statistics off", Map.of("statistics", "false"), 1, all),
                get("get, by reference, expires after creation", Map.of("expiry", "CREATED"), 1, expiring),
                get("get, by reference, expires after access", Map.of("expiry", "ACCESSED"), 1, expiring),
                get("get, by value, Integer", BY_VALUE, 1, providers),
                get("get, by value, Integer, 2 threads", BY_VALUE, 2, providers),
                get("get, by value, String", strings, 1, providers),
                get("get, by value, mutable", customers, 1, providers),
                get("get, by value, mutable, 2 threads", customers, 2, providers));
    }

    private static List<Row> writes() {
        Predicate<Subject> all = subject -> true;
        Predicate<Subject> providers = Subject::storesByValue;
        Map<String, String> customers = Map.of("byValue", "true", "data", "CUSTOMERS");
        List<Row> rows = new ArrayList<>();
        for (String operation : List.of(
                "put",
                "getAndPut",
                "replace",
                "invoke",
                "putIfAbsentPresent",
                "putIfAbsentThenRemove",
                "removeThenPut")) {
            rows.add(write(operation + ", by reference", operation, Map.of(), all));
            rows.add(write(operation + ", by value, Integer", operation, BY_VALUE, providers));
            rows.add(write(operation + ", by value, mutable", operation, customers, providers));
        }
        return List.copyOf(rows);
    }

    private static List<Row> evictions() {
        return List.of(
                eviction("get, put what is missing, 10 keys per place", 1),
                eviction("get, put what is missing, 10 keys per place, 2 threads", 2));
    }

    private static Row get(String label, Map<String, String> parameters, int threads, Predicate<Subject> suits) {
        return new Row(label, GetBenchmark.class.getName() + ".get", parameters, threads, suits);
    }

    private static Row write(String label, String operation, Map<String, String> parameters, Predicate<Subject> suits) {
        return new Row(label, WriteBenchmark.class.getName() + "." + operation, parameters, 1, suits);
    }

    private static Row eviction(String label, int threads) {
        return new Row(label, EvictionBenchmark.class.getName() + ".getOrPut", Map.of(), threads, Subject::evicts);
    }
}
