package io.tiercel.tck;

import io.tiercel.offheap.OffHeapModule;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.TierFigures;
import io.tiercel.tier.TierModule;
import io.tiercel.tier.TierRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The module that applications have, which is found before it and remembers each tier outside the heap that a run of the
 * TCK opens. Copies over a disk leave, as {@link CopiesThatLeave} says. When the process ends, it writes down what the tiers
 * answered, as {@link TierAnswers}, to the file that the system property {@value #FILE} names. Thread-safe.
 */
public final class WatchedTiers implements TierModule {

    private static final String FILE = "tck.answers";

    private static final List<TierFigures> OPENED = new CopyOnWriteArrayList<>();

    private final TierModule module = new OffHeapModule();

    static {
        String file = System.getProperty(FILE);
        if (file != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(Path.of(file)), "tier answers"));
        }
    }

    private static void write(Path file) {
        try {
            TierAnswers.of(OPENED).write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void prepare() {
        module.prepare();
    }

    @Override
    public ManagerTiers open(ManagerSetup manager) {
        ManagerTiers tiers = module.open(manager);
        return new ManagerTiers() {
            @Override
            public LowerStore open(TierRequest request) {
                LowerStore store = tiers.open(request);
                OPENED.addAll(store.figures()); // their counters can be read when they are closed
                return CopiesThatLeave.of(store);
            }

            @Override
            public void close() {
                tiers.close();
            }
        };
    }
}
