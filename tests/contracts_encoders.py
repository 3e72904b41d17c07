"""What every encoder must do; a test of one gives `encoder` and `inputs` (at least three that differ)."""

from collections.abc import Sequence
from typing import Any

import numpy as np


class EncoderContract:
    """Runs over any encoder of texts or pictures."""

    def test_rows_are_unit_vectors_of_the_stated_width(self, encoder: Any, inputs: Sequence[Any]) -> None:
        vectors = encoder.encode(inputs)
        assert vectors.shape == (len(inputs), encoder.dimensions)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_one_by_one_is_the_same_as_together(self, encoder: Any, inputs: Sequence[Any]) -> None:
        alone = np.concatenate([encoder.encode([one]) for one in inputs])
        np.testing.assert_allclose(alone, encoder.encode(inputs), atol=1e-4)

    def test_the_same_input_gives_the_same_vector(self, encoder: Any, inputs: Sequence[Any]) -> None:
        np.testing.assert_array_equal(encoder.encode(inputs), encoder.encode(inputs))

    def test_different_inputs_give_different_vectors(self, encoder: Any, inputs: Sequence[Any]) -> None:
        vectors = encoder.encode(inputs)
        assert (vectors @ vectors.T)[~np.eye(len(inputs), dtype=bool)].max() < 0.9999

    def test_nothing_gives_no_rows(self, encoder: Any) -> None:
        assert encoder.encode([]).shape == (0, encoder.dimensions)

    def test_it_is_named(self, encoder: Any) -> None:
        assert encoder.name and encoder.digest
