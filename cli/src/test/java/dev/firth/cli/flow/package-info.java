/** What a flow's run is made of, tried without a process. */
@NullMarked
package dev.firth.cli.flow;

import org.jspecify.annotations.NullMarked;
