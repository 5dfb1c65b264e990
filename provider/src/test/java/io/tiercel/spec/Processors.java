package io.tiercel.spec;

import javax.cache.processor.EntryProcessor;

/** The entry processors that several tests use. */
final class Processors {

    private Processors() {}

    static EntryProcessor<Integer, String, String> set(String value) {
        return (entry, arguments) -> {
            entry.setValue(value);
            return "set";
        };
    }

    static EntryProcessor<Integer, String, String> get() {
        return (entry, arguments) -> entry.getValue();
    }

    static EntryProcessor<Integer, String, String> remove() {
        return (entry, arguments) -> {
            entry.remove();
            return "removed";
        };
    }
}
