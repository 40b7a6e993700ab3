/**
 * What commands share: a directory built into a publication, the store that it writes to, and the
 * connectors that it runs. No printing.
 */
@NullMarked
package dev.firth.cli.flow;

import org.jspecify.annotations.NullMarked;
