/**
 * source-files: captures NDJSON files of a folder that it watches. {@link
 * dev.firth.connectors.files.FilesCapture} is the connector; a file is its path and the beginning
 * of it, and the state is how far it was read.
 */
@NullMarked
package dev.firth.connectors.files;

import org.jspecify.annotations.NullMarked;
