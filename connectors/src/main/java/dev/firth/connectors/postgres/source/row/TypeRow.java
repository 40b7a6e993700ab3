package dev.firth.connectors.postgres.source.row;

/**
 * One row of pg_type, as far as values need it.
 *
 * @param name {@code format_type} of it: how SQL writes the type, without its modifier
 * @param kind typtype: {@code b} base, {@code d} domain, {@code e} enum, {@code c} composite,
 *     {@code r} range, {@code m} multirange
 * @param base the type below a domain, else 0
 * @param element the type of an array's elements, 0 for all that is no array
 * @param collated whether its order depends on a collation
 */
public record TypeRow(
    int oid, String name, char kind, int base, int element, char delimiter, boolean collated) {}
