"""Values: sessions, turns, parts, events and the reducer; no I/O, no clock, no library."""
