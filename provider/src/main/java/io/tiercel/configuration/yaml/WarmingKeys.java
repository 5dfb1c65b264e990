package io.tiercel.configuration.yaml;

import io.tiercel.configuration.AccessLogSettings;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.HotKeySettings;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.RelatedSettings;
import io.tiercel.configuration.RepeatSettings;
import io.tiercel.configuration.WarmingSettings;
import io.tiercel.configuration.WarmingTime;
import io.tiercel.jvm.ShownText;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The keys of {@code warming:}, or the word {@code none} in their place. */
final class WarmingKeys {

    static final KeyTable<Draft> ACCESS_LOG = new KeyTable<Draft>("warming.access-log")
            .key("path", (draft, value) -> draft.logPath = path(value, "a file"))
            .key(
                    "pattern",
                    (draft, value) -> draft.logPattern = value.converted(
                                    AccessLogSettings::compiled,
                                    value.text("a regular expression with a group named key"))
                            .pattern());

    static final KeyTable<Draft> KEYS =
            new KeyTable<Draft>("warming.keys").key("class", (draft, value) -> draft.keys = value.component());

    static final KeyTable<Draft> RELATED = new KeyTable<Draft>("warming.related")
            .key("class", (draft, value) -> draft.related(new RelatedSettings(value.component(), null)))
            .key(
                    "queue",
                    (draft, value) ->
                            draft.related(value.converted(n -> new RelatedSettings(null, n), value.smallNumber())));

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("warming")
            .key(
                    "hot-keys",
                    (draft, value) ->
                            draft.hotKeys(value.converted(n -> new HotKeySettings(n, null, null), value.smallNumber())))
            .key("path", (draft, value) -> draft.hotKeys(new HotKeySettings(null, path(value, "a folder"), null)))
            .key(
                    "save-every",
                    (draft, value) ->
                            draft.hotKeys(value.converted(d -> new HotKeySettings(null, null, d), value.duration())))
            .key("rate", (draft, value) -> draft.rate = rate(value))
            .key("at-start", (draft, value) -> draft.atStart = value.bool())
            .key("schedule", (draft, value) -> draft.schedule = value)
            .key("zone", (draft, value) -> draft.zone = value)
            .key("every", (draft, value) -> draft.every = value)
            .key("jitter", (draft, value) -> draft.jitter = value)
            .key("access-log", WarmingKeys::readAccessLog)
            .key("keys", (draft, value) -> KEYS.readSome(value, draft))
            .key("related", (draft, value) -> RELATED.readSome(value, draft));

    private WarmingKeys() {}

    static WarmingSettings read(Value value) {
        if (value.wordOrMapping(TABLE.allowed(), "none") != null) {
            return WarmingSettings.NONE;
        }
        return TABLE.read(value, new Draft()).settings();
    }

    private static void readAccessLog(Draft draft, Value value) {
        ACCESS_LOG.readSome(value, draft);
        if (draft.logPath == null) {
            throw new ConfigurationException(value.place(), "needs a path, such as { path: /var/log/app/access.log }");
        }
    }

    private static Path path(Value value, String allowed) {
        return value.converted(Path::of, value.text(allowed));
    }

    private static int rate(Value value) {
        int rate = value.smallNumber();
        WarmingSettings unset = WarmingSettings.UNSET;
        value.converted(
                said -> new WarmingSettings(
                        true, unset.hotKeys(), said, null, unset.repeat(), null, null, unset.related()),
                rate);
        return rate;
    }

    /** The keys while they are being read. */
    static final class Draft {

        private HotKeySettings hotKeys = HotKeySettings.UNSET;
        private RelatedSettings related = RelatedSettings.UNSET;
        private @Nullable Integer rate;
        private @Nullable Boolean atStart;
        private @Nullable Value schedule;
        private @Nullable Value zone;
        private @Nullable Value every;
        private @Nullable Value jitter;
        private @Nullable Path logPath;
        private @Nullable String logPattern;
        private @Nullable Component<?> keys;

        private void hotKeys(HotKeySettings said) {
            hotKeys = said.over(hotKeys);
        }

        private void related(RelatedSettings said) {
            related = said.over(related);
        }

        private WarmingSettings settings() {
            AccessLogSettings log = logPath == null ? null : new AccessLogSettings(logPath, logPattern);
            return new WarmingSettings(true, hotKeys, rate, atStart, repeat(), log, keys, related);
        }

        private RepeatSettings repeat() {
            WarmingTime time = time();
            if (jitter == null) {
                return new RepeatSettings(time, null);
            }
            Duration said = jitter.duration();
            if (time instanceof WarmingTime.Every each && said.compareTo(each.interval()) > 0) {
                throw new ConfigurationException(
                        jitter.place(), "must not be longer than the time from one warm-up to the next");
            }
            return new RepeatSettings(time, said);
        }

        private @Nullable WarmingTime time() {
            if (schedule != null && every != null) {
                throw new ConfigurationException(every.place(), "excludes the schedule at " + schedule.place());
            }
            if (zone != null && schedule == null) {
                throw new ConfigurationException(zone.place(), "is of no use without a schedule");
            }
            if (every != null) {
                return every.converted(WarmingTime.Every::new, every.duration());
            }
            return schedule == null ? null : cron(schedule);
        }

        private WarmingTime cron(Value said) {
            said.require(OptionalModule.CRON);
            String allowed =
                    "a cron expression: minute, hour, day of the month, month, day of the week, such as 0 2 * * *";
            ZoneId in = zone == null ? ZoneId.systemDefault() : zone(zone);
            return said.converted(text -> new WarmingTime.Cron(text, in), said.text(allowed));
        }

        private static ZoneId zone(Value value) {
            String text = value.text("a time zone such as Europe/Berlin or UTC");
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new ConfigurationException(
                        value.place(),
                        "must be a time zone such as Europe/Berlin or UTC, not " + ShownText.quoted(text),
                        e);
            }
        }
    }
}
