"""Learns what languages, and the manner of a text, do to a vector.

`python -m tastemaker.tools.encode.text.languages` writes neutral.npz of multilingual-e5-small. The same
names, of countries, languages, months and days, in thirty languages: what differs between the means of
two languages is not what was said. The centres are those of the same things asked for, and told of, in
many manners.
"""

import numpy as np
from babel import Locale

from tastemaker.tools.encode.joint.imagenet import imagenet_names
from tastemaker.tools.encode.text.neutral import LEARNED, FloatArray, Neutral
from tastemaker.tools.encode.text.sentence import E5, BertEncoder
from tastemaker.tools.encode.weights import digest_of, path_of

_LANGUAGES = (
    "en de fr es it pt nl sv pl cs ru uk tr ar he fa hi bn ta th vi id ko ja zh el hu fi ro ka sw".split()
)
_NAMED = "en de fr es zh ja ru ar hi pt it ko tr pl nl".split()
_DIRECTIONS = 24
_CENTRE = 0.85
"""How much of the mean is taken away. With what is left, 3 % of the demo's items are .25 alike to a question,
and the best is .36: as with all-MiniLM-L6-v2, so that what is tuned for one encoder holds for both."""
_EVERY = 8
"""Of the thousand kinds of ImageNet."""
_ASKED = (
    "{}",
    "looking for a {}",
    "I need a {}",
    "Do you have a {}?",
    "a {} for my mother",
    "cheap {}, please",
    "something like a {}",
    "My old {} broke last week and I cannot do without one. Can you recommend another?",
    "We are moving house in spring and my husband says we have to have a {}, but I do not know what to look "
    "for. What would you take?",
    "Every time I go out with the children I wish that we had a {}, it would make everything so much easier. "
    "Is there one that does not cost the earth?",
    "It is my brother's birthday on Saturday, he has everything already, only he keeps talking about a {}. "
    "Any ideas?",
    "I have never used a {} before, so it should be simple, and not too heavy, because my back is not what "
    "it was.",
)
_TOLD = (
    "{}",
    "A {}.",
    "{}, blue",
    "The {} of a small maker: good materials, made to last, with a warranty.",
    "{}. Category: Home. Two sizes, washable, 400 g. It comes in a box and is put together in ten minutes.",
    "What there is to know about a {}, told by somebody who has used one for twenty years. With pictures.",
    "How to choose a {}: an article of eight minutes for people who have never owned one.",
)


def names(language: str) -> list[str]:
    """What is said in every language alike."""
    english, own = Locale("en").territories, Locale(language)
    codes = sorted(str(code) for code in english)
    countries = [code for code in codes if len(code) == 2 and code.isalpha()][::6]
    return [
        *(own.territories.get(code, english[code]) for code in countries),
        *(own.languages.get(code, code) for code in _NAMED),
        *own.months["stand-alone"]["wide"].values(),
        *own.days["stand-alone"]["wide"].values(),
    ]


def learned(encoder: BertEncoder) -> Neutral:
    """Of an encoder, by its vectors as the network makes them."""
    said = {language: names(language) for language in _LANGUAGES}

    def means(query: bool) -> FloatArray:
        return np.stack([encoder.plain(some, query).mean(axis=0) for some in said.values()])

    things = imagenet_names()[::_EVERY]
    manners = ((_ASKED, True), (_TOLD, False))
    centres = [
        encoder.plain([manner.format(thing) for manner in some for thing in things], query).mean(axis=0)
        for some, query in manners
    ]
    return Neutral.learn(
        (means(True), means(False)), (_CENTRE * centres[0], _CENTRE * centres[1]), _DIRECTIONS
    )


if __name__ == "__main__":
    name = "multilingual-e5-small"
    found = learned(BertEncoder(name, digest_of(name), path_of(name), E5))
    np.savez(LEARNED, centres=found.centres, directions=found.directions)
    print(f"{LEARNED}: {found.digest}")
