/** Tests of the package. */
@NullMarked
package io.tiercel.write.log;

import org.jspecify.annotations.NullMarked;
