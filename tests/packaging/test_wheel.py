"""The wheel, as somebody gets it who has never seen the repository."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # one worker, which builds it once
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable, "-m", "build", "--wheel", "--no-isolation",
            "--outdir", str(folder), str(ROOT),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a clean environment: our wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
        capture_output=True,
    )
    asked = subprocess.run(
        [scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    packages = Path(asked.stdout.strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts / "claimdesk"


def test_the_top_level_of_the_wheel_is_the_two_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}

    assert tops == {"annotations", "tui"}
    assert "annotations/_bundled/config.yaml" in names
    assert "annotations/_bundled/guideline.md" in names
    assert "tui/app.tcss" in names
    assert sum(name.startswith("annotations/_bundled/seeds/") for name in names) == 6


def test_the_installed_command_works_from_the_root_folder(installed: Path, tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("A headline of some five words\n\nOne sentence. And another one.\n")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CLAIMDESK")},
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    environ.pop("PYTHONPATH", None)

    def run(*arguments: str) -> str:
        return subprocess.run(
            [installed, *arguments],
            cwd="/",
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert run("--version").startswith("claimdesk")
    run("import", str(article))
    assert "A headline of some five words" in run("articles")
    assert len(run("sentences", "one.txt", "--json").splitlines()) == 3
    run("export", str(tmp_path / "labels.jsonl"))
    assert "labels:" in run("config")
    where = subprocess.run(
        [installed.with_name("python"), "-c", "import annotations; print(annotations.__file__)"],
        cwd="/",
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(installed.parents[1]) in where
