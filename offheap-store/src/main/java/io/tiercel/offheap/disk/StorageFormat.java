package io.tiercel.offheap.disk;

import java.util.Optional;

/**
 * How a data file is laid out.
 *
 * @param mapFormat the layout of the map and of its entries, as {@code ByteMaps.fileFormat()} names it
 * @param capacityBytes the size that was configured, from which the geometry follows
 */
record StorageFormat(String mapFormat, long capacityBytes) {

    Optional<String> differenceFrom(StorageFormat written) {
        if (!mapFormat.equals(written.mapFormat)) {
            return CacheIdentity.changed("format", written.mapFormat, mapFormat);
        }
        if (capacityBytes != written.capacityBytes) {
            return CacheIdentity.changed("size", written.capacityBytes, capacityBytes);
        }
        return Optional.empty();
    }
}
