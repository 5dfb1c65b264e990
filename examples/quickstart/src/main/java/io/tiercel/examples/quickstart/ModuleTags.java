package io.tiercel.examples.quickstart;

import io.tiercel.tag.Tagger;
import java.util.Set;

/**
 * Gives the entry of a class the tag of its module, so that all classes of a module can be invalidated at once. {@code
 * tiercel.yaml} names it. Thread-safe: it holds nothing.
 */
public final class ModuleTags implements Tagger<String, ClassSummary> {
    private static final String PREFIX = "module:";

    @Override
    public Set<String> tagsOf(String className, ClassSummary summary) {
        String module = ClassIndex.ofThisJdk().module(className);
        return module == null ? Set.of() : Set.of(PREFIX + module);
    }

    /** The tag of a module. */
    static String tag(String module) {
        return PREFIX + module;
    }

    /** The module of a tag. */
    static String module(String tag) {
        return tag.substring(PREFIX.length());
    }
}
