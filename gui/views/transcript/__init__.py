"""The transcript: turns and their blocks, one file per kind of block."""
