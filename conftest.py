"""What holds for every test and every example in the docs: an environment without surprises."""

import os
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parent
NOTHING_SKIPPED = os.environ.get("GRAPHKIT_TEST_NO_SKIP") == "1"
MARKERS = {
    "neo4j": {"neo4j_server", "clean_neo4j", "neo4j_2026", "clean_neo4j_2026"},
    "chromium": {"chromium", "chromium_process", "browser"},
}

LONG = (
    "tests/stores/neo4j/test_faults",
    "tests/stores/test_reading",
    "tests/stores/conformance",
    "tests/stores/",
    "tests/project/",
    "tests/benchmarks/",
    "tests/exports/",
)
"""How the names of files of long tests begin, the longest first."""

NIGHTLY = os.environ.get("GRAPHKIT_TEST_NIGHTLY") == "1"

# A shared machine makes no promise about time; CI tries the same examples every time, and the
# nights new ones.
hypothesis.settings.register_profile(
    "graphkit",
    deadline=None,
    derandomize=bool(os.environ.get("CI")) and not NIGHTLY,
    max_examples=200 if NIGHTLY else 25,
)
hypothesis.settings.load_profile("graphkit")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start beside a `.env`, whose server the tests of commands would reach."""
    if (ROOT / ".env").exists():
        message = "There is a .env in the checkout, which the tests would read: move it away."
        raise pytest.UsageError(message)
    if "GRAPHKIT_TEST_NEO4J_URI" in os.environ and config.getoption("numprocesses", None):
        message = (
            "GRAPHKIT_TEST_NEO4J_URI names one server, which several workers would share: -n 0."
        )
        raise pytest.UsageError(message)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures that they use, so that `-m "not neo4j"` is never wrong.

    What takes minutes comes first, so that no worker is at it when the others are done.
    """

    def place(item: pytest.Item) -> int:
        starts = (at for at, start in enumerate(LONG) if item.nodeid.startswith(start))
        return next(starts, len(LONG))

    items.sort(key=place)
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for marker, fixtures in MARKERS.items():
            if used & fixtures:
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where nothing may be skipped."""
    report = yield
    if NOTHING_SKIPPED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped (GRAPHKIT_TEST_NO_SKIP=1). {reason}"
    return report


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no server and no terminal of the person who runs the tests reach them."""
    for name in list(os.environ):
        if name.startswith("NEO4J_") and name != "NEO4J_VERSION":
            monkeypatch.delenv(name)
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
