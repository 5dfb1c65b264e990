package io.tiercel.cron;

import java.util.ArrayList;
import java.util.List;

/**
 * The expressions without lists that come to the same as one with lists: {@code 0 8,12 * * *} is {@code 0 8 * * *} or {@code
 * 0 12 * * *}.
 *
 * <p>What cron-utils computes the times of a list with is its one class on the way that logs. Logging libraries tell on the
 * error stream that they are not set up, in an application that has no use for them.
 */
final class WithoutLists {

    private static final int MOST = 2_000;

    /** A field whose numbers go round: 7 is 0. */
    private static final int DAY_OF_THE_WEEK = 4;

    private WithoutLists() {}

    /**
     * Returns the expressions.
     *
     * @param expression a valid one
     * @throws IllegalArgumentException if there are too many of them
     */
    static List<String> of(String expression) {
        List<String> expressions = List.of("");
        String[] fields = expression.trim().split("\\s+", -1);
        for (int i = 0; i < fields.length; i++) {
            String[] listed = fields[i].split(",", -1);
            List<String> items = i == DAY_OF_THE_WEEK ? List.of(listed) : joined(listed);
            if (expressions.size() > MOST / items.size()) {
                throw new IllegalArgumentException("the lists of the cron expression '" + expression
                        + "' have too many combinations, at most " + MOST + " are allowed: use ranges or steps");
            }
            expressions = expressions.stream()
                    .flatMap(begun -> items.stream().map(item -> begun.isEmpty() ? item : begun + " " + item))
                    .toList();
        }
        return expressions;
    }

    /** Makes ranges of numbers that follow each other. */
    private static List<String> joined(String... items) {
        List<String> joined = new ArrayList<>();
        int i = 0;
        while (i < items.length) {
            int last = i;
            while (last + 1 < items.length && follows(items[last], items[last + 1])) {
                last++;
            }
            joined.add(last == i ? items[i] : items[i] + "-" + items[last]);
            i = last + 1;
        }
        return joined;
    }

    private static boolean follows(String item, String next) {
        return isNumber(item) && isNumber(next) && Integer.parseInt(next) == Integer.parseInt(item) + 1;
    }

    private static boolean isNumber(String item) {
        return item.matches("\\d{1,2}");
    }
}
