"""Finding: vectors, words, conditions, and the routes that order what was found."""
