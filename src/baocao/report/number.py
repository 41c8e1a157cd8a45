"""Numbers, amounts and dates as the reader's language writes them.

Values are exact decimals and are printed with every digit they have; only derived values, which a
division can make endless, are shortened, and then say so with `≈`.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext

from babel.dates import format_date
from babel.numbers import format_decimal
from msgspec import Struct

from baocao.report.messages import Catalogue, catalogue
from baocao.report.unit import is_money, symbol

SIGNIFICANT = 4
"""Digits kept of a derived value that does not end; more would claim what the sources do not."""
ENDS = 3
"""Significant digits of the ends of an interval, which are rounded outwards."""
EXACT_DIGITS = 12
"""A derived value with more digits than this is shortened."""
SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
"""Money is printed in the largest of these that leaves at most three decimals, as Vietnamese offices do."""
CALENDAR_YEAR = "calendar year"
"""A year of the calendar as a value: printed without digit groups and without a unit."""
_WIDE = 200
"""Digits of the working context: no number that a text can state within its size limit is rounded."""


class Amount(Struct, frozen=True):
    """A printed amount in its parts, for faces that set them apart."""

    bound: str
    """gần, trên, khoảng … or empty."""
    value: str
    unit: str
    glued: bool = False
    """True where the unit follows without a space (10,2%)."""

    def __str__(self) -> str:
        return f"{self.bound} {self.bare}".strip()

    @property
    def bare(self) -> str:
        """Value and unit without the bound."""
        if not self.unit or self.glued or self.unit.startswith("/"):
            return self.value + self.unit
        return f"{self.value} {self.unit}"


def number(value: Decimal, lang: str) -> str:
    """`value` with the digit groups and the decimal mark of `lang`: 1.599 and 10,2 in vi, 1,599 and 10.2 in en."""
    with localcontext(Context(prec=_WIDE)):
        return format_decimal(value.normalize(), locale=lang, decimal_quantization=False)


def _ends_soon(value: Decimal) -> bool:
    """Whether all digits of a computed value can be printed."""
    return len(value.normalize().as_tuple().digits) <= EXACT_DIGITS and _places(value) <= SIGNIFICANT


def _rounded(value: Decimal, unit: str | None, digits: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """`value` with so many significant digits, never losing whole units, of money whole millions or billions."""
    scales = SCALES if unit is not None and is_money(unit) else ()
    whole = next((scale for scale, _ in scales if abs(value) >= scale), Decimal(1))
    places = value.adjusted() - whole.adjusted()
    return Context(prec=max(digits, places + 1), rounding=rounding).plus(value)


def amount(
    low: Decimal | None,
    high: Decimal | None,
    unit: str | None,
    lang: str,
    *,
    per: str | None = None,
    of: Decimal | None = None,
    bound: str = "",
) -> Amount:
    """The printed form of one value, a range, an open end or `n/of`; `bound` is put before it as given."""
    ends = [end for end in (low, high) if end is not None]
    scale, word = _scale(ends, unit)
    if unit == CALENDAR_YEAR:
        return Amount(bound, "–".join(dict.fromkeys(f"{end:f}" for end in ends)), "")
    with localcontext(Context(prec=_WIDE)):
        texts = [number(end / scale, lang) for end in ends]
        whole = "" if of is None else number(of / scale, lang)
    if of is not None:
        texts = [f"{texts[0]}/{whole}"] if texts else [whole]
    elif len(texts) == 2 and texts[0] == texts[1]:
        texts.pop()
    value = "–".join(texts) if not any(text.startswith("-") for text in texts) else " … ".join(texts)
    say = catalogue(lang)
    return _dress(Amount(bound, value, ""), unit, per, word, ends[-1] if ends else None, say)


def interval(
    low: Decimal | None,
    high: Decimal | None,
    unit: str | None,
    lang: str,
    *,
    per: str | None = None,
    low_open: bool = False,
    high_open: bool = False,
) -> str:
    """A computed value: exact, shortened with ≈, or an interval whose open ends are said in words.

    The ends of an interval are shortened outwards, so that what is printed always holds the value.
    """
    say = catalogue(lang)
    if (
        low is not None
        and high is not None
        and (low == high or _rounded(low, unit, SIGNIFICANT) == _rounded(high, unit, SIGNIFICANT))
    ):
        short = low if low == high and _ends_soon(low) else _rounded(low, unit, SIGNIFICANT)
        return ("" if low == high == short else "≈ ") + amount(short, short, unit, lang, per=per).bare
    if low == 0 and high is not None and unit is not None and is_money(unit):
        low = None  # `over 0` tells nothing of money
    low = None if low is None else _rounded(low, unit, ENDS, ROUND_FLOOR)
    high = None if high is None else _rounded(high, unit, ENDS, ROUND_CEILING)
    if low is None or high is None:
        end = amount(low, high, unit, lang, per=per).bare
        if high is None:
            return (say.gettext("over {amount}") if low_open else say.gettext("at least {amount}")).format(amount=end)
        return (say.gettext("under {amount}") if high_open else say.gettext("at most {amount}")).format(amount=end)
    both = amount(low, high, unit, lang, per=per)
    if not (low_open or high_open):
        return both.bare
    scale, _ = _scale([low, high], unit)
    pattern = {
        (True, True): say.gettext("over {low} to under {high}"),
        (True, False): say.gettext("over {low} up to {high}"),
        (False, True): say.gettext("{low} to under {high}"),
    }[low_open, high_open]
    sign, before, _ = symbol(unit, high, lang)
    ends = pattern.format(low=number(low / scale, lang), high=number(high / scale, lang))
    return Amount("", f"{sign} {ends}" if before else ends, both.unit, both.glued).bare


def day(value: date, lang: str, *, long: bool = False) -> str:
    """A calendar day: 16/06/2020 in vi; 16 Jun 2020 in en, 16 June 2020 where there is room."""
    english = "d MMMM yyyy" if long else "d MMM yyyy"
    return format_date(value, locale=lang, format="dd/MM/yyyy" if lang == "vi" else english)


def _dress(bare: Amount, unit: str | None, per: str | None, word: str, last: Decimal | None, say: Catalogue) -> Amount:
    """`bare` with its unit, scale word and denominator in the order of the language."""
    sign, before, glued = symbol(unit, last, say.lang)
    scale = {"": "", "billion": say.gettext("billion"), "million": say.gettext("million")}[word]
    value = f"{sign} {bare.value}" if before else bare.value
    tail = " ".join(part for part in (scale, "" if before else sign) if part)
    if per:
        tail += "/" + "/".join(symbol(part.strip(), Decimal(1), say.lang)[0] for part in per.split("/"))
    return Amount(bare.bound, value, tail, glued and not scale)


def _scale(ends: list[Decimal], unit: str | None) -> tuple[Decimal, str]:
    if unit is not None and is_money(unit) and ends:
        for scale, word in SCALES:
            if all(abs(end) >= scale and _places(end / scale) <= 3 for end in ends):
                return scale, word
    return Decimal(1), ""


def _places(value: Decimal) -> int:
    """Digits after the decimal mark."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
