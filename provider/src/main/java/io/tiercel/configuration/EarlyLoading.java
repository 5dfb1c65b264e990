package io.tiercel.configuration;

/** Whether a value is loaded anew before its time is over, by chance. */
public enum EarlyLoading {
    /** It is not. */
    NONE,
    /**
     * The more likely, the nearer the end is and the longer the last load took (Vattani, Chierichetti, Lowenstein, "Optimal
     * Probabilistic Cache Stampede Prevention", VLDB 2015).
     */
    XFETCH
}
