/**
 * What SQL destinations share: which column a field becomes, and what that allows in field
 * selection. No database is named here.
 */
@NullMarked
package dev.firth.connectors.sql;

import org.jspecify.annotations.NullMarked;
