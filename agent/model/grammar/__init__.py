"""Grammars over bytes: their nodes, the walk through one, and those of numbers and of JSON schemas."""
