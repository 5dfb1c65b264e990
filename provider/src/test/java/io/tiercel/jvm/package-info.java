/** Tests of the package. */
@NullMarked
package io.tiercel.jvm;

import org.jspecify.annotations.NullMarked;
