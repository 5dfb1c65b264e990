package io.tiercel.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** How many tests ran, and how many of them were skipped or went wrong, in one folder of Surefire's XML reports. */
record SuiteCounts(int tests, int skipped, int failures, int errors) {

    /**
     * Adds up the reports of a folder; zero everywhere when the folder is absent, which is what a run that found no
     * tests leaves behind.
     */
    static SuiteCounts of(Path folder) throws IOException {
        SuiteCounts sum = new SuiteCounts(0, 0, 0, 0);
        for (Path report : reports(folder)) {
            sum = sum.plus(read(report));
        }
        return sum;
    }

    /** Tests that ran and passed. */
    int passed() {
        return tests - skipped - failures - errors;
    }

    private SuiteCounts plus(SuiteCounts other) {
        return new SuiteCounts(
                tests + other.tests, skipped + other.skipped, failures + other.failures, errors + other.errors);
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }

    private static SuiteCounts read(Path report) throws IOException {
        try {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
            return new SuiteCounts(
                    Integer.parseInt(suite.getAttribute("tests")),
                    Integer.parseInt(suite.getAttribute("skipped")),
                    Integer.parseInt(suite.getAttribute("failures")),
                    Integer.parseInt(suite.getAttribute("errors")));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("unreadable report=" + report, e);
        }
    }
}
