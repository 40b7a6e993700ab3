/** Servers and harnesses for tests of the PostgreSQL connectors. */
@org.jspecify.annotations.NullMarked
package dev.firth.connectors.postgres;
