/** The architecture as rules over the compiled classes of all modules. */
@org.jspecify.annotations.NullMarked
package dev.firth.architecture;
