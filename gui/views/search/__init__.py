"""Search everything: what is typed, what is found, and the way to it."""
