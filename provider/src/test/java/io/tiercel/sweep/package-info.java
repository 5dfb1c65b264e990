@NullMarked
package io.tiercel.sweep;

import org.jspecify.annotations.NullMarked;
