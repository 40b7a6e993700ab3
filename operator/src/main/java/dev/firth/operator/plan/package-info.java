/**
 * What should be, from what is: pods, config maps, publications and conditions. Pure: no client, no
 * clock, no thread; whatever a decision needs is given to it.
 */
@NullMarked
package dev.firth.operator.plan;

import org.jspecify.annotations.NullMarked;
