/**
 * The provider under the libraries that Java teams use JCache through, each as it is published. Every test is one
 * library; start with any.
 */
@NullMarked
package io.tiercel.integration;

import org.jspecify.annotations.NullMarked;
