"""A model without weights: it reads and counts tokens as llama.cpp does, and says what a test wants it to."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

START, STOP, CONTROL = 300, 301, 302  # after the 256 bytes and a few longer tokens
LONGER = [b'","', b'"}', b'":"', b"he", b"hello", b" world", "耳".encode(), b'{"', b"query", b"tool"]


class ScriptedEngine:
    """Tokens are bytes and some longer pieces; `wants` maps what was said to what it would say next."""

    def __init__(
        self,
        wants: Callable[[bytes], Sequence[bytes]] = lambda said: (),
        room: int = 10_000,
        sequences: int = 4,
    ) -> None:
        self.wants = wants
        self.room, self.sequences, self.batch = room, sequences, 8
        self.ends = frozenset({STOP})
        self.held: dict[int, list[int]] = {at: [] for at in range(sequences)}
        self.read: list[int] = []  # the size of every batch
        self._now = 0

    def tokenize(self, text: bytes) -> list[int]:
        tokens = []
        while text:
            piece = max((each for each in LONGER if text.startswith(each)), key=len, default=text[:1])
            tokens.append(256 + LONGER.index(piece) if piece in LONGER else piece[0])
            text = text[len(piece) :]
        return tokens

    def piece(self, token: int) -> bytes:
        return bytes([token]) if token < 256 else LONGER[token - 256] if token - 256 < len(LONGER) else b""

    def logits(self) -> npt.NDArray[np.float32]:
        tokens = self.held[self._now]
        said = b"".join(map(self.piece, tokens[len(tokens) - tokens[::-1].index(START) :]))
        scores = np.full(303, -1000, dtype=np.float32)
        scores[:256] = -np.arange(256) / 256  # anything else it would say, it says in this order
        scores[CONTROL] = 50
        for rank, wanted in enumerate(self.wants(said)):
            token = STOP if wanted == b"" else self.tokenize(wanted)[0]
            scores[token] = max(scores[token], 100 - rank)
        return scores

    def evaluate(self, sequence: int, start: int, tokens: Sequence[int], answer: bool) -> bool:
        if self.cells() + len(tokens) > self.room:
            return False
        assert len(self.held[sequence]) == start and 0 < len(tokens) <= self.batch
        self.held[sequence] = [*self.held[sequence], *tokens]
        self.read.append(len(tokens))
        self._now = sequence
        return True

    def cells(self) -> int:
        """Counts cells in use; what sequences begin with in common they share."""
        beginnings = {tuple(held[: at + 1]) for held in self.held.values() for at in range(len(held))}
        return len(beginnings)

    def forget(self, sequence: int, start: int) -> None:
        self.held[sequence] = self.held[sequence][:start]

    def share(self, source: int, target: int, length: int) -> None:
        assert not self.held[target]
        self.held[target] = self.held[source][:length]

    def state(self, sequence: int) -> bytes:
        return b" ".join(str(token).encode() for token in self.held[sequence])

    def restore(self, sequence: int, data: bytes) -> bool:
        assert not self.held[sequence]
        if b"stale" in data:
            return False
        self.held[sequence] = [int(token) for token in data.split()]
        return True


def says(text: str) -> Callable[[bytes], Sequence[bytes]]:
    """Wants to say this text and then to end."""
    whole = text.encode()
    return lambda said: (whole[len(said) :],) if whole.startswith(said) else ()
