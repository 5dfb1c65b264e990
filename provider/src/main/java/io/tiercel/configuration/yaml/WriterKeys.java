package io.tiercel.configuration.yaml;

import io.tiercel.configuration.BackOffRange;
import io.tiercel.configuration.CacheSettingsBuilder;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.configuration.WriterMode;
import io.tiercel.configuration.WriterSettings;
import io.tiercel.jvm.ShownText;
import io.tiercel.write.log.Durability;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** The keys of {@code writer:}. */
final class WriterKeys {

    static final KeyTable<CacheSettingsBuilder> QUEUE = new KeyTable<CacheSettingsBuilder>("queue")
            .key("path", (cache, value) -> behind(cache, value, WriteBehindSettings::withQueue, folder(value)))
            .key(
                    "entries",
                    (cache, value) -> behind(cache, value, WriteBehindSettings::withEntries, value.smallNumber()))
            .key("sync", (cache, value) -> behind(cache, value, WriteBehindSettings::withSync, sync(value)))
            .key(
                    "wait-when-full",
                    (cache, value) -> behind(cache, value, WriteBehindSettings::withWaitWhenFull, value.duration()));

    static final KeyTable<CacheSettingsBuilder> RETRY = new KeyTable<CacheSettingsBuilder>("retry")
            .key(
                    "attempts",
                    (cache, value) -> behind(cache, value, WriteBehindSettings::withAttempts, value.smallNumber()))
            .key(
                    "back-off",
                    (cache, value) -> behind(
                            cache,
                            value,
                            WriteBehindSettings::withBackOff,
                            value.converted(BackOffRange::parse, value.text(BackOffRange.ALLOWED))));

    static final KeyTable<CacheSettingsBuilder> TABLE = new KeyTable<CacheSettingsBuilder>("writer")
            .key("class", (cache, value) -> cache.writer(cache.writer().withWriter(value.component())))
            .key("mode", (cache, value) -> cache.writer(cache.writer().withMode(mode(value))))
            .key("batch", (cache, value) -> behind(cache, value, WriteBehindSettings::withBatch, value.smallNumber()))
            .key("delay", (cache, value) -> behind(cache, value, WriteBehindSettings::withDelay, value.duration()))
            .key("queue", WriterKeys::queue)
            .key("retry", (cache, value) -> RETRY.readSome(value, cache))
            .key(
                    "dead-letter",
                    (cache, value) -> behind(cache, value, WriteBehindSettings::withDeadLetters, folder(value)))
            .key(
                    "close-timeout",
                    (cache, value) -> behind(cache, value, WriteBehindSettings::withCloseTimeout, value.duration()));

    private WriterKeys() {}

    private static void queue(CacheSettingsBuilder cache, Value value) {
        if (value.wordOrMapping(QUEUE.allowed(), "volatile") == null) {
            QUEUE.readSome(value, cache);
        } else {
            WriterSettings said = cache.writer();
            cache.writer(said.withBehind(said.behind().withVolatileQueue()));
        }
    }

    private static <T> void behind(
            CacheSettingsBuilder cache,
            Value value,
            BiFunction<WriteBehindSettings, T, WriteBehindSettings> change,
            T said) {
        WriterSettings writer = cache.writer();
        cache.writer(writer.withBehind(value.converted(one -> change.apply(writer.behind(), one), said)));
    }

    private static Path folder(Value value) {
        return value.converted(Path::of, value.text("a folder"));
    }

    private static WriterMode mode(Value value) {
        String text = value.text("through, around or behind");
        return switch (text) {
            case "through" -> WriterMode.THROUGH;
            case "around" -> WriterMode.AROUND;
            case "behind" -> WriterMode.BEHIND;
            default ->
                throw new ConfigurationException(
                        value.place(), "must be through, around or behind, not " + ShownText.quoted(text));
        };
    }

    private static Durability sync(Value value) {
        String text = value.text("process or power");
        return switch (text) {
            case "process" -> Durability.PROCESS;
            case "power" -> Durability.POWER;
            default ->
                throw new ConfigurationException(
                        value.place(), "must be process or power, not " + ShownText.quoted(text));
        };
    }
}
