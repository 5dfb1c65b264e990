package io.tiercel.sweep;

/** How a cache asks to be swept. Thread-safe. */
public interface SweepRequest {

    /** Asks for nothing: somebody else sweeps. */
    SweepRequest NONE = new SweepRequest() {
        @Override
        public void need() {}

        @Override
        public void soon() {}
    };

    /** Says that there is something now that a sweep may find one day. Costs next to nothing but the first time. */
    void need();

    /** Says that there is much to find. */
    void soon();
}
