"""Which encoding older than Unicode a file is in, judged by the words that come out.

charset-normalizer is good at telling scripts apart and poor at telling Latin alphabets apart:
it takes French in cp1252 for cp1250, and a Ukrainian page for gb18030. So its guess counts
only where the text becomes another script with sane words, and the Latin encodings are told
apart here, by which one writes the accented letters of a single language.

Refuses to guess where nothing fits: then cp1252, the commonest of them, or None when the
bytes are not even that.
"""

import re
from collections import Counter
from collections.abc import Iterator

from annotations.text.mojibake import is_cyrillic

_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúü",  # Spanish
    "àáâãçéêíóôõú",  # Portuguese
    "àçèéíïòóúü",  # Catalan
    "àèéìòù",  # Italian
    "äëéèïöüó",  # Dutch
    "åæøéóô",  # Danish, Norwegian
    "åäöé",  # Swedish, Finnish
    "áðéíóúýþæö",  # Icelandic
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţșț",  # Romanian
    "čćđšž",  # Croatian, Serbian, Slovene
    "çğıöşüâîû\u0307",  # Turkish; İ falls apart in lower case
    "āčēģīķļņšūž",  # Latvian
    "ąčęėįšųūž",  # Lithuanian
    "äõöüšž",  # Estonian
)
_LATIN = ("cp1250", "iso8859-2", "cp1254", "cp1257", "mac_roman", "cp850")
"""Tried beside cp1252, in this order; the first of the best wins."""

_CERTAIN = 0.97
"""cp1252 is taken without a look at the others when this share of its letters fits."""
_LEAST = 0.8
"""What any other Latin encoding must explain."""
_MARGIN = 0.05
"""By how much another Latin encoding must fit better than cp1252."""

_WHOLE_WORD = 3
"""No Latin alphabet writes words this long, and longer, in letters outside ASCII alone."""

_LETTER = r"[^\W\d_²³¹¼½¾]"
_WORD = re.compile(rf"{_LETTER}+(?:[¦§¬¯±³¶¹¼½¾‚ƒˆ‰†‡¢¤¥¨´¸]+{_LETTER}*)*|[¦¬¯±³¶¼¾]+{_LETTER}+")
"""A run of letters, with those signs that stand inside words only by a wrong decoding."""
_NEVER = re.compile("[\x80-\x9f\u2500-\u259f]")
"""C1 controls and box drawing: what no article holds."""

_SCRIPTS = {
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "armenian": re.compile("[\u0530-\u058f]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "georgian": re.compile("[\u10a0-\u10ff]"),
    "east asian": re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff10-\uff5a]"),
}
_OUTSIDE = re.compile(r"[^\W\d_\x00-\x7f²³¹¼½¾]")
_MIXED = re.compile(rf"[A-Za-z]{{2}}{_OUTSIDE.pattern}|{_OUTSIDE.pattern}[A-Za-z]{{2}}")
_ODD = re.compile("[\x80-\x9f\u1100-\u11ff\u3130-\u318f\ue000-\uf8ff\ufe30-\ufe6f\uff65-\uff9f]")
"""What wrong readings produce: C1 controls, loose jamo, private use, small and half forms."""
_CYRILLIC_VOWEL = re.compile("[аеёиоуыэюяіїєў]", re.IGNORECASE)
_CASE_CLASH = re.compile(r"[a-zà-ÿа-яёіїєα-ω][A-ZÀ-ÞА-ЯЁІЇЄҐЎΑ-Ω]")
_BROKEN_SHARE = 0.02
_FEWEST_LETTERS = 10
"""Below that any script will do for any bytes."""

_CYRILLIC_CODECS = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "mac_cyrillic", "cp866")


def legacy_encoding(raw: bytes) -> str | None:
    """Name the encoding of bytes that are not UTF-8, or None when nothing decodes them.

    The named codec decodes `raw` without an error.
    """
    western = _read(raw, "cp1252")
    if western is not None and _fit(western) >= _CERTAIN:
        return "cp1252"
    return _cyrillic(raw) or _other_script(raw) or _best_latin(raw, western)


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _cyrillic(raw: bytes) -> str | None:
    """Return the first encoding that makes Cyrillic beyond doubt, and no box drawing."""
    for encoding in _CYRILLIC_CODECS:
        text = _read(raw, encoding)
        if text is not None and is_cyrillic(text) and not _NEVER.search(text):
            return encoding
    return None


def _other_script(raw: bytes) -> str | None:
    """Return the first guess of charset-normalizer that is sane text in another script."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # 50 ms that few imports need

    for guess in from_bytes(raw):
        text = _read(raw, guess.encoding)
        if text is not None and _is_sane_script(text):
            return guess.encoding
    return None


def _is_sane_script(text: str) -> bool:
    outside = len(_OUTSIDE.findall(text))
    if outside < _FEWEST_LETTERS:
        return False
    script, letters = max(
        ((name, len(pattern.findall(text))) for name, pattern in _SCRIPTS.items()),
        key=lambda pair: pair[1],
    )
    if letters < (1 - 2 * _BROKEN_SHARE) * outside:
        return False
    if script == "cyrillic" and len(_CYRILLIC_VOWEL.findall(text)) < 0.3 * letters:
        return False
    broken = (len(pattern.findall(text)) for pattern in (_MIXED, _ODD, _CASE_CLASH))
    return all(count <= _BROKEN_SHARE * outside for count in broken)


def _best_latin(raw: bytes, western: str | None) -> str | None:
    """Return the Latin encoding whose reading fits one language clearly better than cp1252."""
    best, score = None, _LEAST
    if western is not None:
        best, score = "cp1252", max(_fit(western) + _MARGIN, _LEAST)
    for encoding in _LATIN:
        text = _read(raw, encoding)
        if text is not None and (fit := _fit(text)) > score:
            best, score = encoding, fit
    return best


def _fit(text: str) -> float:
    """Return the share of letters outside ASCII that one language's alphabet explains.

    1.0 without any such letter. Signs inside words, capitals after small letters and words
    without a single ASCII letter are explained by nothing.
    """
    counts = Counter[str]()
    unexplained = len(_NEVER.findall(text))
    for word in _outside_words(text):
        letters = [letter for letter in word if letter > "\x7f"]
        if len(word) >= _WHOLE_WORD and len(letters) == len(word):
            unexplained += len(letters)
            continue
        clash = bool(_CASE_CLASH.search(word))
        counts.update("".join(letters).lower())
        unexplained += clash
    total = counts.total() + unexplained
    if not total:
        return 1.0
    explained = max(sum(counts[letter] for letter in alphabet) for alphabet in _ALPHABETS)
    return explained / total


def _outside_words(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(text) if not word.isascii())
