package io.tiercel.write.behind;

import io.tiercel.load.HashedKey;
import io.tiercel.write.DeadLetter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The changes that the writer has refused for good, at most one a key: a later change of the key takes the letter away,
 * for what it wanted is not wanted any more. At most as many as the queue takes; more are not accepted, and stay in the
 * queue. Thread-safe.
 *
 * <p>Once closed it leaves its file alone, which may be another queue's by then, and accepts nothing more.
 */
final class DeadLetters implements AutoCloseable {

    private final int capacity;
    private final @Nullable LetterFile file;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Letter> letters = new LinkedHashSet<>();
    private final Map<HashedKey, Letter> byKey = new HashMap<>();
    private volatile int size;

    /** Whether the file has letters that are none any more: a full disk let nobody take them out. */
    private volatile boolean fileIsBehind;

    /** Whether somebody was told of that. It is tried again with each change that is written. */
    private boolean told;

    private boolean closed;

    /** @param file where they outlive the process, null if they do not */
    DeadLetters(int capacity, @Nullable LetterFile file) throws IOException {
        this.capacity = capacity;
        this.file = file;
        if (file != null) {
            file.read().forEach(this::put);
        }
    }

    private void put(Letter letter) {
        Letter before = letter.key() == null ? null : byKey.put(letter.key(), letter);
        if (before != null) {
            letters.remove(before);
        }
        letters.add(letter);
        size = letters.size();
    }

    /** Adds a letter; returns whether it is safe here. */
    boolean add(Letter letter) {
        lock.lock();
        try {
            if (closed || size >= capacity) {
                return false;
            }
            if (file != null) {
                takeOutOfFile();
                file.add(letter);
            }
            put(letter);
            return true;
        } catch (IOException | RuntimeException e) {
            log("A change that the writer refuses cannot be kept as a dead letter; it stays in the queue", e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the letter of a key away, for the key has been changed since. */
    void superseded(Object storedKey) {
        if (size != 0) {
            remove(new HashedKey(storedKey));
        }
    }

    private void remove(HashedKey key) {
        lock.lock();
        try {
            Letter letter = byKey.remove(key);
            if (letter != null) {
                letters.remove(letter);
                size = letters.size();
                rewrite();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tries once more to take out of the file what is none any more. Nothing to do if no disk refused it. */
    void catchUp() {
        if (fileIsBehind) {
            lock.lock();
            try {
                takeOutOfFile();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Returns the letters that can be tried again, the oldest first. */
    List<Letter> triable() {
        lock.lock();
        try {
            return letters.stream().filter(letter -> letter.key() != null).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a letter is still there. */
    boolean contains(Letter letter) {
        lock.lock();
        try {
            return letters.contains(letter);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all, and returns how many they were. */
    int clear() {
        lock.lock();
        try {
            if (closed) {
                return 0;
            }
            int cleared = letters.size();
            letters.clear();
            byKey.clear();
            size = 0;
            rewrite();
            return cleared;
        } finally {
            lock.unlock();
        }
    }

    private void rewrite() {
        fileIsBehind = file != null;
        takeOutOfFile();
    }

    private void takeOutOfFile() {
        if (file == null || closed || !fileIsBehind) {
            return;
        }
        try {
            file.replace(List.copyOf(letters));
            fileIsBehind = false;
            told = false;
        } catch (IOException
                | RuntimeException
                | OutOfMemoryError e) { // what was written is not to be written again for that
            if (!told) {
                told = true;
                log("A dead letter that is nothing any more cannot be taken out of its file", e);
            }
        }
    }

    /** Takes out of the file, if need be, what is none any more: the next process would try it again. */
    @Override
    public void close() {
        lock.lock();
        try {
            takeOutOfFile();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private static void log(String problem, Throwable cause) {
        System.getLogger(DeadLetters.class.getName()).log(Level.WARNING, problem, cause);
    }

    int size() {
        return size;
    }

    /** Returns what is said of them, the oldest first. */
    List<DeadLetter> texts() {
        lock.lock();
        try {
            return new ArrayList<>(letters.stream().map(Letter::text).toList());
        } finally {
            lock.unlock();
        }
    }
}
