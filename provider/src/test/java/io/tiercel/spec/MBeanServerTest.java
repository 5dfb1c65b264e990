package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MBeanServerTest {

    @Test
    void anyOperation_managementAndStatisticsAreOff_makesNoMBeanServerAndPrintsNothing() throws Exception {
        assertThat(ChildProgram.run(List.of(), MBeanServerProbe.class)).isEqualTo(new ChildProgram("", 0));
    }
}
