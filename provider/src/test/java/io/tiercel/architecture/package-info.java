/** Pins the architecture: which package may know which, and what no source may hold. */
@NullMarked
package io.tiercel.architecture;

import org.jspecify.annotations.NullMarked;
