/**
 * The management beans that JSR-107 asks for, and their names. Start reading at
 * {@link io.tiercel.management.CacheBeans}.
 */
@NullMarked
package io.tiercel.management;

import org.jspecify.annotations.NullMarked;
