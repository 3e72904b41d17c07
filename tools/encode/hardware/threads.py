"""How threads that wait for each other wait: asleep, because the other core has work as well."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_SPINS = "GOMP_SPINCOUNT"


@contextmanager
def asleep() -> Iterator[None]:
    """Let the threads of an OpenMP library that is loaded inside sleep while they wait.

    They spin for milliseconds by default. On a machine that is busy with anything else the language model is
    then ten times slower, and the encoder of a query four times that follows an exact search in NumPy. The
    library reads the setting when it is loaded.
    """
    given = os.environ.get(_SPINS)
    os.environ[_SPINS] = given or "1000"
    try:
        yield
    finally:
        if given is None:
            del os.environ[_SPINS]
