"""Scripted conversations: their format, playing them, saving a talk as one."""
