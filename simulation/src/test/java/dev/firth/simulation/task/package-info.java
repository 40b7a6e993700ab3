@org.jspecify.annotations.NullMarked
package dev.firth.simulation.task;
