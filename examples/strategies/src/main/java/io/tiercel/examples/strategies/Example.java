package io.tiercel.examples.strategies;

import java.io.PrintStream;

/** A program that shows one strategy. */
@FunctionalInterface
interface Example {

    /** Does what the strategy is for, and prints what happened. */
    void run(PrintStream out) throws Exception;
}
