"""What words take back of what was asked: "regardless of the size", "any colour will do"."""

import re
from dataclasses import replace

from tastemaker.agent.call import Call
from tastemaker.agent.query import Comparison, Query
from tastemaker.tools.search.lexical import STOP, tokens
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.shop import Shop

_BEFORE = re.compile(
    r"\b(?:never mind|forget|regardless of|no matter|whatever|scrap|drop|don['’]?t care|do not care"
    r"|egal|vergiss|unabhängig von|peu importe|oublie[zr]?|n['’]importe quel\w*|no importa\w*|olvida|da igual"
    r"|cualquier)\b((?: (?!but\b|and\b|then\b|aber\b|und\b|mais\b|pero\b)[^\s.,;:!?]+){1,5})"
    r"|\bany (\w+)|(?:不管|不限|无所谓|随便|不在乎)([^，。,.]{1,4})",
    re.IGNORECASE,
)
"""After these words stands what counts no more."""
_AFTER = re.compile(
    r"((?:[^\s.,;:!?]+ ){1,4}?)(?:aside\b|be damned|(?:is|are|does|do|need)(?: not|n['’]?t) (?:\w+ )?"
    r"(?:important|matter|necessary|needed|relevant)|no longer matters?|(?:ist|sind) (?:mir |jetzt )?egal"
    r"|spielt keine rolle|n['’](?:a|ont) pas d['’]importance|no importan?)"
    r"|([^，。,.]{1,4})(?:不重要|无所谓|不限|随意)",
    re.IGNORECASE,
)
"""Before these words stands what counts no more."""
_COUNTS = re.compile(r"\b(?:not|n't|nicht|kein\w*|no) (?:just )?(?:forget|drop|any)\b", re.IGNORECASE)
_SAYS = {"price": frozenset("price prices cost costs money budget preis prix precio 价格 价钱".split())}


def lifted(call: Call, said: str, last: Query, shop: Shop) -> Call:
    """A change of the `last` query without the conditions that the words take back.

    A condition is meant by the name of its field, or by the value that was asked for.
    """
    if not call.edits or _COUNTS.search(said):
        return call
    parts = [part for found in (_BEFORE, _AFTER) for match in found.finditer(said) for part in match.groups()]
    gone = set(tokens(" ".join(filter(None, parts)))) - STOP
    anew = {one.field for one in call.query.where}
    names = [one.field for one in last.where if one.field not in anew and gone & _words(one, shop)]
    return replace(call, lifted=tuple(dict.fromkeys((*call.lifted, *names)))) if names else call


def _words(one: Condition | Comparison, shop: Shop) -> set[str]:
    """The words by which a condition is taken back."""
    field = shop.schema.get(one.field)
    labels = [name for names in field.labels.values() for name in names] if field else []
    wanted = () if isinstance(one, Comparison) or one.refuses else one.values
    named = set(tokens(" ".join([one.field.replace("_", " "), *labels, *map(str, wanted)])))
    return named | _SAYS.get(one.field, frozenset())
