"""A grammar in llama.cpp's notation, to ask its own engine what ours takes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from tastemaker.agent.model.grammar.nodes import Character, Choice, Node, Repeat, Rule, Sequence, Text


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
