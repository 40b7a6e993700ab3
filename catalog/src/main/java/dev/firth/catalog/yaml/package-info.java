/** YAML as kubectl reads it, with the line of every value. Knows nothing of resources. */
@NullMarked
package dev.firth.catalog.yaml;

import org.jspecify.annotations.NullMarked;
