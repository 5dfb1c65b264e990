package io.tiercel.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinkedItemsTest {

    private static final long SEED = Long.getLong("tiercel.items.seed", System.nanoTime());

    private static final class Numbered extends LinkedItems.Item<Numbered> {}

    private final LinkedItems<Numbered> items = new LinkedItems<>();
    private final Deque<Numbered> model = new ArrayDeque<>();

    private void assertSame() {
        List<Numbered> there = new ArrayList<>();
        items.forEach(there::add);
        assertThat(there).as("seed=%d", SEED).containsExactlyElementsOf(model);
        assertThat(items.size()).isEqualTo(model.size());
        assertThat(items.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(items.peekFirst()).isSameAs(model.peekFirst());
    }

    @Test
    void items_areThoseOfADeque() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(4)) {
                case 0 -> assertThat(items.pollFirst()).isSameAs(model.pollFirst());
                case 1 -> removeAny(random);
                default -> add(new Numbered());
            }
            if (random.nextInt(500) == 0) {
                items.clear();
                model.clear();
            }
            assertSame();
        }
    }

    private void add(Numbered item) {
        items.addLast(item);
        model.addLast(item);
    }

    private void removeAny(SplittableRandom random) {
        if (model.isEmpty() || random.nextInt(10) == 0) {
            items.remove(new Numbered());
            return;
        }
        Numbered item = new ArrayList<>(model).get(random.nextInt(model.size()));
        items.remove(item);
        model.remove(item);
    }
}
