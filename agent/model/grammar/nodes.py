"""The nodes of a grammar over bytes, and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass


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
