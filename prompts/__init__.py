"""The texts the language model reads, one file each."""
