"""Texts and pictures as vectors: the encoders, their weights, and the space both share."""
