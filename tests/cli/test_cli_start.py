"""What opening the app loads before the first paint, and what it does without."""

import subprocess
import sys

LATER = (
    "yaml",
    "ssl",
    "hashlib",
    "secrets",
    "hmac",
    "sqlite_utils",
    "rapidfuzz",
    "plotext",
    "multiprocessing",
    "annotations.importers",
    "annotations.exporters",
    "annotations.matching",
    "annotations.suggesters",
    "annotations.facts",
    "annotations.splits",
    "tui.screens.review",
    "tui.screens.claims",
    "tui.screens.export",
)


def loaded(code: str) -> set[str]:
    """Names of `LATER` that are imported, they or a part of them, when this has run."""
    told = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    return {name for name in LATER for module in modules if f"{module}.".startswith(f"{name}.")}


def test_the_app_is_there_before_what_it_needs_later() -> None:
    assert not loaded(
        "import tui.cli.options, tui.cli.opening\n"
        "tui.cli.opening._load_asyncio()\n"
        "from annotations.config import load; load(None, environ={})\n"
        "import tui.app, tui.resuming, tui.screens.annotate"
    )


def test_ssl_is_there_for_whoever_imports_it_later() -> None:
    code = (
        "import tui.cli.opening\ntui.cli.opening._load_asyncio()\n"
        "import asyncio, asyncio.sslproto\nassert asyncio.sslproto.ssl is None\n"
        "import ssl; ssl.create_default_context()"
    )
    assert loaded(code) == {"ssl"}


def test_asyncio_that_is_there_already_is_left_alone() -> None:
    code = (
        "import asyncio, tui.cli.opening\ntui.cli.opening._load_asyncio()\n"
        "import asyncio.sslproto; assert asyncio.sslproto.ssl is not None"
    )
    assert "ssl" in loaded(code)
