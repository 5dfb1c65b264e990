package io.tiercel.write;

import java.time.Instant;

/**
 * A change that the writer has refused for good.
 *
 * @param key its key, as text
 * @param isDeletion whether the key was to be taken away, rather than to get a value
 * @param attempts how often it was tried
 * @param refused when it was given up
 * @param error what the writer threw last
 */
public record DeadLetter(String key, boolean isDeletion, int attempts, Instant refused, String error) {}
