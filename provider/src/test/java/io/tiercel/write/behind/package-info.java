/** Tests of the package. */
@NullMarked
package io.tiercel.write.behind;

import org.jspecify.annotations.NullMarked;
