package io.tiercel.benchmarks.memory;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.workload.Data;

/** How the entries are held whose memory is measured. */
enum Form {
    BY_REFERENCE("by reference, with a bound", /* byValue= */ false, /* bounded= */ true),
    BY_VALUE("by value, with a bound", /* byValue= */ true, /* bounded= */ true),
    UNBOUNDED("by reference, without a bound", /* byValue= */ false, /* bounded= */ false);

    private final String label;
    private final boolean byValue;
    private final boolean bounded;

    Form(String label, boolean byValue, boolean bounded) {
        this.label = label;
        this.byValue = byValue;
        this.bounded = bounded;
    }

    String label() {
        return label;
    }

    boolean suits(Subject subject) {
        return (!byValue || subject.storesByValue()) && (!bounded || subject.evicts());
    }

    /** Bounded ones get a tenth more than is put, so that none evicts early. */
    CacheSpec spec(int entries) {
        long capacity = bounded ? entries + entries / 10L : CacheSpec.UNBOUNDED;
        return new CacheSpec(Data.INTEGERS.types(), byValue, capacity, /* statistics= */ false, Expiry.ETERNAL);
    }
}
