/**
 * Reads configurations from YAML files. A file becomes a plain tree of nodes with their places, and tables of keys turn
 * the tree into settings; no class is loaded or instantiated on the way.
 *
 * <p>Start reading at {@link io.tiercel.configuration.yaml.ConfigurationLoader}, then at {@code CacheKeys}, the tables.
 */
@NullMarked
package io.tiercel.configuration.yaml;

import org.jspecify.annotations.NullMarked;
