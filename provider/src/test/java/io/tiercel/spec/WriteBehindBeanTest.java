package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TestProviders;
import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.management.DescribedBean;
import io.tiercel.management.WriteBehindMXBean;
import io.tiercel.time.ManualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does of changes that are written behind. */
class WriteBehindBeanTest {

    private static final Logger LOGGER = Logger.getLogger(DescribedBean.class.getName());
    private static final int TIMEOUT_SECONDS = 20;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final CachingProvider provider = TestProviders.agingBy(clock);
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new ClassLoader(getClass().getClassLoader()) {});

    @TempDir
    private Path folder;

    @BeforeEach
    void silence() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterEach
    void close() throws JMException {
        source.script = call -> {};
        provider.close();
        LOGGER.setLevel(null);
        assertThat(server.queryNames(new ObjectName("io.tiercel:*"), null)).isEmpty();
    }

    /** Returns a cache whose changes wait until they are flushed, and are given up after the first failure. */
    private Cache<Integer, String> cache(UnaryOperator<WriteBehindSettings> how) {
        return manager.createCache(
                "users",
                TiercelConfiguration.builder(Integer.class, String.class)
                        .writer(source)
                        .writeBehind(behind ->
                                how.apply(behind.withDelay(Duration.ofHours(1)).withAttempts(1)))
                        .management(true)
                        .build());
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("io.tiercel:type=WriteBehind,CacheManager=tiercel.default,Cache=users");
    }

    private WriteBehindMXBean bean() throws JMException {
        return JMX.newMXBeanProxy(server, name(), WriteBehindMXBean.class);
    }

    @Test
    void attributes_nothingWaits_areZero() throws JMException {
        cache(behind -> behind);
        WriteBehindMXBean bean = bean();

        assertThat(bean.isDurable()).isFalse();
        assertThat(bean.getPending()).isZero();
        assertThat(bean.getOldestAgeMillis()).isZero();
        assertThat(bean.getWritten()).isZero();
        assertThat(bean.getFailures()).isZero();
        assertThat(bean.getLastError()).isEmpty();
        assertThat(bean.getDeadLetters()).isZero();
        assertThat(bean.getDeadLetterReport()).isEqualTo("No change was given up.");
    }

    @Test
    void flush_changesWait_writesThem() throws JMException {
        Cache<Integer, String> cache = cache(behind -> behind.withQueue(folder));
        WriteBehindMXBean bean = bean();
        cache.put(1, "a");
        clock.advance(Duration.ofSeconds(3));
        cache.put(2, "b");
        assertThat(bean.isDurable()).isTrue();
        assertThat(bean.getPending()).isEqualTo(2);
        assertThat(bean.getOldestAgeMillis()).isEqualTo(3_000);

        assertThat(bean.flush(TIMEOUT_SECONDS)).isTrue();

        assertThat(source.rows).isEqualTo(Map.of(1, "a", 2, "b"));
        assertThat(bean.getPending()).isZero();
        assertThat(bean.getOldestAgeMillis()).isZero();
        assertThat(bean.getWritten()).isEqualTo(2);
        assertThatThrownBy(() -> bean.flush(-1)).hasMessageContaining("timeoutSeconds=-1");
    }

    @Test
    void flush_writerFails_tellsIt() throws JMException {
        WriteBehindMXBean bean = withDeadLetter();

        assertThat(bean.getWritten()).isZero();
        assertThat(bean.getFailures()).isEqualTo(1);
        assertThat(bean.getLastError()).contains("poison");
        assertThat(bean.getDeadLetters()).isEqualTo(1);
        assertThat(bean.getDeadLetterReport())
                .endsWith(" write 1 after 1 attempts: java.lang.IllegalStateException: poison.on two lines");
    }

    private WriteBehindMXBean withDeadLetter() throws JMException {
        Cache<Integer, String> cache = cache(behind -> behind);
        source.script = call -> {
            throw new IllegalStateException("poison\non two lines");
        };
        cache.put(1, "a");
        WriteBehindMXBean bean = bean();
        bean.flush(TIMEOUT_SECONDS);
        Waits.until("the change is given up", () -> bean.getDeadLetters() == 1 && bean.getPending() == 0);
        source.script = call -> {};
        return bean;
    }

    @Test
    void retryDeadLetters_dryRunAndThenInEarnest_countsAndThenQueues() throws JMException {
        WriteBehindMXBean bean = withDeadLetter();

        assertThat(bean.retryDeadLetters(true)).isEqualTo(1);
        assertThat(bean.getDeadLetters()).isEqualTo(1);
        assertThat(bean.getPending()).isZero();

        assertThat(bean.retryDeadLetters(false)).isEqualTo(1);
        assertThat(bean.getDeadLetters()).isZero();
        assertThat(bean.flush(TIMEOUT_SECONDS)).isTrue();
        assertThat(source.rows).isEqualTo(Map.of(1, "a"));
        assertThat(bean.retryDeadLetters(false)).isZero();
    }

    @Test
    void retryDeadLetters_letterThatCannotBeRead_isNotCounted() throws JMException, IOException {
        Path file = Files.createDirectories(folder.resolve("users")).resolve("dead-letters.tsv");
        Files.writeString(file, "2026-01-01T00:00:00Z\twrite\t3\t1\tno\tAAAA\t0\tAAAA\n");
        cache(behind -> behind.withQueue(folder));
        WriteBehindMXBean bean = bean();

        assertThat(bean.getDeadLetters()).isEqualTo(1);
        assertThat(bean.retryDeadLetters(true)).isZero();
        assertThat(bean.retryDeadLetters(false)).isZero();
        assertThat(bean.discardDeadLetters(true)).isEqualTo(1);
    }

    @Test
    void discardDeadLetters_dryRunAndThenInEarnest_countsAndThenForgets() throws JMException {
        WriteBehindMXBean bean = withDeadLetter();

        assertThat(bean.discardDeadLetters(true)).isEqualTo(1);
        assertThat(bean.getDeadLetters()).isEqualTo(1);

        assertThat(bean.discardDeadLetters(false)).isEqualTo(1);
        assertThat(bean.getDeadLetters()).isZero();
        assertThat(bean.retryDeadLetters(false)).isZero();
        assertThat(source.rows).isEmpty();
    }

    @Test
    void bean_parametersAndImpact_areDescribed() throws Exception {
        cache(behind -> behind);

        OperatorBeansTest.assertDescribed(server.getMBeanInfo(name()));
    }
}
