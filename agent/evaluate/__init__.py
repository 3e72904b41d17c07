"""Measuring what needs a conversation or a language model: each figure beside its floor."""
