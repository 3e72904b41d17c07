"""Guards: what a model wrote, held against what was said."""
