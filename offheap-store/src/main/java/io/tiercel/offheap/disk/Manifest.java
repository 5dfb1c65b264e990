package io.tiercel.offheap.disk;

/**
 * What a folder says about its data file.
 *
 * @param state how far the process that wrote it had come
 * @param region the number of the entries that are in the cache; those of other numbers were cleared
 * @param identity whose entries they are
 * @param format how the file is laid out
 * @param data which file it is
 * @param written when the data file was opened, or closed
 * @param tagStamps what tells the journal of tags that was there when the data file was closed; nothing while it is open
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record Manifest(
        State state,
        int region,
        CacheIdentity identity,
        StorageFormat format,
        DataFile data,
        Moment written,
        byte[] tagStamps) {

    private static final byte[] NOTHING = {};

    static Manifest creating(CacheIdentity identity, StorageFormat format, Moment now) {
        return new Manifest(State.CREATING, 1, identity, format, DataFile.ABSENT, now, NOTHING);
    }

    Manifest opened(DataFile dataFile, Moment now) {
        return new Manifest(State.OPEN, region, identity, format, dataFile, now, NOTHING);
    }

    Manifest cleared() {
        return new Manifest(state, region + 1, identity, format, data, written, tagStamps);
    }

    Manifest closed(Moment now, byte[] stamps) {
        return new Manifest(State.CLEAN, region, identity, format, data, now, stamps);
    }

    /** Returns whether it tells the journal of tags: it was written at a close, by a build that knew how. */
    boolean tellsTags() {
        return state == State.CLEAN && tagStamps.length > 0;
    }

    /** How far a process has come. The number is what is written. */
    enum State {
        /** The data file is being made; nothing has ever been in it. */
        CREATING(1),
        /** A process has the data file open, or was killed. */
        OPEN(2),
        /** The data file was closed, and is on the disk as it was closed. */
        CLEAN(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static State of(int code) throws DamagedManifestException {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new DamagedManifestException("state=" + code + " is none");
        }
    }
}
