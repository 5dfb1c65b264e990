package io.tiercel.benchmarks.table;

import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Subject.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A Markdown table of one figure: a line per measurement, a column per subject, and the ratio of ours to the best other
 * provider of JSR-107. Lower figures are better. Not thread-safe.
 */
public final class Comparison {

    private final String title;
    private final List<Subject> subjects;
    private final List<String> lines = new ArrayList<>();

    public Comparison(String title, Collection<Subject> subjects) {
        this.title = title;
        this.subjects = List.copyOf(subjects);
    }

    /** Adds a line; a subject without a figure gets a dash. */
    public void add(String label, Map<Subject, Double> figures) {
        add(label, figures, ratio(figures));
    }

    /** Adds a line of figures of which the lower is not the better, without a ratio. */
    public void addUnrated(String label, Map<Subject, Double> figures) {
        add(label, figures, "-");
    }

    private void add(String label, Map<Subject, Double> figures, String ratio) {
        List<String> cells = new ArrayList<>(List.of(label));
        for (Subject subject : subjects) {
            Double figure = figures.get(subject);
            cells.add(figure == null ? "-" : format(figure));
        }
        cells.add(ratio);
        lines.add(line(cells));
    }

    public String toMarkdown() {
        List<String> header = new ArrayList<>(List.of(title));
        subjects.forEach(subject -> header.add(subject.label()));
        header.add("ours / best provider");
        String rule = "|---|" + "---:|".repeat(subjects.size() + 1);
        return line(header) + "\n" + rule + "\n" + String.join("\n", lines) + "\n";
    }

    private static String ratio(Map<Subject, Double> figures) {
        Double ours = figures.get(Subject.TIERCEL);
        OptionalDouble best = figures.entrySet().stream()
                .filter(figure -> figure.getKey().kind() == Kind.JCACHE)
                .mapToDouble(Map.Entry::getValue)
                .min();
        if (ours == null || best.isEmpty() || best.getAsDouble() == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.2f", ours / best.getAsDouble());
    }

    private static String format(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
