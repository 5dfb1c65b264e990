package io.tiercel.management;

import io.tiercel.warming.WarmingProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;

/**
 * Notifies of warm-ups that have ended: the message says how it went, the user data has the figures under the names of the
 * attributes of the bean. Thread-safe.
 */
final class WarmingNotices {

    /** The type of all of them. */
    static final String TYPE = "io.tiercel.warming.done";

    private final NotificationBroadcasterSupport emitter = new NotificationBroadcasterSupport(new MBeanNotificationInfo(
            new String[] {TYPE}, Notification.class.getName(), "A warm-up has ended, done or not."));
    private final AtomicLong sent = new AtomicLong();

    NotificationEmitter emitter() {
        return emitter;
    }

    /** @param bean the bean that the server shows, which puts its name in the place of it */
    void send(Object bean, WarmingProgress outcome) {
        Notification notice =
                new Notification(TYPE, bean, sent.incrementAndGet(), System.currentTimeMillis(), message(outcome));
        notice.setUserData(figures(outcome));
        emitter.sendNotification(notice);
    }

    private static String message(WarmingProgress outcome) {
        String failure = outcome.failure() == null ? "" : "; last failure: " + LogText.of(outcome.failure());
        return outcome.state() + " after " + outcome.elapsed().toMillis() + " ms: " + outcome.loaded() + " of "
                + outcome.planned() + " keys loaded, " + outcome.skipped() + " skipped, " + outcome.absent()
                + " absent, " + outcome.failed() + " failed" + failure;
    }

    private static Map<String, Object> figures(WarmingProgress outcome) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("State", outcome.state().name());
        figures.put("Planned", outcome.planned());
        figures.put("Loaded", outcome.loaded());
        figures.put("Skipped", outcome.skipped());
        figures.put("Absent", outcome.absent());
        figures.put("Failed", outcome.failed());
        figures.put("ElapsedMillis", outcome.elapsed().toMillis());
        figures.put("LastFailure", Objects.requireNonNullElse(outcome.failure(), ""));
        return figures;
    }
}
