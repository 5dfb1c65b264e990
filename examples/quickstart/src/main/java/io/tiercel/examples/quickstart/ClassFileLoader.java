package io.tiercel.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and parses a class file of this JDK: what the cache calls when it does not have a class. {@code tiercel.yaml}
 * names it. Thread-safe: it holds nothing.
 */
public final class ClassFileLoader implements CacheLoader<String, ClassSummary> {

    /** The summary of the class, null (which is not cached) if this JDK has no class of that name. */
    @Override
    public @Nullable ClassSummary load(String className) {
        Path file = ClassIndex.ofThisJdk().find(className);
        if (file == null) {
            return null;
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return ClassFile.parse(bytes, Instant.now());
        } catch (IOException e) {
            throw new CacheLoaderException("cannot read " + file, e);
        }
    }

    @Override
    public Map<String, ClassSummary> loadAll(Iterable<? extends String> classNames) {
        Map<String, ClassSummary> summaries = new HashMap<>();
        for (String className : classNames) {
            ClassSummary summary = load(className);
            if (summary != null) {
                summaries.put(className, summary);
            }
        }
        return summaries;
    }
}
