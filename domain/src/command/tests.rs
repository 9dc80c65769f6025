//! Tests of the commands on plain records.
