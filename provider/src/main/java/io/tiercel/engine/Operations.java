package io.tiercel.engine;

import io.tiercel.store.Entry;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operations whose decision takes a line or two (JSR-107 1.1.1, Javadoc of {@code Cache}). */
final class Operations {

    private Operations() {}

    /** {@code put} and {@code getAndPut}: returns the old value. */
    record Put(NewValue value, boolean isLookup) implements Operation<@Nullable Object> {
        @Override
        public Decision<@Nullable Object> decide(@Nullable Entry current) {
            return Decision.write(value, current == null ? null : current.value());
        }

        @Override
        public boolean isBlind() {
            return !isLookup && value.timeToLiveMillis() == NewValue.UNBOUNDED;
        }
    }

    /** {@code putIfAbsent}. */
    record PutIfAbsent(NewValue value) implements Operation<Boolean> {
        @Override
        public Decision<Boolean> decide(@Nullable Entry current) {
            return current == null ? Decision.write(value, true) : Decision.keep(false);
        }

        @Override
        public boolean isLookup() {
            return true;
        }
    }

    /** {@code replace(key, value)} and {@code getAndReplace}: returns the old value, null if nothing was replaced. */
    record Replace(NewValue value) implements Operation<@Nullable Object> {
        @Override
        public Decision<@Nullable Object> decide(@Nullable Entry current) {
            return current == null ? Decision.keep(null) : Decision.write(value, current.value());
        }

        @Override
        public boolean isLookup() {
            return true;
        }
    }

    /** {@code replace(key, old, new)}. The predicate runs the user's {@code equals}. */
    record ReplaceIf(Predicate<Object> isExpected, NewValue value) implements Operation<Boolean> {
        @Override
        public Decision<Boolean> decide(@Nullable Entry current) {
            if (current == null) {
                return Decision.keep(false);
            }
            return isExpected.test(current.value()) ? Decision.write(value, true) : Decision.touch(false);
        }

        @Override
        public boolean isLookup() {
            return true;
        }

        @Override
        public boolean runsUserCode() {
            return true;
        }
    }

    /** {@code remove(key)} and {@code getAndRemove}: returns the old value, null if there was none. */
    record Remove(boolean isLookup) implements Operation<@Nullable Object> {
        @Override
        public Decision<@Nullable Object> decide(@Nullable Entry current) {
            return Decision.remove(current == null ? null : current.value());
        }
    }

    /** {@code remove(key, old)}. The predicate runs the user's {@code equals}. */
    record RemoveIf(Predicate<Object> isExpected) implements Operation<Boolean> {
        @Override
        public Decision<Boolean> decide(@Nullable Entry current) {
            if (current == null) {
                return Decision.keep(false);
            }
            return isExpected.test(current.value()) ? Decision.remove(true) : Decision.touch(false);
        }

        @Override
        public boolean isLookup() {
            return true;
        }

        @Override
        public boolean runsUserCode() {
            return true;
        }
    }
}
