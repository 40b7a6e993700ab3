/** Observe, build, plan, apply, status: the way of one namespace, once. */
@NullMarked
package dev.firth.operator.reconcile;

import org.jspecify.annotations.NullMarked;
