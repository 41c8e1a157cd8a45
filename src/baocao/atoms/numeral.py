"""Numerals: a number as written in Vietnamese, in digits or in words, to its exact value and back.

Digits: the dot groups thousands and the comma marks decimals; the other way round is read where the
Vietnamese reading is impossible (`12.5`, `1,234,567`). Words: the grammar of news and of speech
(mươi, mốt, tư, lăm, lẻ, rưỡi, chục, vạn, phẩy), each word with its value in `number_words.csv`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from baocao.lexicon import alternation, table

ROLES = {row["word"]: (row["role"], Decimal(row["value"])) for row in table("number_words")}
FACTORS = {row["word"]: Decimal(row["factor"]) for row in table("multipliers")}
SCALES = {word: factor for word, factor in FACTORS.items() if factor >= 1000 and word not in {"k", "tr"}}
"""The scale words a spelled-out number may contain; `chục` and `trăm` stand inside the parts they scale."""

DIGITS = r"\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*"
"""The shape of a number in digits: thousands set apart by spaces, or digits with dots and commas inside."""
MULTIPLIER = alternation(FACTORS)

_DIGITS = re.compile(DIGITS)
_MIXED = re.compile(rf"(?P<digits>{DIGITS}) ?(?P<scales>(?:(?:{MULTIPLIER})(?: +|$))+)(?P<rest>.*)")
_ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_POINTS = tuple(word for word, (role, _) in ROLES.items() if role == "point")
_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def numeral(text: str) -> Decimal:
    """The exact value of a numeral standing alone; raises ValueError for anything else.

    A fraction is read when it has an exact decimal (`một phần tư` is 0.25, `1/3` is an error).
    """
    surface = " ".join(text.split())
    sign, bare = (-1, surface[1:].lstrip()) if surface[:1] in {"-", "−"} else (1, surface.removeprefix("+"))
    if _ROMAN.fullmatch(surface):
        return Decimal(roman(surface))
    try:
        return sign * _numeral(bare.lower().replace("tỉ", "tỷ"))
    except ValueError as error:
        raise ValueError(f"not a numeral: [{text}]") from error


def _numeral(surface: str) -> Decimal:
    if _DIGITS.fullmatch(surface):
        return in_digits(surface)[0]
    for bar in ("/", " phần "):
        over, found, under = surface.partition(bar)
        if found:
            return quotient(_numeral(over), _numeral("bốn" if under == "tư" else under))
    if mixed := _MIXED.fullmatch(surface):
        value, scale = in_digits(mixed["digits"])[0], Decimal(1)
        for word in mixed["scales"].split():
            scale *= FACTORS[word]
        rest = mixed["rest"]
        return value * scale + (scale / 2 if rest == "rưỡi" else _numeral(rest) if rest else 0)
    return in_letters(surface.split())


def quotient(over: Decimal, under: Decimal) -> Decimal:
    """The exact quotient; raises ValueError where the decimals do not end."""
    if not under:
        raise ValueError("nothing can be divided by nothing")
    denominator = (Fraction(over) / Fraction(under)).denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        raise ValueError(f"no exact decimal: [{over}/{under}]")
    return over / under


@lru_cache(maxsize=4096)
def in_digits(surface: str) -> tuple[Decimal, ...]:
    """The values that digits with separators can have, the usual one first.

    `1.599` is 1599; `10,2` is 10.2; `12.5` is 12.5; `1,464` is 1.464 or 1464; `0,125` is 0.125 only.
    """
    if " " in surface:
        return (Decimal(surface.replace(" ", "")),)
    dots, commas = surface.count("."), surface.count(",")
    if not dots and not commas:
        return (Decimal(surface),)
    if dots and commas:
        # The last separator marks the decimals, the other one groups thousands.
        point, group = (",", ".") if surface.rindex(",") > surface.rindex(".") else (".", ",")
        whole, found, decimals = surface.partition(point)
        if point in decimals or not _grouped(whole, group):
            raise ValueError(f"separators in disorder: [{surface}]")
        return (Decimal(f"{whole.replace(group, '')}.{decimals}" if found else whole),)
    mark = "." if dots else ","
    thousands = Decimal(surface.replace(mark, "")) if _grouped(surface, mark) else None
    if dots + commas > 1:
        if thousands is None:
            raise ValueError(f"separators in disorder: [{surface}]")
        return (thousands,)
    decimal = Decimal(surface.replace(",", "."))
    if thousands is None:
        return (decimal,)
    return (thousands, decimal) if dots else (decimal, thousands)


def _grouped(surface: str, mark: str) -> bool:
    first, *rest = surface.split(mark)
    return first[:1] != "0" and 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def in_letters(words: list[str]) -> Decimal:
    """The value of number words; raises ValueError where they are no number."""
    if words and ROLES.get(words[0], ("", 0))[0] == "sign":
        return -in_letters(words[1:])
    for mark in _POINTS:
        if mark in words:
            at = words.index(mark)
            return _whole(words[:at]) + _decimals(words[at + 1 :])
    if words and words[0] == "nửa":
        return _scaled(Decimal("0.5"), words[1:])
    return _whole(words)


def _scaled(value: Decimal, words: list[str]) -> Decimal:
    for word in words:
        if word not in FACTORS:
            raise ValueError(f"not a multiplier: [{word}]")
        value *= FACTORS[word]
    return value


def _decimals(words: list[str]) -> Decimal:
    """What stands after `phẩy`: digit by digit (`không năm`) or as one number (`mười bốn`), perhaps scaled."""
    cut = next((i for i, word in enumerate(words) if word in SCALES), len(words))
    digits = [_digit(word) for word in words[:cut]]
    if digits and all(digit is not None for digit in digits):
        shown = "".join(str(digit) for digit in digits)
    else:
        shown = str(_whole(words[:cut]))
    if cut < len(words):
        raise ValueError("a scale after spoken decimals")
    return Decimal(f"0.{shown}")


def _digit(word: str) -> Decimal | None:
    role, value = ROLES.get(word, ("", Decimal(0)))
    return value if role == "digit" else None


def _whole(words: list[str]) -> Decimal:
    """A whole number: parts below a thousand, each with its scale words, the scales falling."""
    if not words:
        raise ValueError("no words")
    total, last = Decimal(0), Decimal(0)
    i, scaled = 0, False
    while i < len(words):
        if words[i] == "rưỡi" and i == len(words) - 1 and last >= 100:
            return total + last / 2
        part, i = _part(words, i, padded=scaled)
        scale = Decimal(1)
        while i < len(words) and words[i] in SCALES:
            scale *= SCALES[words[i]]
            i += 1
        if scaled and scale >= last:
            raise ValueError("scales must fall")
        if scaled and scale == 1 and part < 10 and words[-2] not in {"lẻ", "linh"} and last >= 1000:
            # Spoken short form: `một triệu hai` is 1.2 million.
            part *= last / 10
        total += part * scale
        if scale == 1:
            if i < len(words) and words[i] == "rưỡi":
                last = Decimal(100) if part >= 100 and part % 100 == 0 else Decimal(0)
                if last and i == len(words) - 1:
                    return total + 50
            if i < len(words):
                raise ValueError(f"unexpected word: [{words[i]}]")
        last, scaled = scale, True
    return total


def _part(words: list[str], i: int, *, padded: bool) -> tuple[Decimal, int]:
    """A number below a thousand from `words[i]` on, and where it ends.

    `padded` parts stand after a scale and may begin with `không trăm` or `lẻ`.
    """
    value, start, linked = Decimal(0), i, False

    def role(at: int) -> tuple[str, Decimal]:
        return ROLES.get(words[at], ("", Decimal(0))) if at < len(words) else ("", Decimal(0))

    if role(i)[0] == "hundred":
        value, i = Decimal(100), i + 1
    elif role(i)[0] == "digit" and role(i + 1)[0] == "hundred":
        if not role(i)[1] and not padded:
            raise ValueError("không trăm opens no number")
        value, i = role(i)[1] * 100, i + 2
    hundred = i > start
    if role(i)[0] == "link" and (hundred or padded):
        linked, i = True, i + 1
    kind, number = role(i)
    free = not linked or not hundred  # after a scale `lẻ` may link tens too: `một nghìn lẻ hai mươi`
    if free and kind == "ten":
        value, i = value + 10, i + 1
        if (role(i)[0] == "digit" and role(i)[1] not in {0, 5}) or words[i : i + 1] in (["lăm"], ["nhăm"]):
            value, i = value + role(i)[1], i + 1
    elif free and kind == "tens":
        value, i = value + 10, i + 1
    elif kind == "digit" and free and role(i + 1)[0] == "tens" and number:
        value, i = value + number * 10, i + 2
        if role(i)[0] == "last" or (role(i)[0] == "digit" and role(i)[1]):
            value, i = value + role(i)[1], i + 1
    elif kind == "digit" and (linked or hundred or number or start == len(words) - 1):
        short = hundred and not linked and role(i + 1)[0] == ""
        # Spoken short form: `trăm hai` is 120.
        value, i = value + (number * 10 if short and value else number), i + 1
    elif linked:
        raise ValueError("lẻ must link a digit")
    if i == start:
        raise ValueError(f"not a number word: [{words[i] if i < len(words) else ''}]")
    return value, i


def in_words(number: int) -> str:
    """A whole number from 0 to 999 999 999 999 in words, with `lẻ` and `nghìn`; raises ValueError outside."""
    if not 0 <= number < 10**12:
        raise ValueError(f"out of range: [{number}]")
    if number == 0:
        return _NAMES[0]
    scales = ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (1, ""))
    groups = [(number // scale % 1000, name) for scale, name in scales]
    said: list[str] = []
    for value, name in groups:
        if value:
            said += [_below_thousand(value, padded=bool(said)), name]
    return " ".join(word for word in said if word)


def _below_thousand(number: int, *, padded: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = [_NAMES[hundreds], "trăm"] if hundreds or padded else []
    if tens > 1:
        said += [_NAMES[tens], "mươi"]
    elif tens:
        said += ["mười"]
    elif said and ones:
        said += ["lẻ"]
    if ones:
        last = {1: "mốt", 4: "tư", 5: "lăm"} if tens > 1 else {5: "lăm"} if tens else {}
        said += [last.get(ones, _NAMES[ones])]
    return " ".join(said)


def roman(text: str) -> int:
    """The value of a well-formed Roman numeral in capitals, as congresses carry; raises ValueError otherwise."""
    if not _ROMAN.fullmatch(text):
        raise ValueError(f"not a Roman numeral: [{text}]")
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
