package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many entries may be new, and which of them stay. */
final class WindowRuleTest {

    @Test
    void newEntries_areTheShareOfAll() {
        assertThat(new WindowRule(0.25, 0).newEntries(1_000)).isEqualTo(250);
        assertThat(new WindowRule(0.99, 0).newEntries(50)).isEqualTo(49);
    }

    @Test
    void admits_withoutALead_whatWasUsedMore() {
        WindowRule rule = new WindowRule(0.02, 0);
        assertThat(rule.admits(3, 3)).isFalse();
        assertThat(rule.admits(4, 3)).isTrue();
    }

    @Test
    void admits_withALead_whatWasUsedMoreByMoreThanThat() {
        WindowRule rule = new WindowRule(0.5, 1);
        assertThat(rule.admits(4, 3)).isFalse();
        assertThat(rule.admits(5, 3)).isTrue();
    }
}
