"""Units of measure: what counts as the same unit, and how large each is.

Factors are those of the SI brochure and of the international yard and pound; a month is 30.4 days,
a year 365. Currencies have no factor: their rates move. Refuses abbreviations of one letter that
are not glued to their number.
"""

from typing import NamedTuple

from annotations.matching.detectors.words import listed


class Unit(NamedTuple):
    """A unit by its name; two of one dimension convert by their factors."""

    name: str
    dimension: str
    factor: float = 0.0
    """To the base unit of the dimension; 0 where it has none."""


_MEASURES: dict[str, dict[str, float]] = {
    "length": {
        "millimetre millimetres millimeter millimeters mm": 0.001,
        "centimetre centimetres centimeter centimeters cm": 0.01,
        "metre metres meter meters": 1,
        "kilometre kilometres kilometer kilometers km kms": 1000,
        "inch inches": 0.0254,
        "foot feet": 0.3048,
        "yard yards": 0.9144,
        "mile miles": 1609.344,
        "step steps": 0,
    },
    "mass": {
        "gram grams gramme grammes": 0.001,
        "kilogram kilograms kilo kilos kg": 1,
        "tonne tonnes": 1000,
        "ton tons": 1000,
        "pound pounds lb lbs": 0.45359237,
        "ounce ounces oz": 0.028349523125,
    },
    "area": {"hectare hectares": 10_000, "acre acres": 4046.8564224},
    "volume": {
        "litre litres liter liters": 1,
        "gallon gallons": 3.785411784,
        "barrel barrels": 158.987294928,
    },
    "time": {
        "second seconds": 1,
        "minute minutes": 60,
        "hour hours": 3600,
        "day days": 86_400,
        "week weeks": 604_800,
        "month months": 2_626_560,
        "year years": 31_536_000,
        "decade decades": 315_360_000,
        "century centuries": 3_153_600_000,
    },
    "power": {"kilowatt kilowatts kw": 1, "megawatt megawatts mw": 1000, "gigawatt gigawatts": 1e6},
    "currency": {
        "dollar dollars usd": 0,
        "euro euros eur": 0,
        "hryvnia hryvnias hryvnya uah": 0,
        "rouble roubles ruble rubles rub": 0,
        "yen jpy": 0,
        "yuan renminbi": 0,
        "rupee rupees": 0,
        "franc francs": 0,
    },
    "share": {"percent pct": 0},
}

UNITS: dict[str, Unit] = {
    spelling: Unit(names.split(" ")[0], dimension, factor)
    for dimension, measures in _MEASURES.items()
    for names, factor in measures.items()
    for spelling in names.split(" ")
}
"""Spelling → unit, folded."""

GLUED = {"m": UNITS["metre"], "g": UNITS["gram"], "kg": UNITS["kg"], "h": UNITS["hour"]}
"""Abbreviations that mean a unit only where they hang on the number: 5m."""

PERCENT = UNITS["percent"]
POINTS = Unit("percentage point", "points")
SQUARE = {
    name: Unit(f"square {UNITS[name].name}", "area", UNITS[name].factor ** 2)
    for name in listed("metres meters metre meter kilometres kilometers km miles mile feet foot")
}
COUNT = Unit("", "count")
ORDINAL = Unit("ordinal", "ordinal")

CURRENCY_MARKS = {
    "$": UNITS["dollar"],
    "€": UNITS["euro"],
    "£": Unit("pound sterling", "currency"),
    "¥": UNITS["yen"],
    "₴": UNITS["hryvnia"],
    "₽": UNITS["rouble"],
}
IDIOMS = listed("metre inch step centimetre millimetre foot")
"""Units of "not retreat a metre": there they measure nothing."""
