/**
 * Where Chronicle Map runs without anybody noticing: a class loader of its own, with classes that the jar carries and
 * packages of the JDK opened to it alone. Start reading at {@link io.tiercel.offheap.runtime.ChronicleRuntime}.
 */
@NullMarked
package io.tiercel.offheap.runtime;

import org.jspecify.annotations.NullMarked;
