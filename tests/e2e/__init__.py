"""The real program in a process of its own, used from outside as a user would."""
