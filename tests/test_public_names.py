"""The public surface: what stands here is promised."""

import subprocess
import sys

import pytest

import graphkit as gk


def test_these_names_are_public_and_no_others() -> None:
    assert sorted(gk.__all__) == [
        "DataError",
        "Dataset",
        "Filter",
        "Graph",
        "GraphkitError",
        "Plan",
        "Problem",
        "QueryError",
        "Refused",
        "Schema",
        "Severity",
        "Sifted",
        "StoreError",
        "StoreLocked",
        "StoreUnreachable",
        "Terms",
        "UsageError",
        "__version__",
        "build",
        "check",
        "connect",
        "dataset",
        "export",
        "from_networkx",
        "load_schema",
        "read",
        "read_store",
        "sift",
        "write_page",
        "write_quarantine",
    ]
    assert dir(gk) == sorted(gk.__all__)


@pytest.mark.parametrize("name", gk.__all__)
def test_each_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(gk, name)
    assert name == "__version__" or value.__doc__


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = gk.nothing


def test_importing_graphkit_imports_nothing_heavy() -> None:
    program = "import graphkit, sys; print('polars' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
