package io.tiercel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.tier.HeapFigures;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheBeansTest {

    private static final URI MANAGER = URI.create("urn:beans,test=1");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final CacheStatistics statistics = new CacheStatistics(/* enabled= */ true);
    private final List<CacheBeans> opened = new ArrayList<>();

    private final HeapStore store = new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ true), 1_000);

    @AfterEach
    void closeBeans() throws JMException {
        opened.forEach(CacheBeans::close);
        assertThat(registered()).isEmpty();
        assertThat(server.queryNames(new ObjectName("io.tiercel:*"), null)).isEmpty();
    }

    @Test
    void setManagementEnabled_true_showsWhatTheTierHolds() throws JMException {
        statistics.count(Counter.HITS, 2);
        statistics.count(Counter.EVICTIONS);
        store.put("key", Store.spread("key".hashCode()), "value", Lifetime.ETERNAL, 120);
        beans("books").setManagementEnabled(true);

        ObjectName name = new ObjectName("io.tiercel:type=Tier,CacheManager=urn.beans.test.1,Cache=books,Tier=heap");
        assertThat(server.getAttribute(name, "Entries")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "Bytes")).isEqualTo(120L);
        assertThat(server.getAttribute(name, "MaxBytes")).isEqualTo(1_000L);
        assertThat(server.getAttribute(name, "MaxEntries")).isEqualTo(-1L);
        assertThat(server.getAttribute(name, "Hits")).isEqualTo(2L);
        assertThat(server.getAttribute(name, "Evictions")).isEqualTo(1L);
    }

    private CacheBeans beans(String cacheName) {
        MutableConfiguration<String, Integer> configuration = new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setStoreByValue(false);
        CacheBeans beans = new CacheBeans(
                MANAGER,
                cacheName,
                new CacheConfigurationBean(() -> configuration),
                new CacheStatisticsBean(statistics),
                List.of(TierBean.named(new HeapFigures(store, /* inBytes= */ true, /* moves= */ null, statistics))));
        opened.add(beans);
        return beans;
    }

    private Set<ObjectName> registered() throws JMException {
        return server.queryNames(new ObjectName("javax.cache:*"), null);
    }

    private Object statistic(String attribute) throws JMException {
        ObjectName name =
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager=urn.beans.test.1,Cache=com.example.Book");
        return server.getAttribute(name, attribute);
    }

    @Test
    void setEnabled_each_registersItsBeanByTheNameOfJsr107() throws JMException {
        CacheBeans beans = beans("a:b,c=d\ne");
        beans.setManagementEnabled(true);
        assertThat(registered())
                .containsExactly(new ObjectName(
                        "javax.cache:type=CacheConfiguration,CacheManager=urn.beans.test.1,Cache=a.b.c.d.e"));

        beans.setStatisticsEnabled(true);
        beans.setManagementEnabled(false);
        assertThat(registered())
                .containsExactly(new ObjectName(
                        "javax.cache:type=CacheStatistics,CacheManager=urn.beans.test.1,Cache=a.b.c.d.e"));
    }

    @Test
    void setEnabled_repeated_changesNothing() throws JMException {
        CacheBeans beans = beans("books");
        beans.setStatisticsEnabled(false);
        beans.setStatisticsEnabled(true);
        beans.setStatisticsEnabled(true);

        assertThat(registered()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "?", "\"", "a\"b", "", " ", "\\", "x\r\ny", "ключ", "a/b;c", "Instance=2", "*,x=*"})
    void setEnabled_hostileName_isRegisteredAndIsNoPattern(String cacheName) throws JMException {
        beans(cacheName).setStatisticsEnabled(true);

        assertThat(registered()).hasSize(1).noneMatch(ObjectName::isPattern);
    }

    @Test
    void setEnabled_nameTaken_takesANumberAndLeavesTheFirstAlone() throws JMException {
        CacheBeans first = beans("a:b");
        CacheBeans second = beans("a,b");
        first.setStatisticsEnabled(true);
        second.setStatisticsEnabled(true);
        assertThat(registered()).hasSize(2).anyMatch(name -> "2".equals(name.getKeyProperty("Instance")));

        second.close();
        assertThat(registered()).hasSize(1).allMatch(name -> name.getKeyProperty("Instance") == null);
    }

    @Test
    void close_beanUnregisteredByOthers_doesNothing() throws JMException {
        CacheBeans beans = beans("books");
        beans.setStatisticsEnabled(true);
        assertThat(registered()).hasSize(1);
        for (ObjectName name : registered()) {
            server.unregisterMBean(name);
        }

        assertThatCode(beans::close).doesNotThrowAnyException();
    }

    @Test
    void statistics_nothingCounted_areZero() throws JMException {
        beans("com.example.Book").setStatisticsEnabled(true);

        assertThat(statistic("CacheHitPercentage")).isEqualTo(0f);
        assertThat(statistic("CacheMissPercentage")).isEqualTo(0f);
        assertThat(statistic("AverageGetTime")).isEqualTo(0f);
        assertThat(statistic("CacheGets")).isEqualTo(0L);
    }

    @Test
    void statistics_counted_areShownInTheTermsOfJsr107() throws JMException {
        beans("com.example.Book").setStatisticsEnabled(true);
        statistics.count(Counter.HITS, 3);
        statistics.count(Counter.MISSES, 1);
        statistics.count(Counter.EVICTIONS, 2);

        assertThat(statistic("CacheGets")).isEqualTo(4L);
        assertThat(statistic("CacheHits")).isEqualTo(3L);
        assertThat(statistic("CacheMisses")).isEqualTo(1L);
        assertThat(statistic("CacheEvictions")).isEqualTo(2L);
        assertThat(statistic("CacheHitPercentage")).isEqualTo(75f);
        assertThat(statistic("CacheMissPercentage")).isEqualTo(25f);
    }

    @Test
    void clear_throughTheServer_setsCountsToZero() throws JMException {
        beans("com.example.Book").setStatisticsEnabled(true);
        statistics.count(Counter.HITS);
        for (ObjectName name : registered()) {
            server.invoke(name, "clear", new Object[0], new String[0]);
        }

        assertThat(statistic("CacheHits")).isEqualTo(0L);
    }

    @Test
    void configuration_registered_isShown() throws JMException {
        beans("books").setManagementEnabled(true);
        ObjectName name = registered().iterator().next();

        assertThat(server.getAttribute(name, "KeyType")).isEqualTo("java.lang.String");
        assertThat(server.getAttribute(name, "StoreByValue")).isEqualTo(false);
    }
}
