package io.tiercel.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report as far as it has come: written anew with each section, so that a run that is cut off has not been in vain. */
final class ReportFile {

    private final Path file;
    private final StringBuilder text;

    ReportFile(Path file, String heading) {
        this.file = file;
        this.text = new StringBuilder(heading);
    }

    void section(String name, String tables) {
        text.append("\n## ").append(name).append("\n\n").append(tables);
        try {
            Files.writeString(file, text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
