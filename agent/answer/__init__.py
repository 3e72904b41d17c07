"""Results to words: the writer, the phrases of each language, the checks of every claim."""
