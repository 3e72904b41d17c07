"""Reading a shopper by rules: language, limits, references, need; what is certain needs no model."""
