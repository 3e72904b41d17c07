"""Conversations as records of their turns: what is in force, and where they are kept."""
