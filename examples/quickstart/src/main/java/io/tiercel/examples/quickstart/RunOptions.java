package io.tiercel.examples.quickstart;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the command line asks for.
 *
 * @param threads how many threads walk
 * @param time how long they walk through the cache
 * @param disk the folder of the disk tier
 * @param fresh whether to forget what is in it
 */
record RunOptions(int threads, Duration time, Path disk, boolean fresh) {}
