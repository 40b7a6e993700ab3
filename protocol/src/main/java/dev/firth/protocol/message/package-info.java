/**
 * What is said between Firth and a connector: requests and responses of the two protocols as
 * records, and batches for the messages that come by the million. Meaning and order follow the
 * connector protocol of Flow; names in JSON are the codec's matter.
 */
@NullMarked
package dev.firth.protocol.message;

import org.jspecify.annotations.NullMarked;
