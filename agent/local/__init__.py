"""The local language model from the inside: prompt text, grammar, decode loop, and what was read."""
