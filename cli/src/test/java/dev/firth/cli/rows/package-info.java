@NullMarked
package dev.firth.cli.rows;

import org.jspecify.annotations.NullMarked;
