package io.tiercel.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: its options and its exit codes (0 done, 1 failed, 2 bad options, 130 interrupted). */
@Command(
        name = "quickstart",
        sortOptions = false,
        description = "Walks from class to class through this JDK's own class files, reads each one through a cache,"
                + " and reports what the cache was good for.")
final class Quickstart implements Callable<Integer> {
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_THREADS = 1_024;
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to walk through the cache (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads walk (default: 2 to 8, as there are processors).")
    private int threads = Math.min(8, Math.max(2, Runtime.getRuntime().availableProcessors()));

    @Option(
            names = "--disk",
            paramLabel = "FOLDER",
            description = "Where the disk tier is, which the next run starts with (default: one for you and this JDK"
                    + " among the temporary files).")
    private Path disk = defaultDisk();

    @Option(names = "--fresh", description = "Forget what earlier runs left on disk, and start cold.")
    private boolean fresh;

    @Option(
            names = "--keep",
            description = "Go on after the report, so that JConsole or VisualVM can look at the cache's beans; Enter or"
                    + " Ctrl-C ends it.")
    private boolean keep;

    @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private Quickstart(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    public static void main(String[] args) {
        System.exit(command(Terminal.detect(System.getenv()), System.in).execute(args));
    }

    /** The command, ready to execute with the arguments; {@code in} is what ends {@code --keep}. */
    static CommandLine command(Terminal terminal, InputStream in) {
        return new CommandLine(new Quickstart(terminal, in))
                .setUsageHelpWidth(80)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((failure, args) -> {
                    complain(failure.getCommandLine(), terminal, reason(failure));
                    failure.getCommandLine().getErr().println("Try --help.");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    complain(commandLine, terminal, reason(failure));
                    return ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireRange("--seconds", seconds, MAX_SECONDS);
        requireRange("--threads", threads, MAX_THREADS);
        RunOptions options = new RunOptions(
                threads, Duration.ofSeconds(seconds), disk.toAbsolutePath().normalize(), fresh);
        Run run = new Run(options, spec.commandLine().getOut(), terminal);
        return run.run(keep ? in : null) ? ExitCode.OK : INTERRUPTED;
    }

    /** What one JDK says about its classes is not true of another: each has a folder. */
    private static Path defaultDisk() {
        String name = "tiercel-quickstart-" + System.getProperty("user.name") + "-" + Runtime.version();
        return Path.of(System.getProperty("java.io.tmpdir"), name.replaceAll("[^A-Za-z0-9._+-]", "_"));
    }

    private void requireRange(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + max + ", not " + value);
        }
    }

    private static void complain(CommandLine commandLine, Terminal terminal, String message) {
        commandLine.getErr().println(terminal.red("quickstart: ") + message);
    }

    /** The messages from the failure to its first cause, in one line; a message that repeats its cause comes once. */
    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message =
                    Objects.requireNonNullElse(t.getMessage(), t.getClass().getName());
            if (reason.indexOf(message) < 0) {
                reason.append(reason.isEmpty() ? "" : ": ").append(message);
            }
        }
        return reason.toString();
    }
}
