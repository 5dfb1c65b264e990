@NullMarked
package io.tiercel.tag;

import org.jspecify.annotations.NullMarked;
