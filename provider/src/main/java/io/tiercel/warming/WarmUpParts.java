package io.tiercel.warming;

import io.tiercel.schedule.Scheduler;
import io.tiercel.time.Clock;
import java.util.concurrent.Executor;

/**
 * What a warm-up works with.
 *
 * @param cacheName names the cache for people
 * @param target the cache
 * @param executor runs the loads
 * @param scheduler keeps them apart
 * @param clock measures the time
 */
public record WarmUpParts<K>(
        String cacheName, WarmingTarget<K> target, Executor executor, Scheduler scheduler, Clock clock) {}
