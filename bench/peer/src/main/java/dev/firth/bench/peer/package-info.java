/**
 * The peer that bench p1 runs beside Firth: Debezium embedded, in a process of its own. Nothing of
 * Firth is used here.
 */
package dev.firth.bench.peer;
