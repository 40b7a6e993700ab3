/**
 * Regular expressions as ECMA-262 means them (with the u flag), over UTF-8 bytes. What is regular
 * becomes an automaton that looks at each character once and allocates nothing; back references and
 * look-around go to java.util.regex. Knows nothing of JSON.
 */
@NullMarked
package dev.firth.documents.pattern;

import org.jspecify.annotations.NullMarked;
