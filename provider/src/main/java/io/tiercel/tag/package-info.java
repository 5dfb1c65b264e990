/**
 * Tags: names that entries carry and are invalidated by, in a time that does not depend on how many carry them. Start
 * reading at {@link io.tiercel.tag.TagRegistry}.
 */
@NullMarked
package io.tiercel.tag;

import org.jspecify.annotations.NullMarked;
