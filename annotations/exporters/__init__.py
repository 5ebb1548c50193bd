"""Labelled sentences as training sets: one writer a format, in a visible dict.

Which sentences become rows is decided before (`annotations.workflow`), where the bytes go after
(`place`).
"""

from annotations.exporters.brat import write_brat
from annotations.exporters.doccano import as_doccano
from annotations.exporters.huggingface import card_header, write_huggingface
from annotations.exporters.label_studio import write_label_studio
from annotations.exporters.needs import check_installed
from annotations.exporters.parquet import write_parquet
from annotations.exporters.place import (
    Decision,
    Folder,
    OneFile,
    check,
    check_folder,
    placed,
    placed_folder,
    resolved,
    streamed,
)
from annotations.exporters.prodigy import as_prodigy
from annotations.exporters.row import PERSON_KEYS, RESOLVED_KEYS, Row, bare, without_text
from annotations.exporters.shape import Files, Format, Labelled, Terms, articlewise, rowwise
from annotations.exporters.spacyformat import write_spacy
from annotations.exporters.table import as_csv
from annotations.exporters.training import as_jsonl

FORMATS: dict[str, Format] = {
    "jsonl": Format(
        write=articlewise(as_jsonl),
        says="one object a line, all that is known",
        loads="pandas.read_json(PATH, lines=True, dtype=False)",
        endings=("jsonl",),
        texts=False,
    ),
    "csv": Format(
        write=rowwise(as_csv),
        says="for spreadsheets",
        loads='pandas.read_csv(PATH, dtype=str, keep_default_na=False, na_values=[""])',
        endings=("csv",),
        texts=False,
    ),
    "hf": Format(
        write=write_huggingface,
        says="a folder for the library datasets",
        loads="datasets.load_dataset(PATH)",
        folder=True,
        of_everyone=False,
        texts=False,
        wants_everyone=True,
        header=card_header,
    ),
    "spacy": Format(
        write=write_spacy,
        says="a folder of DocBin files for spaCy's textcat and spancat",
        loads='spacy.tokens.DocBin().from_disk(PATH + "/sentences/train.spacy")',
        folder=True,
        needs=("spacy",),
        of_everyone=False,
    ),
    "prodigy": Format(
        write=articlewise(as_prodigy),
        says="for Prodigy's db-in",
        loads="pandas.read_json(PATH, lines=True, dtype=False)",
    ),
    "doccano": Format(
        write=articlewise(as_doccano),
        says="for a doccano project of text classification",
        loads="pandas.read_json(PATH, lines=True, dtype=False)",
    ),
    "label-studio": Format(
        write=write_label_studio,
        says="for Label Studio, a task an article",
        loads='json.load(open(PATH, encoding="utf-8"))',
    ),
    "brat": Format(
        write=write_brat,
        says="a folder of texts with standoff annotations",
        loads="",
        folder=True,
        of_everyone=False,
    ),
    "parquet": Format(
        write=write_parquet,
        says="one table with typed columns",
        loads="pandas.read_parquet(PATH)",
        endings=("parquet",),
        needs=("pyarrow",),
        texts=False,
    ),
}
"""Format name → how it is written."""

__all__ = [
    "FORMATS",
    "PERSON_KEYS",
    "RESOLVED_KEYS",
    "Decision",
    "Files",
    "Folder",
    "Format",
    "Labelled",
    "OneFile",
    "Row",
    "Terms",
    "bare",
    "card_header",
    "check",
    "check_folder",
    "check_installed",
    "placed",
    "placed_folder",
    "resolved",
    "streamed",
    "without_text",
]
