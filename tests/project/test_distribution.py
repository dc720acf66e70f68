"""The wheel and the sdist: what is in them, and that the wheel works alone."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, site: Path | None = None) -> str:
    path = {} if site is None else {"PYTHONPATH": str(site)}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def site(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel alone."""
    folder = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", folder)
    run(*pip, *dist.glob("*.whl"), cwd=folder)
    return folder


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(dist: Path) -> None:
    tracked = run("git", "ls-files", "graphkit", cwd=ROOT).splitlines()
    (wheel,) = dist.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert "graphkit/py.typed" in names
    assert set(tracked) - names == set()
    assert {name.split("/")[0] for name in names} == {"graphkit"}


def test_the_sdist_holds_the_tests_and_the_license(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"LICENSE", "README.md", "Makefile", "tests/conftest.py", "tools/python.sh"} <= names
    assert not any(name.startswith(("tools/neo4j/target", "data/.graphkit")) for name in names)


def test_the_wheel_works_outside_the_checkout(site: Path, tmp_path: Path) -> None:
    graphkit = site / "bin" / "graphkit"
    where = "import graphkit; print(graphkit.__file__)"
    assert run(sys.executable, "-c", where, cwd=tmp_path, site=site).startswith(str(site))

    run(graphkit, "init", "x", cwd=tmp_path, site=site)
    project = tmp_path / "x"
    run(graphkit, "check", cwd=project, site=site)
    run(graphkit, "load", cwd=project, site=site)
    assert run(graphkit, "query", "--list", cwd=project, site=site) != ""
    run(graphkit, "view", cwd=project, site=site)
    assert (project / "graph.html").stat().st_size > 0
