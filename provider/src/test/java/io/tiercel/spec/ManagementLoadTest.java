package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beans while caches come and go, under names that come to the same bean, and their users are at work. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ManagementLoadTest {

    private static final int THREADS = 4;
    private static final int STEPS = 400;

    /** The last three have one name as beans. */
    private static final List<String> NAMES = List.of("users", "", "a,b=c", "a=b,c", "a*b?c");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void beans_ofCachesThatComeAndGo_areThereWhileEnabled() throws Exception {
        TiercelCachingProvider provider = new TiercelCachingProvider();
        ClassLoader parent = getClass().getClassLoader();
        List<CacheManager> managers = List.of(
                provider.getCacheManager(URI.create("tiercel:default"), new ClassLoader(parent) {}),
                provider.getCacheManager(URI.create("tiercel:default"), new ClassLoader(parent) {}));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            running.add(threads.submit(() -> {
                for (int step = 0; step < STEPS; step++) {
                    step(managers.get(random.nextInt(2)), NAMES.get(random.nextInt(NAMES.size())), random);
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        threads.shutdown();

        assertThat(beans("javax.cache:type=CacheConfiguration,*")).isEqualTo(count(managers, true, false));
        assertThat(beans("javax.cache:type=CacheStatistics,*")).isEqualTo(count(managers, false, true));
        assertThat(beans("io.tiercel:type=Tags,*")).isEqualTo(count(managers, true, false));
        provider.close();
        assertThat(beans("javax.cache:*") + beans("io.tiercel:*")).isZero();
    }

    private int beans(String pattern) throws Exception {
        return server.queryNames(new ObjectName(pattern), null).size();
    }

    @SuppressWarnings("unchecked") // any types will do
    private static int count(List<CacheManager> managers, boolean management, boolean statistics) {
        int count = 0;
        for (CacheManager manager : managers) {
            for (String name : manager.getCacheNames()) {
                CompleteConfiguration<?, ?> configuration =
                        manager.getCache(name).getConfiguration(CompleteConfiguration.class);
                boolean isCounted = (management && configuration.isManagementEnabled())
                        || (statistics && configuration.isStatisticsEnabled());
                count += isCounted ? 1 : 0;
            }
        }
        return count;
    }

    private void step(CacheManager manager, String name, Random random) {
        Cache<String, String> cache = manager.getCache(name);
        if (cache == null) {
            create(manager, name, random);
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> manager.destroyCache(name);
            case 1 -> cache.close();
            case 2, 3 -> manager.enableManagement(name, random.nextBoolean());
            case 4, 5 -> manager.enableStatistics(name, random.nextBoolean());
            case 6 -> look();
            default -> use(cache);
        }
    }

    private static void create(CacheManager manager, String name, Random random) {
        try {
            manager.createCache(
                    name,
                    TiercelConfiguration.builder(String.class, String.class)
                            .management(random.nextBoolean())
                            .statistics(random.nextBoolean())
                            .build());
        } catch (CacheException e) {
            assertThat(e).hasMessageContaining("exists already");
        }
    }

    private static void use(Cache<String, String> cache) {
        try {
            cache.put("k", "v");
            cache.get("k");
        } catch (IllegalStateException e) {
            assertThat(cache.isClosed()).isTrue();
        }
    }

    private void look() {
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.getDomain().equals("io.tiercel") || name.getDomain().equals("javax.cache")) {
                read(name);
            }
        }
    }

    private void read(ObjectName name) {
        try {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                server.getAttribute(name, attribute.getName());
            }
        } catch (javax.management.InstanceNotFoundException closedMeanwhile) {
            return;
        } catch (javax.management.JMException | javax.management.JMRuntimeException e) {
            assertThat(e).as(name.toString()).rootCause().hasMessageContaining("closed");
        }
    }
}
