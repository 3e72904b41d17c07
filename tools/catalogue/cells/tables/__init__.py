"""Tables in whichever way they are written: encodings, separators, and files that are no table."""
