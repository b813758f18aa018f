"""Uses an installed Parley from outside: on a screen, by its keys, as smoke.sh prepares it."""
