package io.tiercel.management;

/** What all dry runs are described as. */
final class OnlyCount {

    static final String TEXT = "True to count only, and change nothing.";

    private OnlyCount() {}
}
