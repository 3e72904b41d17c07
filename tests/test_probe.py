"""A probe reads the tool out of a state, and belongs to one model and one prompt."""

from pathlib import Path

import numpy as np

from tastemaker.agent.evaluate.probe import after_lists, learned
from tastemaker.agent.rules.probe import Probe

NAMES = ("search", "chat", "why")


def test_what_a_state_holds_is_learned_and_read_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    kinds = rng.integers(0, 3, 240)
    states = rng.normal(size=(240, 12)).astype(np.float32)
    states[np.arange(240), kinds] += 3
    probe = learned(states[:160], [NAMES[kind] for kind in kinds[:160]], "digest", NAMES)
    probe.write(tmp_path / "probe.npz")
    again = Probe.read(tmp_path / "probe.npz")
    assert (again.tools, again.model, again.prompt) == (NAMES, "digest", probe.prompt)
    chances = [again.chances(state) for state in states[160:]]
    right = [
        max(each, key=each.__getitem__) == NAMES[kind]
        for each, kind in zip(chances, kinds[160:], strict=True)
    ]
    assert np.mean(right) > 0.85  # a third by chance
    assert all(abs(sum(each.values()) - 1) < 1e-9 for each in chances)
    np.testing.assert_allclose(chances[0]["why"], probe.chances(states[160])["why"], atol=0.01)


def test_what_can_be_said_at_any_time_is_also_learned_after_a_list() -> None:
    rows = [
        {"text": "forget my size", "calls": ["forget"]},
        {"text": "is it waterproof?", "calls": ["details"], "shown": ["Boot", "Shoe"]},
        {"text": "why?", "calls": ["why"]},
    ]
    assert list(after_lists(rows)) == [{**rows[0], "shown": ["Boot", "Shoe"]}]
    assert list(after_lists(rows[:1])) == []
