"""The walk through a grammar that a decode loop makes: what may come next, what must, how to end soonest.

It does the work of llama.cpp's grammar sampler, which is not asked during decoding for three reasons: it
visits all 152,000 candidates of every token, it cannot tell a fixed text (to be fed in one batch) from a
choice, and it ends the process when a token does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tastemaker.agent.model.grammar.nodes import Character, Choice, Node, Repeat, Rule, Sequence, Text

# The bytes that may follow each leading byte of a character in UTF-8.
_CONTINUATION = (0x80, 0xBF)
_TAILS: dict[int, tuple[tuple[int, int], ...]] = {
    **dict.fromkeys(range(0xC2, 0xE0), (_CONTINUATION,)),
    **dict.fromkeys(range(0xE0, 0xF0), (_CONTINUATION,) * 2),
    **dict.fromkeys(range(0xF0, 0xF5), (_CONTINUATION,) * 3),
    0xE0: ((0xA0, 0xBF), _CONTINUATION),
    0xED: ((0x80, 0x9F), _CONTINUATION),
    0xF0: ((0x90, 0xBF), _CONTINUATION, _CONTINUATION),
    0xF4: ((0x80, 0x8F), _CONTINUATION, _CONTINUATION),
}
# A stack is what is still to come: the frame on top, then the rest. A frame is a node and how far it is.
Stack = tuple[Node, Any, "Stack | None"]


def _expand(stack: Stack | None, found: dict[Stack | None, None]) -> None:
    """Collects the stacks with bytes on top that this one can become; None is the end of the text."""
    if stack is None:
        found[None] = None
        return
    node, at, rest = stack
    match node:
        case Text(b""):
            _expand(rest, found)
        case Text() | Character():
            found[stack] = None
        case Sequence(parts):
            after = rest if at + 1 == len(parts) else (node, at + 1, rest)
            _expand((parts[at], 0, after), found)
        case Choice(options):
            for option in options:
                _expand((option, 0, rest), found)
        case Repeat(part, least, most):
            if most is None or at < most:
                # A count beyond `least` tells nothing when there is no `most`: the stacks stay few.
                count = at + 1 if most is not None or at < least else at
                _expand((part, 0, (node, count, rest)), found)
            if at >= least:
                _expand(rest, found)
        case Rule():
            _expand((node.body, 0, rest), found)


def _shift(stack: Stack, byte: int, found: dict[Stack | None, None]) -> None:
    """Adds what is still to come after `byte`, if this stack takes it."""
    node, at, rest = stack
    if isinstance(node, Text):
        if node.value[at] == byte:
            if at + 1 < len(node.value):
                found[(node, at + 1, rest)] = None
            else:
                _expand(rest, found)
    elif isinstance(node, Character):
        if at:
            if at[0][0] <= byte <= at[0][1]:
                if len(at) > 1:
                    found[(node, at[1:], rest)] = None
                else:
                    _expand(rest, found)
        elif byte in node.ascii:
            _expand(rest, found)
        elif node.beyond and byte in _TAILS:
            found[(node, _TAILS[byte], rest)] = None


def _only_byte(stack: Stack) -> int | None:
    """Tells the byte that this stack must take next, if there is no choice."""
    node, at, _ = stack
    if isinstance(node, Text):
        return node.value[at]
    if isinstance(node, Character) and not at and not node.beyond and len(node.ascii) == 1:
        return next(iter(node.ascii))
    return None


@dataclass(frozen=True, repr=False)
class State:
    """A place in a grammar: everything that may follow the text so far."""

    stacks: tuple[Stack, ...]
    may_end: bool

    @classmethod
    def _of(cls, found: dict[Stack | None, None]) -> State:
        return cls(tuple(stack for stack in found if stack is not None), None in found)

    @classmethod
    def start(cls, node: Node) -> State:
        """Stands before the first byte of `node`."""
        found: dict[Stack | None, None] = {}
        _expand((node, 0, None), found)
        return cls._of(found)

    @property
    def must_end(self) -> bool:
        """Tells that nothing can follow."""
        return not self.stacks

    def accept(self, data: bytes) -> State | None:
        """Goes on over `data`; None when the grammar does not allow it."""
        stacks, may_end = self.stacks, self.may_end
        for byte in data:
            found: dict[Stack | None, None] = {}
            for stack in stacks:
                _shift(stack, byte, found)
            if not found:
                return None
            may_end = None in found
            stacks = tuple(stack for stack in found if stack is not None)
        return State(stacks, may_end)

    def forced(self) -> tuple[bytes, State]:
        """Tells the text that must come next (perhaps none), and the state after it.

        A space at its end is left to what follows: words are tokens together with the space before them, and
        after one that stands alone a model says what it seldom learned to say there.
        """
        state, data = self, bytearray()
        while not state.may_end and state.stacks:
            first = _only_byte(state.stacks[0])
            if first is None or any(_only_byte(stack) != first for stack in state.stacks[1:]):
                break
            data.append(first)
            following = state.accept(bytes([first]))
            assert following is not None
            state = following
        if data.endswith(b" ") and not state.must_end:
            data = data.rstrip(b" ")
            before = self.accept(bytes(data))
            assert before is not None
            state = before
        return bytes(data), state

    def ending(self) -> bytes:
        """Tells the shortest text that completes what was begun."""
        if self.may_end:
            return b""
        return min((_ending(stack) for stack in self.stacks), key=len)


def _ending(stack: Stack) -> bytes:
    data = b""
    following: Stack | None = stack
    while following is not None:
        node, at, rest = following
        match node:
            case Text(value):
                data += value[at:]
            case Character() if at:
                data += bytes(low for low, _ in at)
            case Sequence(parts):
                data += b"".join(_shortest(part, ()) or b"" for part in parts[at:])
            case Repeat(part, least, _):
                data += (_shortest(part, ()) or b"") * max(0, least - at)
            case _:
                data += _shortest(node, ()) or b""
        following = rest
    return data


def _shortest(node: Node, inside: tuple[Rule, ...]) -> bytes | None:
    """Finds the shortest text of a node; None for one that would have to hold itself."""
    match node:
        case Text(value):
            return value
        case Character(ascii, _):
            return bytes([min(ascii)]) if ascii else "…".encode()
        case Sequence(parts):
            found = [_shortest(part, inside) for part in parts]
            return None if None in found else b"".join(part for part in found if part is not None)
        case Choice(options):
            texts = [_shortest(option, inside) for option in options]
            return min((each for each in texts if each is not None), key=len, default=None)
        case Repeat(part, least, _):
            once = _shortest(part, inside) if least else b""
            return None if once is None else once * least
        case Rule():
            return None if node in inside else _shortest(node.body, (*inside, node))


def matches(node: Node, data: str) -> bool:
    """Tells whether `data` is a whole text of the grammar.

    >>> from tastemaker.agent.model.grammar.nodes import one_of, sequence
    >>> matches(sequence("id=", Repeat(one_of("0123456789"), 1, 3)), "id=42")
    True
    """
    state = State.start(node).accept(data.encode())
    return state is not None and state.may_end
