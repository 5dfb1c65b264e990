package io.tiercel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class ManagerBeansTest {

    /** A bean of one attribute. */
    public interface One {
        int getOne();
    }

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private boolean isRegistered() throws JMException {
        return server.isRegistered(new ObjectName("io.tiercel:type=One,CacheManager=urn.managers,Part=a.b"));
    }

    @Test
    void cacheIsManaged_ofAnyCache_registers() throws JMException {
        ManagerBeans beans = new ManagerBeans(
                URI.create("urn:managers"),
                List.of(new NamedBean("One", "Part", "a,b", () -> DescribedBean.of(One.class, () -> 1))));
        assertThat(isRegistered()).isFalse();

        beans.cacheIsManaged("a", true);
        beans.cacheIsManaged("a", true);
        beans.cacheIsManaged("b", true);
        assertThat(isRegistered()).isTrue();

        beans.cacheIsManaged("a", false);
        beans.cacheIsManaged("a", false);
        assertThat(isRegistered()).isTrue();

        beans.cacheIsManaged("b", false);
        assertThat(isRegistered()).isFalse();
    }

    @Test
    void cacheIsManaged_beansThatDoNotLeave_failsWithTheFirstAndTellsOfTheOthers() throws JMException {
        AtomicBoolean stays = new AtomicBoolean(true);
        ManagerBeans beans = new ManagerBeans(
                URI.create("urn:managers"),
                Stream.of("a", "b", "c")
                        .map(part -> new NamedBean("One", "Part", part, () -> staying(stays)))
                        .toList());
        beans.cacheIsManaged("cache", true);
        assertThatThrownBy(() -> beans.cacheIsManaged("cache", false))
                .hasMessageContaining("Part=a")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .satisfiesExactly(
                                second -> assertThat(second).contains("Part=b"),
                                third -> assertThat(third).contains("Part=c")));

        stays.set(false);
        beans.cacheIsManaged("cache", true);
        beans.cacheIsManaged("cache", false);
        assertThat(server.queryNames(new ObjectName("io.tiercel:type=One,*"), null))
                .isEmpty();
    }

    private static Object staying(AtomicBoolean stays) {
        One one = () -> stays.get() ? 1 : 0; // one of its own each time
        return new StandardMBean(one, One.class, /* isMXBean= */ true) {
            @Override
            public void preDeregister() throws IOException {
                if (stays.get()) {
                    throw new IOException("it stays");
                }
            }
        };
    }
}
