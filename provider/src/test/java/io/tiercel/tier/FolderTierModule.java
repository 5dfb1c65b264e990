package io.tiercel.tier;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.cache.CacheException;

/** Makes lower tiers that are maps, each of which has the folder of its disk tier for itself until it is closed. */
public final class FolderTierModule implements TierModule {

    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private final Consumer<? super Path> beforeClose;

    /** @param beforeClose called with the folder of each tier that is about to be closed */
    public FolderTierModule(Consumer<? super Path> beforeClose) {
        this.beforeClose = beforeClose;
    }

    @Override
    public ManagerTiers open(ManagerSetup manager) {
        return new ManagerTiers() {
            @Override
            public LowerStore open(TierRequest request) {
                LowerBounds.Disk disk = request.bounds().disk();
                return disk == null ? new MapLowerStore(/* weighed= */ false, 100) : openIn(disk.path());
            }

            @Override
            public void close() {}
        };
    }

    private LowerStore openIn(Path folder) {
        if (!inUse.add(folder)) {
            throw new CacheException("The folder " + folder + " is in use");
        }
        MapLowerStore store = new MapLowerStore(/* weighed= */ false, 100);
        return (LowerStore) Proxy.newProxyInstance(
                LowerStore.class.getClassLoader(), new Class<?>[] {LowerStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        beforeClose.accept(folder);
                        inUse.remove(folder);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
