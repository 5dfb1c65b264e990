/**
 * The management beans, those that JSR-107 asks for and ours, and their names. Start reading at
 * {@link io.tiercel.management.CacheBeans}; how to write a bean is in {@link io.tiercel.management.DescribedBean}.
 */
@NullMarked
package io.tiercel.management;

import org.jspecify.annotations.NullMarked;
