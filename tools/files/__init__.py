"""Files from outside: the rows of a catalogue, the weights of a model, vectors that were computed before."""
