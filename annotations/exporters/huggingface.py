"""A folder that `datasets.load_dataset` reads: JSON lines, and what its card declares of them.

`data/` holds a file a split, one row a sentence; `annotations/all.jsonl` everybody's own labels,
for work on disagreement. Without declared columns a key that is null in all rows would have no
type and labels would be mere texts; `card_header` declares each. Refuses to write the card: its
words come from elsewhere.
"""

from collections.abc import Iterable, Iterator

from annotations.exporters.columns import KINDS, Kind
from annotations.exporters.row import PERSON_KEYS, without_text
from annotations.exporters.shape import TRAIN, Files, Labelled, Terms, split_names, split_of
from annotations.exporters.training import lines

EVERYONE = "annotations/all.jsonl"
OWN, OWN_SPLIT = "annotations", "everyone"
"""The labels of each person: the file, its configuration, and the one split in that, since `all`
is reserved."""

_DTYPES: dict[Kind, dict[str, object]] = {
    "text": {"dtype": "string"},
    "whole": {"dtype": "int64"},
    "share": {"dtype": "float64"},
    "texts": {"sequence": "string"},
}
_LABELS = ("label", "secondary")


def write_huggingface(articles: Iterable[Labelled], files: Files, terms: Terms) -> Iterator[None]:
    """The file of each split that has rows, and that of everybody's labels."""
    files.open(_data(TRAIN))
    of_everyone, keys = files.open(EVERYONE), own_keys(terms)
    for article in articles:
        if article.rows:
            file = files.open(_data(split_of(article)))
            file.writelines(lines(article.rows, terms.keys))
        of_everyone.writelines(lines(article.everyone, keys))
        yield


def card_header(terms: Terms) -> dict[str, object]:
    """What stands in the YAML of the card: which files there are, and the type of every column.

    `terms.splits` should name those alone that have rows: `datasets` does not load a folder in
    which a split is empty. See https://huggingface.co/docs/hub/datasets-manual-configuration.
    """
    configs = {
        "default": {split: _data(split) for split in split_names(terms)},
        OWN: {OWN_SPLIT: EVERYONE},
    }
    keys = {"default": terms.keys, OWN: own_keys(terms)}
    return {
        "configs": [
            {
                "config_name": name,
                "data_files": [{"split": split, "path": path} for split, path in paths.items()],
            }
            for name, paths in configs.items()
        ],
        "dataset_info": [
            {"config_name": name, "features": [_feature(key, terms.labels) for key in keys[name]]}
            for name in configs
        ],
    }


def _data(split: str) -> str:
    return f"data/{split}.jsonl"


def own_keys(terms: Terms) -> tuple[str, ...]:
    """The keys of the rows that hold everybody's own labels."""
    return PERSON_KEYS if "text" in terms.keys else without_text(PERSON_KEYS)


def _feature(key: str, labels: tuple[str, ...]) -> dict[str, object]:
    if key in _LABELS:
        names = {str(number): label for number, label in enumerate(labels)}
        return {"name": key, "dtype": {"class_label": {"names": names}}}
    return {"name": key, **_DTYPES[KINDS[key]]}
