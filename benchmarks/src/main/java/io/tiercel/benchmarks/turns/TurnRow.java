package io.tiercel.benchmarks.turns;

import io.tiercel.benchmarks.workload.Data;

/** What is measured: an operation on a cache of a kind. */
enum TurnRow {
    GET("get, by reference, Integer", "get", Data.INTEGERS, /* byValue= */ false, /* statistics= */ true),
    GET_UNCOUNTED("the same, statistics off", "get", Data.INTEGERS, /* byValue= */ false, /* statistics= */ false),
    GET_BY_VALUE("get, by value, Integer", "get", Data.INTEGERS, /* byValue= */ true, /* statistics= */ true),
    GET_STRING("get, by value, String", "get", Data.STRINGS, /* byValue= */ true, /* statistics= */ true),
    GET_MUTABLE("get, by value, mutable", "get", Data.CUSTOMERS, /* byValue= */ true, /* statistics= */ true),
    PUT("put", "put", Data.INTEGERS, /* byValue= */ false, /* statistics= */ true),
    PUT_IF_ABSENT("putIfAbsent, present", "putIfAbsent", Data.INTEGERS, /* byValue= */ false, /* statistics= */ true),
    REPLACE("replace", "replace", Data.INTEGERS, /* byValue= */ false, /* statistics= */ true),
    INVOKE("invoke that sets a value", "invoke", Data.INTEGERS, /* byValue= */ false, /* statistics= */ true);

    private final String label;
    private final String operation;
    private final Data data;
    private final boolean byValue;
    private final boolean statistics;

    TurnRow(String label, String operation, Data data, boolean byValue, boolean statistics) {
        this.label = label;
        this.operation = operation;
        this.data = data;
        this.byValue = byValue;
        this.statistics = statistics;
    }

    String label() {
        return label;
    }

    String operation() {
        return operation;
    }

    Data data() {
        return data;
    }

    boolean byValue() {
        return byValue;
    }

    boolean statistics() {
        return statistics;
    }
}
