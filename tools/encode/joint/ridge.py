"""Ridge regression of texts from pictures, for all strengths of the penalty at once."""

import numpy as np

from tastemaker.tools.encode.encoders import FloatArray

STRENGTHS = tuple(10.0**power for power in (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5))


class Ridge:
    """Ridge regression of all strengths by one decomposition, in the smaller dimension."""

    def __init__(self, pictures: FloatArray, texts: FloatArray) -> None:
        self.centre = pictures.mean(axis=0)
        x = (pictures - self.centre).astype(np.float64)
        y = (texts - texts.mean(axis=0)).astype(
            np.float64
        )  # what all texts share would draw all pictures to it
        self._wide = len(x) < x.shape[1]
        self._values, vectors = np.linalg.eigh(x @ x.T if self._wide else x.T @ x)
        self._left = x.T @ vectors if self._wide else vectors
        self._right = vectors.T @ (y if self._wide else x.T @ y)
        self._scale = max(float(np.abs(self._values).sum()) / len(x), 1e-12)

    def matrix(self, strength: float) -> FloatArray:
        """Returns the map [p, d]; the strength is relative to the pictures' mean squared length."""
        shrunk = self._right / (np.maximum(self._values, 0) + strength * self._scale)[:, None]
        return np.asarray(self._left @ shrunk, np.float32)
