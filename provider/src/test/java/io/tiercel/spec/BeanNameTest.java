package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelConfiguration;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.cache.Cache;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeanNameTest {

    private static final String LONG_NAME = "long.".repeat(2_000);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Set<ObjectName> beansOfOthers = allBeans();
    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
        assertThat(beans()).isEmpty();
    }

    private Set<ObjectName> beans() {
        Set<ObjectName> beans = new HashSet<>(allBeans());
        beans.removeAll(beansOfOthers);
        return beans;
    }

    private Set<ObjectName> allBeans() {
        try {
            return server.queryNames(new ObjectName("javax.cache:*"), null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TiercelConfiguration<String, String> managed() {
        return TiercelConfiguration.builder(String.class, String.class)
                .statistics(true)
                .management(true)
                .build();
    }

    /** The name as Micrometer's JCacheMetrics makes it. */
    private static ObjectName nameOfMicrometer(Cache<?, ?> cache) throws JMException {
        URI uri = cache.getCacheManager().getURI();
        return new ObjectName("javax.cache:type=CacheStatistics,CacheManager="
                + uri.toString().replace(':', '.') + ",Cache=" + cache.getName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b",
                "a=b",
                "a:b",
                "a*b",
                "a?b",
                "\"quoted\"",
                "two\nlines",
                "return\r\nline",
                "ünïcödé \u6f22\u5b57 \uD83E\uDD85",
                "",
                " ",
                "back\\slash",
                "null\u0000character",
                "javax.cache:type=CacheStatistics,Cache=*"
            })
    void createCache_hostileName_hasItsTwoBeans(String name) throws JMException {
        Cache<String, String> cache = scratch.create(name, managed());
        cache.put("key", "value");
        cache.get("key");

        assertThat(beans()).hasSize(2).noneMatch(ObjectName::isPattern);
        assertThat(scratch.manager.getCacheNames()).containsExactly(name);
        for (ObjectName bean : beans()) {
            if (bean.getKeyProperty("type").equals("CacheStatistics")) {
                assertThat(server.getAttribute(bean, "CacheHits")).isEqualTo(1L);
            }
        }
    }

    @Test
    void createCache_longName_hasItsTwoBeans() {
        scratch.create(LONG_NAME, managed());

        assertThat(beans()).hasSize(2);
    }

    @Test
    void createCache_namesThatComeToOneBeanName_eachHasItsBeans() {
        scratch.create("a:b", managed());
        scratch.create("a,b", managed());
        scratch.create("a.b", managed());

        assertThat(beans()).hasSize(6);
        scratch.manager.destroyCache("a,b");
        assertThat(beans()).hasSize(4);
    }

    @Test
    void createCache_plainName_isFoundByMicrometersRule() throws JMException {
        Cache<String, String> cache = scratch.create("com.example.Users", managed());
        cache.put("key", "value");
        cache.get("key");
        cache.get("absent");
        cache.remove("key");

        ObjectName name = nameOfMicrometer(cache);

        assertThat(server.getAttribute(name, "CacheHits")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "CacheMisses")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "CachePuts")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "CacheRemovals")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "CacheEvictions")).isEqualTo(0L);
    }

    @Test
    void createCache_managersOfOneUriAndTwoLoaders_eachHasItsBeans() {
        try (ScratchManager other = new ScratchManager(null, new URLClassLoader(new URL[0]))) {
            scratch.create("shared", managed());
            other.create("shared", managed());

            assertThat(beans()).hasSize(4);
        }
        assertThat(beans()).hasSize(2);
    }

    @Test
    void getCacheManager_hostileUri_namesItsBeans(@TempDir Path folder) throws Exception {
        URI uri = Files.writeString(folder.resolve("a,b=c*d\"e ü%.yaml"), """
                        caches:
                          declared:
                            key-type: java.lang.String
                            value-type: java.lang.String
                            statistics: true
                            management: true
                        """).toUri();

        scratch.provider.getCacheManager(uri, null);

        assertThat(beans())
                .hasSize(2)
                .allMatch(name -> name.getKeyProperty("Cache").equals("declared"));
    }

    @Test
    void createCache_nameThatAPatternSwitchesOn_hasItsBeans(@TempDir Path folder) throws Exception {
        URI uri = Files.writeString(
                        folder.resolve("patterns.yaml"),
                        "caches:\n  \"com.example.*\": { statistics: true, management: true }\n")
                .toUri();
        try (ScratchManager configured = new ScratchManager(uri, null)) {
            configured.create("com.example.Users", String.class, String.class);
            configured.create("org.example.Users", String.class, String.class);

            assertThat(beans()).hasSize(2);
        }
    }

    @Test
    void enable_toggledWhileTheCacheLives_beansComeAndGo() throws JMException {
        Cache<String, String> cache = scratch.create("toggled", String.class, String.class);
        assertThat(beans()).isEmpty();

        for (int round = 0; round < 3; round++) {
            scratch.manager.enableStatistics("toggled", true);
            scratch.manager.enableStatistics("toggled", true);
            assertThat(beans()).hasSize(1);
            assertThat(configurationOf(cache).isStatisticsEnabled()).isTrue();
            cache.get("absent");
            assertThat(server.getAttribute(nameOfMicrometer(cache), "CacheMisses"))
                    .isEqualTo(round + 1L);

            scratch.manager.enableManagement("toggled", true);
            assertThat(beans()).hasSize(2);
            scratch.manager.enableStatistics("toggled", false);
            scratch.manager.enableManagement("toggled", false);
            assertThat(beans()).isEmpty();
            assertThat(configurationOf(cache).isManagementEnabled()).isFalse();
            cache.get("not counted");
        }
    }

    @SuppressWarnings("unchecked") // getConfiguration keeps the types of the cache
    private static TiercelConfiguration<String, String> configurationOf(Cache<String, String> cache) {
        return cache.getConfiguration(TiercelConfiguration.class);
    }

    @Test
    void enable_cacheThatDoesNotExist_doesNothing() {
        scratch.manager.enableManagement("none", true);
        scratch.manager.enableStatistics("none", true);

        assertThat(beans()).isEmpty();
    }

    @Test
    void close_beanWasUnregisteredByOthers_closesAllTheSame() throws JMException {
        Cache<String, String> cache = scratch.create("robbed", managed());
        assertThat(beans()).isNotEmpty();
        for (ObjectName bean : beans()) {
            server.unregisterMBean(bean);
        }

        cache.close();

        assertThat(cache.isClosed()).isTrue();
    }
}
