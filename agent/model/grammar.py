"""A grammar over bytes that a decode loop walks: what may come next, what must, and how to end soonest.

It does the work of llama.cpp's grammar sampler, which is not asked during decoding for three reasons: it
visits all 152,000 candidates of every token, it cannot tell a fixed text (to be fed in one batch) from a
choice, and it ends the process when a token does not fit. `gbnf` writes the same grammar in llama.cpp's
notation, for its servers and for comparing the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, eq=False)
class Text:
    """Is exactly these bytes."""

    value: bytes


@dataclass(frozen=True, eq=False)
class Character:
    """Is one character: of these ASCII ones, or any other of Unicode when `beyond`."""

    ascii: frozenset[int]
    beyond: bool = False


@dataclass(frozen=True, eq=False)
class Sequence:
    """Is its parts, one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Choice:
    """Is one of its options."""

    options: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Repeat:
    """Is its part between `least` and `most` times; the part is never empty. None is without end."""

    part: Node
    least: int
    most: int | None


@dataclass(eq=False)
class Rule:
    """Is another node under a name, so that it can be shared and hold itself."""

    name: str
    node: Node | None = None

    @property
    def body(self) -> Node:
        assert self.node is not None, f"rule {self.name} was never given its node"
        return self.node


Node = Text | Character | Sequence | Choice | Repeat | Rule
EMPTY = Text(b"")


def text(value: str) -> Text:
    """Makes the node that is exactly `value`."""
    return Text(value.encode())


def one_of(characters: str, beyond: bool = False) -> Character:
    """Makes the node that is one of these ASCII characters."""
    return Character(frozenset(characters.encode("ascii")), beyond)


def sequence(*parts: Node | str) -> Node:
    """Makes the node that is these parts in order; strings stand for themselves."""
    joined: list[Node] = []
    for part in (text(part) if isinstance(part, str) else part for part in parts):
        if isinstance(part, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].value + part.value)
        elif part is not EMPTY:
            joined.append(part)
    return joined[0] if len(joined) == 1 else Sequence(tuple(joined)) if joined else EMPTY


def choice(*options: Node | str) -> Node:
    """Makes the node that is one of these options; strings stand for themselves."""
    nodes = tuple(text(option) if isinstance(option, str) else option for option in options)
    return nodes[0] if len(nodes) == 1 else Choice(nodes)


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
        """Tells the text that must come next (perhaps none), and the state after it."""
        state, data = self, bytearray()
        while not state.may_end and state.stacks:
            first = _only_byte(state.stacks[0])
            if first is None or any(_only_byte(stack) != first for stack in state.stacks[1:]):
                break
            data.append(first)
            following = state.accept(bytes([first]))
            assert following is not None
            state = following
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

    >>> matches(sequence("id=", Repeat(one_of("0123456789"), 1, 3)), "id=42")
    True
    """
    state = State.start(node).accept(data.encode())
    return state is not None and state.may_end


def _ranges(codes: Iterable[int]) -> str:
    """Writes codes as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\x{low:02X}" + (f"-\\x{high:02X}" if high > low else "") for low, high in ranges)


@dataclass
class _Writer:
    """Writes a grammar in GBNF, each shared rule once."""

    names: dict[Rule, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def write(self, node: Node) -> str:
        match node:
            case Text(value):
                return json.dumps(value.decode(), ensure_ascii=False) if value else '""'
            case Character(ascii, beyond):
                listed = set(range(128)) - ascii if beyond else ascii
                return f"[^{_ranges(listed)}]" if beyond else f"[{_ranges(listed)}]"
            case Sequence(parts):
                return " ".join(self.write(part) for part in parts)
            case Choice(options):
                return f"({' | '.join(self.write(option) for option in options)})"
            case Repeat(part, least, most):
                return f"({self.write(part)}){{{least},{'' if most is None else most}}}"
            case Rule():
                return self._name(node)

    def _name(self, rule: Rule) -> str:
        if rule not in self.names:
            plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in rule.name)
            self.names[rule] = f"{plain}-{len(self.names)}"
            self.lines.append(f"{self.names[rule]} ::= {self.write(rule.body)}")
        return self.names[rule]


def gbnf(node: Node) -> str:
    """Writes the grammar in llama.cpp's notation."""
    writer = _Writer()
    return "\n".join([f"root ::= {writer.write(node)}", *writer.lines]) + "\n"
