/**
 * What libraries need of the JVM and it does not offer by itself, and what is done at its end. Start reading at {@link
 * io.tiercel.jvm.TrustedLookup} and {@link io.tiercel.jvm.AtExit}.
 */
@NullMarked
package io.tiercel.jvm;

import org.jspecify.annotations.NullMarked;
