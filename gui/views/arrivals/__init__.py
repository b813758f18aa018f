"""What comes in from other programs: looked at, chosen, and imported."""
