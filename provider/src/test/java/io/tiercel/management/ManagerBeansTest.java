package io.tiercel.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
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
}
