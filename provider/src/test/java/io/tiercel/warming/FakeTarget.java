package io.tiercel.warming;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A cache of numbers whose source has values for those that are not negative, and fails where the test says so. */
final class FakeTarget implements WarmingTarget<Integer> {

    final Set<Integer> present = new LinkedHashSet<>();
    final Set<Integer> failing = new HashSet<>();
    final List<List<Integer>> calls = new ArrayList<>();
    boolean isDown;
    int capacity = Integer.MAX_VALUE;
    Runnable whileLoading = () -> {};

    @Override
    public boolean isPresent(Integer key) {
        return present.contains(key);
    }

    @Override
    public boolean isFullOf(long entries) {
        return present.size() >= capacity && entries >= present.size();
    }

    @Override
    public int load(List<Integer> keys) {
        calls.add(List.copyOf(keys));
        whileLoading.run();
        if (isDown || keys.stream().anyMatch(failing::contains)) {
            throw new IllegalStateException("the source fails");
        }
        List<Integer> loaded = keys.stream().filter(key -> key >= 0).toList();
        present.addAll(loaded);
        return loaded.size();
    }

    List<Integer> keysLoaded() {
        return List.copyOf(present);
    }
}
