"""A sentence as a model sees it, and the model: estimators of scikit-learn (extra `learn`).

Word and character n-grams, cues of the sentence and its neighbours, and what `rules` says of it.
The library is imported when a model is fitted, since that takes seconds. Refuses to judge whether
a model is any good: `learned` does.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from annotations.matching.saying.cues import CUES
from annotations.matching.saying.words import MODALS
from annotations.nouns import dataclass
from annotations.suggesters.asked import Asked
from annotations.suggesters.rules import by_rule

NEEDS = "sklearn"

_SEED = 1
_LEAST_OF_A_LABEL = 3
"""Sentences of a label from which on it is learned."""
_READ = 2_000
"""Characters of a sentence that are looked at."""
_GRAMS = 20_000
"""N-grams of each kind that are looked at, the most frequent ones."""

Pair = tuple[str, str | None]
"""Primary and secondary label."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PIECE = r"\w+|[^\w\s]"
"""A word or a sign: no sentence is without one."""
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_MODAL = MODALS - {"to"}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as the model sees it."""

    text: str
    cues: Mapping[str, float]
    ruled: str
    """The label that `rules` suggests; "" for none."""


def seen(asked: Asked) -> list[Row]:
    """The sentences of an article as the model sees them."""
    ruled = by_rule(asked)
    names = ["edge" if one is None else one.label for one in ruled]
    around = ["edge", *names, "edge"]
    last = max(len(asked.sentences) - 1, 1)
    rows = []
    for at, (sentence, one) in enumerate(zip(asked.sentences, ruled, strict=True)):
        cues = dict(_cues(sentence.text[:_READ]))
        cues["place"] = at / last
        cues[f"rules say {names[at]} {one.secondary if one else None}"] = 1.0
        cues[f"rules say {names[at]}"] = one.score if one else 0.0
        cues[f"before {around[at]}"] = cues[f"behind {around[at + 2]}"] = 0.5
        rows.append(Row(sentence.text[:_READ], cues, one.label if one else ""))
    return rows


def _cues(text: str) -> Iterator[tuple[str, float]]:
    """What the words of a sentence give away, by itself."""
    words = [word.lower() for word in _WORD.findall(text)]
    found = set(words)
    yield "verb of saying", float(any(word in CUES for word in found))
    yield "according to", float("according to" in text.lower())
    yield "quotation", float(any(mark in text for mark in '"“”«»'))
    yield "digit", float(any(sign.isdigit() for sign in text))
    yield "first person", float(bool(found & _FIRST_PERSON))
    yield "modal", float(bool(found & _MODAL))
    yield "end mark", float(text.rstrip(" \"'”’»)").endswith((".", "!", "?", "…")))
    yield "question", float("?" in text)
    yield "length", min(len(words), 40) / 40


def frequent(pairs: Iterable[Pair]) -> set[str]:
    """The labels that are given often enough to be learned."""
    counts = Counter(label for label, _ in pairs)
    return {label for label, n in counts.items() if n >= _LEAST_OF_A_LABEL}


@dataclass(frozen=True, slots=True)
class Model:
    """Fitted estimators of scikit-learn."""

    words: Any
    signs: Any
    cues: Any
    primary: Any
    secondary: Any
    """None where too few secondary labels were given."""


def fitted(taught: Sequence[tuple[Row, Pair]]) -> Model:
    """Fit the model anew. Labels too rare to learn are left out."""
    from sklearn.feature_extraction import (  # type: ignore[import-untyped]  # noqa: PLC0415 - takes seconds, and is an extra
        DictVectorizer,
    )
    from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
        TfidfVectorizer,
    )

    common = frequent(pair for _, pair in taught)
    kept = [(row, pair) for row, pair in taught if pair[0] in common]
    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, token_pattern=_PIECE, max_features=_GRAMS
    )
    signs = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, max_features=_GRAMS
    )
    model = Model(words, signs, DictVectorizer(), None, None)
    features = _features(model, [row for row, _ in kept], fit=True)
    primary = _regression().fit(features, [label for _, (label, _) in kept])
    second = [secondary or "" for _, (_, secondary) in kept]
    secondary = _regression().fit(features, second) if len(set(second)) > 1 else None
    return Model(words, signs, model.cues, primary, secondary)


def _regression() -> Any:
    """One logistic regression a label, by a solver that needs no threads and no luck."""
    from sklearn.linear_model import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
        LogisticRegression,
    )
    from sklearn.multiclass import (  # type: ignore[import-untyped]  # noqa: PLC0415 - as above
        OneVsRestClassifier,
    )

    one = LogisticRegression(C=4.0, tol=0.01, solver="liblinear", random_state=_SEED)
    return OneVsRestClassifier(one)


def _features(model: Model, rows: Sequence[Row], *, fit: bool = False) -> Any:
    """The feature matrix of some sentences, one row each."""
    from scipy.sparse import (  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with scikit-learn
        hstack,
    )

    texts, cues = [row.text for row in rows], [dict(row.cues) for row in rows]
    parts = [(model.words, texts), (model.signs, texts), (model.cues, cues)]
    made = [one.fit_transform(of) if fit else one.transform(of) for one, of in parts]
    return hstack(made).tocsr()


def predicted(model: Model, rows: Sequence[Row]) -> list[tuple[str, float, str | None]]:
    """Label, its probability and secondary label of each sentence."""
    if not rows:
        return []
    features = _features(model, rows)
    chances = model.primary.predict_proba(features)
    seconds = [""] * len(rows) if model.secondary is None else model.secondary.predict(features)
    best = chances.argmax(axis=1)
    return [
        (str(model.primary.classes_[at]), float(chance[at]), str(second) or None)
        for at, chance, second in zip(best, chances, seconds, strict=True)
    ]
