package io.tiercel.engine;

/** What a value that was read from its source may do to an entry that is there. */
enum Fill {
    /** Nothing: it is put where there is none. */
    IF_ABSENT,
    /** It takes its place, like an update. */
    REPLACE,
    /** It takes its place, and its time begins anew, even where an update would not change it. */
    RENEW
}
