/**
 * From a draft to a publication: references, schemas, keys, connectors' answers, stores, and what
 * changed since the last one. Pure: the same draft, publication and answers give the same result.
 * {@link dev.firth.catalog.build.CatalogBuild} is the way in.
 */
@NullMarked
package dev.firth.catalog.build;

import org.jspecify.annotations.NullMarked;
