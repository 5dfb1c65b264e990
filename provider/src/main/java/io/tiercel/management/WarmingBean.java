package io.tiercel.management;

import io.tiercel.warming.CacheWarming;
import io.tiercel.warming.HotKey;
import io.tiercel.warming.Warming;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Shows the warming of a cache. Safe for use by many threads. */
public final class WarmingBean implements WarmingMXBean {

    private static final int MOST_KEYS = 1_000;

    private final Warming<?> warming;

    private WarmingBean(Warming<?> warming) {
        this.warming = warming;
    }

    /** Returns the bean with its name. It notifies of each warm-up that has ended. */
    public static NamedBean named(CacheWarming<?> warming) {
        return NamedBean.of("Warming", () -> {
            WarmingNotices notices = new WarmingNotices();
            DescribedBean bean = DescribedBean.of(WarmingMXBean.class, new WarmingBean(warming), notices.emitter());
            warming.watch(outcome -> notices.send(bean, outcome));
            return bean;
        });
    }

    @Override
    public String getState() {
        return warming.progress().state().name();
    }

    @Override
    public long getPlanned() {
        return warming.progress().planned();
    }

    @Override
    public long getLoaded() {
        return warming.progress().loaded();
    }

    @Override
    public long getSkipped() {
        return warming.progress().skipped();
    }

    @Override
    public long getAbsent() {
        return warming.progress().absent();
    }

    @Override
    public long getFailed() {
        return warming.progress().failed();
    }

    @Override
    public double getPercent() {
        return warming.progress().percent();
    }

    @Override
    public long getElapsedSeconds() {
        return warming.progress().elapsed().toSeconds();
    }

    @Override
    public long getRemainingSeconds() {
        Duration remaining = warming.progress().remaining();
        return remaining == null ? -1 : remaining.toSeconds();
    }

    @Override
    public String getLastFailure() {
        String failure = warming.progress().failure();
        return failure == null ? "" : failure;
    }

    @Override
    public long getRelatedLoaded() {
        return warming.related().loaded();
    }

    @Override
    public long getRelatedWaiting() {
        return warming.related().waiting();
    }

    @Override
    public long getRelatedFailed() {
        return warming.related().failed();
    }

    @Override
    public long getRelatedDropped() {
        return warming.related().dropped();
    }

    @Override
    public Map<String, Long> hotKeys(int most) {
        Map<String, Long> shown = new LinkedHashMap<>();
        for (HotKey<?> key : warming.hotKeys(Math.max(0, Math.min(most, MOST_KEYS)))) {
            shown.merge(LogText.of(key.key()), key.frequency(), Math::max);
        }
        return shown;
    }

    @Override
    public void start() {
        CompletionStage<?> unused = warming.start();
    }

    @Override
    public boolean pause() {
        return warming.pause();
    }

    @Override
    public boolean resume() {
        return warming.resume();
    }

    @Override
    public boolean cancel() {
        return warming.cancel();
    }

    @Override
    public void save() {
        warming.save();
    }
}
