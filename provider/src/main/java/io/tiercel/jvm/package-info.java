/**
 * What libraries need of the JVM and it does not offer by itself. Start reading at {@link io.tiercel.jvm.TrustedLookup}.
 */
@NullMarked
package io.tiercel.jvm;

import org.jspecify.annotations.NullMarked;
