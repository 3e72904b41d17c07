"""Amounts as people write them: 1,299.50, 1.299,50, 1k, eighty, 三百五十, डेढ सौ."""

import re

from tastemaker.prompts import words

_ENGLISH: dict[str, int] = words("numbers")["tens"]
_UNITS: dict[str, int] = words("numbers")["units"]
_SCALES: dict[str, int] = words("numbers")["scales"]
_WORDS: dict[str, int] = words("numbers")["round"]
# डेढ सौ, "paanch hazaar": what prices are spoken in.
_HINDI_UNITS: dict[str, float] = words("numbers")["hindi"]["units"]
_HINDI_SCALES: dict[str, int] = words("numbers")["hindi"]["scales"]
_HALF = "(?:साढे|saadhe|sadhe|saade)"  # and a half: साढे तीन सौ is 350
_CHINESE = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000, "천": 1000, "만": 10000}

_unit = "(?:" + "|".join(_UNITS) + ")"
_tens = "(?:" + "|".join(sorted(_ENGLISH, key=len, reverse=True)) + ")"
_small = rf"(?:{_tens}(?:[ -]{_unit})?)"
_scale = "(?:" + "|".join(_SCALES) + ")"
_rest = rf"(?: and)? (?:{_small}|{_unit} hundred|{_unit})"
_english = rf"(?:(?:a|{_unit}(?: and a half)?|{_small}) {_scale}(?:{_rest})?|{_scale}|{_small})"
_other = "(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + ")"
_hindi = f"(?:(?:{_HALF} )?(?:{'|'.join(_HINDI_UNITS)}) )?(?:{'|'.join(_HINDI_SCALES)})"
_digits = (
    r"\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d{1,2})?"
    rf"|\d+(?:[.,]\d+)*(?: ?k(?![a-z0-9])| {_scale}(?![a-zа-я])|[百千万](?:\d(?!\d))?|[천만])?"
)

# An amount; not the tail of a name or of another number.
AMOUNT = (
    rf"(?:(?<![\w.,-])(?:{_english}|{_other}|{_hindi})(?![a-zà-ÿ])|(?<![a-z][-.])(?<![a-z0-9])(?:{_digits})"
    r"|(?:[一二两三四五六七八九][十百千万]|十|[百千](?=元|块))"
    r"[零一二两三四五六七八九十百千万]*)"
)


def amount(text: str) -> float:
    """The value of what AMOUNT matched.

    >>> [amount(said) for said in ("1,299.50", "1.299,50", "two and a half thousand", "三百", "डेढ सौ")]
    [1299.5, 1299.5, 2500.0, 300.0, 150.0]
    >>> [amount(said) for said in ("15 hundred", "2.5 thousand", "1.5k", "3 000")]
    [1500.0, 2500.0, 1500.0, 3000.0]
    """
    text = text.strip().lower()
    if text in _WORDS:
        return float(_WORDS[text])
    if text[0].isdigit():
        return _from_digits(text)
    said, _, scale = text.rpartition(" ")
    unit = re.sub(f"^{_HALF} ", "", said)
    if scale in _HINDI_SCALES and (not unit or unit in _HINDI_UNITS):
        return (_HINDI_UNITS.get(unit, 1) + 0.5 * (unit != said)) * _HINDI_SCALES[scale]
    return _from_chinese(text) if text[0] in "十百千万" or text[0] in _CHINESE else _from_english(text)


def _from_digits(text: str) -> float:
    if said := re.fullmatch(r"(.+)([百千万])(\d)", text):  # 1千5 is 1500
        scale = _CHINESE_SCALES[said[2]]
        return _from_digits(said[1]) * scale + int(said[3]) * scale / 10
    text, _, scaled = text.partition(" ") if text.endswith(tuple(_SCALES)) else (text, "", text[-1])
    scale = (_SCALES | {"k": 1000} | _CHINESE_SCALES).get(scaled, 1)
    text = text.rstrip("k百千万천만 ").replace(" ", "").replace("'", "")
    separators = re.findall(r"[.,]", text)
    if separators:
        head, _, tail = text.rpartition(separators[-1])
        grouped = len(tail) == 3 and scale == 1 and len(head) <= 3 and not head.startswith("0")
        if len(set(separators)) == 1 and (len(separators) > 1 or grouped):
            text = re.sub(r"[.,]", "", text)
        else:
            text = re.sub(r"[.,]", "", head) + "." + tail
    return float(text) * scale


def _from_english(text: str) -> float:
    total = current = 0.0
    for word in re.split(r"[ -]", text.replace(" and a half", " half")):
        if word == "half":
            current += 0.5
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] == 1000:
                total, current = total + current, 0
        elif word != "and":
            current += 1 if word == "a" else _UNITS.get(word) or _ENGLISH.get(word, 0)
            if word == "a":
                current = 1
    return total + current


def _from_chinese(text: str) -> float:
    total = section = digit = 0
    last_scale = 1
    for character in text:
        if character in _CHINESE:
            digit = _CHINESE[character]
            if character == "零":
                last_scale = 10
            continue
        last_scale = _CHINESE_SCALES[character]
        if character == "万":
            total, section = (total + section + digit) * 10000 or 10000, 0
        else:
            section += max(digit, 1) * last_scale
        digit = 0
    # 三百五 is 350: a last digit without its unit counts in the next smaller one.
    return float(total + section + digit * (last_scale // 10 if last_scale >= 100 else 1))
