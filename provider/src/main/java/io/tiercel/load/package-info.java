/**
 * Bringing values in from outside: which thread loads a key and who waits for it ({@link io.tiercel.load.Loads}), and
 * whether what was read may still be kept ({@link io.tiercel.load.Lease}, where to start reading).
 */
@NullMarked
package io.tiercel.load;

import org.jspecify.annotations.NullMarked;
