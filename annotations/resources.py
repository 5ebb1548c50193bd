"""Where the files that come with claimdesk are, and the folders that belong to its user.

In a checkout the shipped files stand at its top level, in a wheel in `annotations/_bundled`.
Nothing here opens or creates a file, and the working folder is never looked at: a
`config.yaml` that happens to lie beside somebody's articles must not change the program.
"""

from pathlib import Path

APPLICATION = "claimdesk"
_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str, *, checkout: str = "") -> Path:
    """Path of a shipped file; `checkout` is its place in the repository where that differs."""
    bundled = _PACKAGE / "_bundled"
    return bundled / name if bundled.is_dir() else _PACKAGE.parent / (checkout or name)


def shipped_config() -> Path:
    """The configuration that is used where the user has not said otherwise."""
    return _shipped("config.yaml")


def seeds_folder() -> Path:
    """The folder of sample articles that fills a new database."""
    return _shipped("seeds")


def guideline_file() -> Path:
    """The annotation guideline, Markdown, that the shipped label set follows."""
    return _shipped("guideline.md", checkout="docs/guideline.md")


def user_config_file() -> Path:
    """`config.yaml` in the user's configuration folder, whether or not it exists.

    Linux: `$XDG_CONFIG_HOME/claimdesk`; macOS: `Application Support`; Windows: `%LOCALAPPDATA%`.
    """
    from platformdirs import user_config_path  # noqa: PLC0415  # --help must not pay for it

    return user_config_path(APPLICATION, appauthor=False) / "config.yaml"


def data_folder() -> Path:
    """The user's folder for databases, whether or not it exists."""
    from platformdirs import user_data_path  # noqa: PLC0415  # --help must not pay for it

    return user_data_path(APPLICATION, appauthor=False)


def default_database() -> Path:
    """The database that is opened when neither an option nor the configuration names one."""
    return data_folder() / "claimdesk.db"
