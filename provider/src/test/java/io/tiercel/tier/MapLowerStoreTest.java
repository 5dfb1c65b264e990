package io.tiercel.tier;

import io.tiercel.store.BoundContract;
import io.tiercel.store.Store;
import org.junit.jupiter.api.Nested;

/** The lower tier of these tests keeps the contract of a tier. */
class MapLowerStoreTest {

    abstract static class Form extends BoundContract {
        private final boolean weighed;

        Form(boolean weighed) {
            this.weighed = weighed;
        }

        @Override
        protected Store newStore(long capacity) {
            return new MapLowerStore(weighed, capacity);
        }

        @Override
        protected boolean isWeighed() {
            return weighed;
        }

        @Override
        protected boolean isTouchable() {
            return true;
        }
    }

    @Nested
    class Counted extends Form {
        Counted() {
            super(/* weighed= */ false);
        }
    }

    @Nested
    class Weighed extends Form {
        Weighed() {
            super(/* weighed= */ true);
        }
    }
}
