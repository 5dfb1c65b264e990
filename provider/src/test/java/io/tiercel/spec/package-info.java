/** What JSR-107 1.1.1 and this project promise, tested through the public API. Each test says what it holds to. */
package io.tiercel.spec;
