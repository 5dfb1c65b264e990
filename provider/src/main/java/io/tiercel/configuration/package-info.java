/**
 * What a cache is configured to be, whoever said it: code, a file or nobody. The model is made of immutable records in
 * which null means "not said"; layers of it are merged, the more specific over the less specific, and checked.
 *
 * <p>Start reading at {@link io.tiercel.configuration.CacheSettings}, then
 * {@link io.tiercel.configuration.ConfigurationResolver}, which turns a name and a JSR-107 configuration into all that
 * is needed to assemble a cache.
 */
@NullMarked
package io.tiercel.configuration;

import org.jspecify.annotations.NullMarked;
