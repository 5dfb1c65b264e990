package io.tiercel;

import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.BulkLoads;
import io.tiercel.engine.BulkWrites;
import io.tiercel.engine.Engine;
import io.tiercel.engine.FreshReads;
import io.tiercel.engine.Invalidations;
import io.tiercel.engine.Parts;
import io.tiercel.engine.Processing;
import io.tiercel.engine.QueuedValues;
import io.tiercel.engine.ReadThrough;
import io.tiercel.engine.Reads;
import io.tiercel.engine.Writes;
import io.tiercel.load.Source;
import io.tiercel.sweep.Sweepable;
import io.tiercel.tier.TierFigures;
import io.tiercel.warming.CacheWarming;
import io.tiercel.write.WriteQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one cache, put together.
 *
 * @param configuration what it was made from
 * @param storage what its entries are held in
 * @param tiers the figures of its tiers, the fastest first
 * @param parts the collaborators of the engine
 * @param engine applies what operations decide
 * @param reads the hot path
 * @param writes the changes of one key
 * @param readThrough brings values in
 * @param queuedValues finds what is on its way to the source, null if nothing is written behind
 * @param loader what loads on a miss, null without read-through
 * @param freshReads reads what is absent or old, null where no more is done than to load it
 * @param bulkLoads brings many missing values in, null without a loader
 * @param unaskedLoads does the same for what no read asked for
 * @param bulkWrites writes many keys, null without a writer
 * @param processing runs entry processors
 * @param invalidations takes out what is out of date
 * @param sweep goes through the entries
 * @param warming what warms it
 * @param startWarming begins to warm it
 * @param writeQueue the changes that are written behind, null if none are
 * @param closeables what is closed with the cache, in this order
 */
record AssembledCache<K, V>(
        ResolvedCacheConfiguration<K, V> configuration,
        StorageAssembly<K, V> storage,
        List<TierFigures> tiers,
        Parts<K, V> parts,
        Engine<K, V> engine,
        Reads<K, V> reads,
        Writes<K, V> writes,
        ReadThrough<K, V> readThrough,
        @Nullable QueuedValues<K, V> queuedValues,
        @Nullable Source<K, V> loader,
        @Nullable FreshReads<K, V> freshReads,
        @Nullable BulkLoads<K, V> bulkLoads,
        @Nullable BulkLoads<K, V> unaskedLoads,
        @Nullable BulkWrites<K, V> bulkWrites,
        Processing<K, V> processing,
        Invalidations<K, V> invalidations,
        Sweepable sweep,
        CacheWarming<K> warming,
        Runnable startWarming,
        @Nullable WriteQueue writeQueue,
        List<AutoCloseable> closeables) {}
