"""The learned fusion: what each signal is, what it is worth, and the score that they add up to."""
