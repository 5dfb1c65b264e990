@NullMarked
package io.tiercel.offheap.chronicle;

import org.jspecify.annotations.NullMarked;
