"""The formats that articles come in, in one visible dict."""

from annotations.importers.jsonlines import import_jsonl
from annotations.importers.markdown import import_markdown
from annotations.importers.separated import import_csv
from annotations.importers.source import Importer
from annotations.importers.text import import_text
from annotations.importers.webpage import import_html

IMPORTERS: dict[str, Importer] = {
    "text": import_text,
    "markdown": import_markdown,
    "html": import_html,
    "jsonl": import_jsonl,
    "csv": import_csv,
}
"""Format name -> importer."""
