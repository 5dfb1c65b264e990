package io.tiercel.store;

/**
 * What a tier above holds of the entries of a lower one. The lower tier evicts an entry that is held above last, for it is hot; and
 * when one leaves that it evicts, its copy goes too. Copies are told by the hash of the key: that another key of
 * the same hash loses its copy as well does no harm.
 *
 * <p>Safe for use by many threads.
 */
public interface Copies {

    /** Nothing is held above. */
    Copies NONE = new Copies() {
        @Override
        public boolean holds(int hash) {
            return false;
        }

        @Override
        public void left(int hash) {}
    };

    /** Returns whether there is a copy. Called with a part of the lower tier locked; takes no lock. */
    boolean holds(int hash);

    /**
     * Says that an entry has left: a copy is to be dropped, and one that is being made is not to be kept. Called with nothing
     * of it locked.
     */
    void left(int hash);
}
