package io.tiercel.heap;

import io.tiercel.store.BoundContract;
import io.tiercel.store.Store;
import org.junit.jupiter.api.Nested;

/** The heap tier keeps the contract in each of its shapes. */
class HeapStoreTest {

    abstract static class Shape extends BoundContract {

        private final EntryShape shape;

        Shape(boolean touchable, boolean weighed) {
            this.shape = new EntryShape(touchable, weighed);
        }

        @Override
        protected Store newStore(long capacity) {
            return new HeapStore(shape, capacity);
        }

        @Override
        protected boolean isWeighed() {
            return shape.weighed();
        }

        @Override
        protected boolean isTouchable() {
            return shape.touchable();
        }
    }

    @Nested
    class Counted extends Shape {
        Counted() {
            super(/* touchable= */ false, /* weighed= */ false);
        }
    }

    @Nested
    class CountedTouchable extends Shape {
        CountedTouchable() {
            super(/* touchable= */ true, /* weighed= */ false);
        }
    }

    @Nested
    class Weighed extends Shape {
        Weighed() {
            super(/* touchable= */ false, /* weighed= */ true);
        }
    }

    @Nested
    class WeighedTouchable extends Shape {
        WeighedTouchable() {
            super(/* touchable= */ true, /* weighed= */ true);
        }
    }
}
