"""One space for texts and pictures: the parts of it, and how they are weighed against each other."""
