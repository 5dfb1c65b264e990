package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of a chain. */
class EntryTableTest {

    private final EntryTable table = new EntryTable();

    EntryTableTest() {
        for (String key : List.of("a", "b", "c")) {
            table.add(new HeapEntry(key, /* hash= */ 0, "value"));
        }
    }

    private List<HeapEntry> chain() {
        List<HeapEntry> chain = new ArrayList<>();
        table.scan(0, chain);
        return chain;
    }

    @Test
    void bringToFront_aLaterOne_isFoundFirstAndTheOthersKeepTheirOrder() {
        List<HeapEntry> before = chain();

        table.bringToFront(before.get(2));

        assertThat(chain()).containsExactly(before.get(2), before.get(0), before.get(1));
        assertThat(table.isInFront(before.get(2))).isTrue();
        assertThat(table.isInFront(before.get(0))).isFalse();
    }

    @Test
    void isBehindCooler_untilTheFirstIsHot() {
        HeapEntry first = chain().get(0);
        HeapEntry last = chain().get(2);
        assertThat(table.isBehindCooler(last)).isTrue();
        assertThat(table.isBehindCooler(first)).isFalse();

        for (int use = 0; use < HeapEntry.MOST_USES; use++) {
            first.use();
        }

        assertThat(table.isBehindCooler(last)).isFalse();
    }

    @Test
    void bringToFront_oneThatHasLeft_changesNothing() {
        List<HeapEntry> before = chain();
        table.remove(before.get(1));

        table.bringToFront(before.get(1));

        assertThat(chain()).containsExactly(before.get(0), before.get(2));
    }

    @Test
    void bringToFront_whileSomebodySearches_makesThatSearchUnsure() {
        int before = table.relinkings();
        assertThat(table.isSettledSince(before)).isTrue();

        table.bringToFront(chain().get(2));

        assertThat(table.isSettledSince(before)).isFalse();
        assertThat(table.isSettledSince(table.relinkings())).isTrue();
    }
}
