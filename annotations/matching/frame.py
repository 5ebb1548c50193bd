"""A sentence without the words that say who reports it.

`Russia is ready, the newspaper reported.` and `He said that Russia is ready.` say the same; what
differs is the frame. Cut off are a frame in front of `that` or a colon, `According to …,`, a frame
behind the last comma, and one behind or between quotations. The words for saying are English: in
other languages, and where the frame is not plain, a sentence stays whole. Refuses to say who
speaks, and to look for a frame further than `REACH` characters from either end.
"""

import re
from collections.abc import Iterator

from annotations.model import Span

REACH = 400

LEAST = 3
"""Words that have to be left; else the sentence stays whole."""

_VERBS = """
acknowledge acknowledged acknowledges add added adds admit admits admitted allege alleged alleges
announce announced announces argue argued argues assert asserted asserts believe believed believes
cautioned claim claimed claims conclude concluded concludes confirm confirmed confirms continued
declare declared declares denied denies emphasised emphasized explain explained explains hinted
hints indicate indicated indicates insist insisted insists maintained maintains mention mentioned
mentions note noted notes reiterated remarked replied report reported reports reveal revealed
reveals said say says state stated states stressed suggest suggested suggests tell tells think
thinks thought told underlined underlines warn warned warns write writes wrote
"""
_SAYING = rf"(?-i:\b(?:{'|'.join(_VERBS.split())})\b)"
"""In small letters only: `the States` say nothing."""

_WITHIN = r"(?:[^,.:;!?\"“”„«»]|(?<=(?-i:[A-Z]))\.)"
"""What a frame is made of: it has no punctuation inside, but for the full stops of `U.S.`"""
_OPEN, _SHUT = '["“„«]', '["”“»]'

_LINK = (
    r"(?:(?:however|also|meanwhile|moreover|further(?:more)?|but|and|still|yet|in addition"
    r"|on the other hand|at the same time)\b,?\s+)?"
)
_LINKING = "and|but|or|who|which|while|when|if|because|after|before"
"""What stands in front of a clause, not of a frame."""
_IN_FRONT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*{_OPEN}?{_WITHIN}{{1,60}}:\s+",
        rf"\s*{_LINK}(?:according to|as reported by)\b[^,\"“”„«»]{{1,120}},\s*",
        rf"\s*{_LINK}{_WITHIN}{{0,160}}?(?<!\band\s){_SAYING}{_WITHIN}{{0,40}}?\bthat\s+",
    )
)
_SHORT = rf"(?:(?!\bthat\b){_WITHIN}){{0,100}}"
_BEHIND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf",[\"”’']*\s+according to\s{_WITHIN}{{1,160}}[.…]*\s*$",
        rf",[\"”’']*\s+(?!(?:{_LINKING})\b){_SHORT}?{_SAYING}{_SHORT}[.…]*\s*$",
        r":\s+\w+(?:\s\w+)?\s*$",
    )
)
_QUOTED = re.compile(
    rf"\s*{_OPEN}(?P<said>[^\"”»]+[,.?!…][’']?){_SHUT}"
    rf"(?P<frame>[^\"“„«]{{1,{REACH}}})"
    rf"(?:{_OPEN}(?P<more>[^\"”»]+){_SHUT}?\W*)?$",
)
_SAYS = re.compile(_SAYING, re.IGNORECASE)
_WORD = re.compile(r"\w+")


def unframed(sentence: str) -> tuple[Span, ...]:
    """What is left without the frame: spans in order, code points of `sentence`.

    One span of the whole where no frame is found. Several where a frame stands between them.
    """
    whole = Span(0, len(sentence))
    spans = _of_quotation(sentence) or (_of_statement(sentence, whole),)
    words = sum(len(_WORD.findall(sentence, *span)) for span in spans)
    return spans if words >= LEAST else (whole,)


def core(sentence: str) -> str:
    """The words of `unframed`, one blank between the pieces."""
    return " ".join(sentence[start:end] for start, end in unframed(sentence))


def _of_quotation(sentence: str) -> tuple[Span, ...]:
    """The quotations of a sentence that is made of them and a frame; else nothing."""
    found = _QUOTED.match(sentence)
    if found is None or not _SAYS.search(found["frame"]):
        return ()
    names = ("said", "more") if found["more"] else ("said",)
    return tuple(Span(*found.span(name)) for name in names)


def _of_statement(sentence: str, whole: Span) -> Span:
    """The span without frames at its ends: a frame may stand within another."""
    start, end = whole
    for cut in _cuts_behind(sentence):
        end = min(end, cut)
    for pattern in _IN_FRONT:
        found = pattern.match(sentence, start, min(end, start + REACH))
        if found and _WORD.search(sentence, found.end(), end):
            start = found.end()
    return Span(start, end)


def _cuts_behind(sentence: str) -> Iterator[int]:
    """Where frames at the end begin."""
    for pattern in _BEHIND:
        found = pattern.search(sentence, max(0, len(sentence) - REACH))
        if found:
            yield found.start()
