package io.tiercel.write.behind;

import io.tiercel.write.LeftByWriter;
import io.tiercel.write.behind.WriterCalls.Told;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tells a batch of changes to the writer: those that give values in one call, and those that take keys away in another.
 *
 * <p>A call that fails says little about which change it failed for. So those that it left undone are tried one by one,
 * in a random order, and one that fails by itself has an attempt of its own against it. If the first few all fail, it is
 * the source that fails: the rest waits, and nothing counts against it. So a poisonous change does not take others with
 * it, and a source that is away does not make dead letters of all that waits.
 *
 * <p>For one thread.
 */
final class BatchWriter {

    private static final int FAILURES_OF_A_SOURCE = 3;

    private final WriterCalls writer;
    private final Settlement settlement;
    private final Random random;

    BatchWriter(WriterCalls writer, Settlement settlement, Random random) {
        this.writer = writer;
        this.settlement = settlement;
        this.random = random;
    }

    /** Writes changes, each of another key; each is settled afterwards. */
    void write(List<KeySlot> batch) {
        List<Told> writes = new ArrayList<>();
        List<Told> deletions = new ArrayList<>();
        for (KeySlot slot : batch) {
            Told told = told(slot);
            if (told != null) {
                boolean isDeletion = slot.underWay().change().storedValue() == null;
                (isDeletion ? deletions : writes).add(told);
            }
        }
        writeAll(writes, /* isDeletion= */ false);
        writeAll(deletions, /* isDeletion= */ true);
    }

    /** What cannot be decoded fails by itself. */
    private @Nullable Told told(KeySlot slot) {
        try {
            return writer.told(slot);
        } catch (RuntimeException | Error e) {
            settlement.callFailed(e);
            settlement.failed(slot, /* counts= */ true, e);
            return null;
        }
    }

    private void writeAll(List<Told> told, boolean isDeletion) {
        if (told.size() == 1) {
            writeOne(told.get(0), isDeletion);
        } else if (!told.isEmpty()) {
            writeMany(told, isDeletion);
        }
    }

    private void writeMany(List<Told> told, boolean isDeletion) {
        List<Told> left = new ArrayList<>(told);
        Throwable failure = null;
        try {
            writer.callAll(left, isDeletion);
        } catch (Exception | Error e) { // checked ones too: code in other languages throws them undeclared
            failure = e;
            settlement.callFailed(e);
        }
        settlement.written(slots(without(told, left)));
        if (failure != null && !left.isEmpty()) {
            writeEach(left, isDeletion, failure);
        }
    }

    private static List<Told> without(List<Told> told, List<Told> left) {
        LeftByWriter leftOnes = new LeftByWriter(left);
        return told.stream().filter(one -> !leftOnes.has(one)).toList();
    }

    private static List<KeySlot> slots(List<Told> told) {
        return told.stream().map(Told::slot).toList();
    }

    private void writeEach(List<Told> left, boolean isDeletion, Throwable failure) {
        Collections.shuffle(left, random);
        int failed = 0;
        int written = 0;
        for (int i = 0; i < left.size(); i++) {
            if (written == 0 && failed == FAILURES_OF_A_SOURCE) {
                for (Told untried : left.subList(i, left.size())) {
                    settlement.failed(untried.slot(), /* counts= */ false, failure);
                }
                return;
            }
            if (writeOne(left.get(i), isDeletion)) {
                written++;
            } else {
                failed++;
            }
        }
    }

    private boolean writeOne(Told told, boolean isDeletion) {
        try {
            writer.call(told, isDeletion);
        } catch (Exception | Error e) { // checked ones too: code in other languages throws them undeclared
            settlement.callFailed(e);
            settlement.failed(told.slot(), /* counts= */ true, e);
            return false;
        }
        settlement.written(List.of(told.slot()));
        return true;
    }
}
