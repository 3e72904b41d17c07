"""Texts as vectors: the networks, the file of four-bit weights, and what languages do to a vector."""
