"""Learns what languages do to a vector.

`python -m tastemaker.tools.encode.text.languages` writes neutral.npz of multilingual-e5-small.
The same names, of countries, languages, months and days, in thirty languages: what differs between the means
of two languages is not what was said. The centre is that of things: the thousand kinds of ImageNet.
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

    centres = [encoder.plain(imagenet_names(), query).mean(axis=0) for query in (True, False)]
    return Neutral.learn((means(True), means(False)), (centres[0], centres[1]), _DIRECTIONS)


if __name__ == "__main__":
    name = "multilingual-e5-small"
    found = learned(BertEncoder(name, digest_of(name), path_of(name), E5))
    np.savez(LEARNED, centres=found.centres, directions=found.directions)
    print(f"{LEARNED}: {found.digest}")
