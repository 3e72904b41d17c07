"""A turn of a conversation: what it is given, how it runs, what comes of it."""
