package io.tiercel.configuration;

/** Settles whether a cache reads and writes through, once it is known who brings the loader and the writer. */
public final class ThroughFlags {

    private ThroughFlags() {}

    /** Returns the settings with both flags set: a loader is read through, a writer written through, unless said otherwise. */
    public static CacheSettings settle(CacheSettings merged) {
        return settle(merged, CacheSettings.UNSET);
    }

    /**
     * Returns the settings with both flags set, where plain JSR-107 code says a part of them. If it brings a loader or a
     * writer but leaves the flag off, then off is meant, unless a file says otherwise.
     */
    static CacheSettings settle(CacheSettings merged, CacheSettings plainCode) {
        LoaderSettings loader = merged.loader();
        WriterSettings writer = merged.writer();
        boolean readThrough = loader.readThrough() != null
                ? loader.readThrough()
                : loader.loader() != null && plainCode.loader().loader() == null;
        boolean writeThrough = writer.writeThrough() != null
                ? writer.writeThrough()
                : writer.writer() != null && (plainCode.writer().writer() == null || writer.mode() != null);
        return merged.toBuilder()
                .loader(loader.withReadThrough(readThrough))
                .writer(writer.withWriteThrough(writeThrough))
                .build();
    }
}
