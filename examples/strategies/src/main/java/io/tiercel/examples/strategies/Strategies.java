package io.tiercel.examples.strategies;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The index of the examples, and a command that runs them by their names. */
enum Strategies {
    READ_THROUGH(ReadThrough::run, "what is missing is loaded by the cache"),
    SINGLE_FLIGHT(SingleFlight::run, "many threads miss a key, one loads it"),
    WRITE_THROUGH(WriteThrough::run, "database first, then cache, or neither"),
    WRITE_AROUND(WriteAround::run, "the database is written, the cache forgets"),
    WRITE_BEHIND(WriteBehind::run, "the database is written later, and nothing is lost"),

    TIME_TO_LIVE_WITH_JITTER(TimeToLiveWithJitter::run, "entries expire, but not all at once"),
    REFRESH_AHEAD(RefreshAhead::run, "what is read is loaded anew before it expires"),
    X_FETCH(XFetch::run, "the same, by chance and the cost of a load"),
    STALE_WHILE_REVALIDATE(StaleWhileRevalidate::run, "nobody waits for the reload of what expired"),
    STALE_ON_ERROR(StaleOnError::run, "the database is down, the reads go on"),
    SOFT_TIMEOUT(SoftTimeout::run, "the database is slow, the reads are not"),
    NEGATIVE_CACHING(NegativeCaching::run, "what there is not is remembered, too"),

    TAGS(Tags::run, "one call invalidates all entries of a kind"),
    PATTERN_INVALIDATION(PatternInvalidation::run, "by what keys look like, or a predicate"),
    EVENT_RULES(EventRules::run, "what happened says what is stale"),
    LEASE_AGAINST_STALE_FILLS(LeaseAgainstStaleFills::run, "get, query, put: and nothing old comes back"),

    WARMING_WITH_HOT_KEYS(WarmingWithHotKeys::run, "what was read most is loaded at the next start"),
    WARMING_FROM_ACCESS_LOG(WarmingFromAccessLog::run, "what a log names most is loaded at the start"),
    WARMING_ON_SCHEDULE(WarmingOnSchedule::run, "named keys are loaded again and again"),
    WARMING_OF_RELATED_KEYS(WarmingOfRelatedKeys::run, "after a miss, what is asked for next");

    private static final int USAGE = 2;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method without state
    private final Example example;

    private final String summary;

    Strategies(Example example, String summary) {
        this.example = example;
        this.summary = summary;
    }

    /** Runs an example by its name, all of them for {@code all}, and lists them for {@code list} or no argument. */
    public static void main(String[] args) throws Exception {
        int exitCode = run(List.of(args), System.out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Runs the command, and returns its exit code. */
    static int run(List<String> args, PrintStream out) throws Exception {
        String name = args.isEmpty() ? "list" : args.get(0);
        if (name.equals("list")) {
            list(out);
            return 0;
        }
        if (name.equals("all")) {
            for (Strategies strategy : values()) {
                strategy.show(out);
            }
            return 0;
        }
        Optional<Strategies> found = find(name);
        if (found.isEmpty()) {
            out.println("There is no example " + name + ".");
            list(out);
            return USAGE;
        }
        found.get().show(out);
        return 0;
    }

    private static Optional<Strategies> find(String name) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.className().equalsIgnoreCase(name))
                .findFirst();
    }

    private static void list(PrintStream out) {
        for (Strategies strategy : values()) {
            out.printf("%-24s %s%n", strategy.className(), strategy.summary);
        }
        out.println("Name one of them to run it, or all.");
    }

    /** Runs the example under its name. */
    void show(PrintStream out) throws Exception {
        out.println(className() + ": " + summary);
        example.run(out);
        out.println();
    }

    /** Returns the simple name of the example's class. */
    String className() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
