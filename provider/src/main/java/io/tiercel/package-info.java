/** The entry point. */
@NullMarked
package io.tiercel;

import org.jspecify.annotations.NullMarked;
