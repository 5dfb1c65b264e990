package io.tiercel.offheap.disk;

import io.tiercel.offheap.disk.Opening.Fresh;
import io.tiercel.offheap.disk.Opening.Recovered;
import io.tiercel.offheap.disk.Opening.SetAside;
import io.tiercel.offheap.disk.Opening.Warm;
import java.util.Optional;

/**
 * Decides whether the content of a folder can be trusted. Pure: everything that it depends on is given.
 *
 * <p>Content is used if it is of this cache, laid out as this version lays it out, complete, and either was closed, or
 * belongs to a process that was killed while the machine stayed up: then the operating system still has, or has written,
 * all that the process had stored, and the map can tell what was in the middle of a change. After a loss of power the
 * disk may have some pages and not others, in any order, and nothing can tell which: what was removed may be there again.
 * So a boot id that is another, or unknown, sets aside what was not closed.
 *
 * <p>A clock that was set back would let entries live longer than they were told to, so it sets aside as well.
 *
 * @param identity the cache as it is configured now
 * @param format the layout as it would be written now
 * @param now the present
 */
record Judgement(CacheIdentity identity, StorageFormat format, Moment now) {

    /** What clocks may be apart: they are adjusted by such amounts all the time. */
    static final long TOLERATED_SET_BACK_MILLIS = 1000;

    Opening of(Found found, DataFile data) {
        if (found instanceof Found.Whole whole) {
            return of(whole.manifest(), data);
        }
        if (found instanceof Found.Damaged damaged) {
            return new SetAside("its manifest is damaged, or of another version: " + damaged.what());
        }
        return data.isAbsent() ? new Fresh() : new SetAside("it has no manifest");
    }

    private Opening of(Manifest manifest, DataFile data) {
        Optional<String> doubt =
                identity.differenceFrom(manifest.identity()).or(() -> format.differenceFrom(manifest.format()));
        if (manifest.state() == Manifest.State.CREATING) {
            return new Fresh();
        }
        return doubt.or(() -> doubtAbout(manifest, data))
                .<Opening>map(SetAside::new)
                .orElseGet(() -> manifest.state() == Manifest.State.CLEAN ? new Warm() : new Recovered());
    }

    private Optional<String> doubtAbout(Manifest manifest, DataFile data) {
        if (data.isAbsent()) {
            return Optional.of("its data file is missing");
        }
        if (data.lengthBytes() != manifest.data().lengthBytes()) {
            return Optional.of("its data file has " + data.lengthBytes() + " bytes in place of "
                    + manifest.data().lengthBytes());
        }
        if (data.headerChecksum() != manifest.data().headerChecksum()) {
            return Optional.of("the start of its data file is damaged");
        }
        long setBackMillis = now.setBackMillis(manifest.written());
        if (setBackMillis > TOLERATED_SET_BACK_MILLIS) {
            return Optional.of("the clock was set back by " + setBackMillis
                    + " ms since it was written, so its entries would live too long");
        }
        return manifest.state() == Manifest.State.CLEAN ? Optional.empty() : doubtAboutOpen(manifest, data);
    }

    private Optional<String> doubtAboutOpen(Manifest manifest, DataFile data) {
        if (!now.isOfBoot(manifest.written())) {
            return Optional.of("it was not closed before the machine stopped, or on another machine");
        }
        if (!data.fileId().equals(manifest.data().fileId())) {
            return Optional.of("it was not closed, and its data file is a copy");
        }
        return Optional.empty();
    }
}
