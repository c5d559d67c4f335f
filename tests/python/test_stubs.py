"""The committed types are those of the extension module."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import callnorm
from conftest import SOURCE

PACKAGE = SOURCE / "bindings/python/callnorm"


def test_the_stub_is_what_pybind11_stubgen_writes(tmp_path: Path) -> None:
    if find_spec("pybind11_stubgen") is None:
        pytest.skip("pybind11-stubgen is not installed")
    result = subprocess.run(
        [sys.executable, "-m", "pybind11_stubgen", "callnorm._core", "-o", tmp_path, "--exit-code"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    fresh = (tmp_path / "callnorm/_core.pyi").read_text()
    committed = (PACKAGE / "_core.pyi").read_text()
    assert fresh == committed, (
        "bindings/python/callnorm/_core.pyi is stale; run: "
        "python -m pybind11_stubgen callnorm._core -o bindings/python"
    )


def test_the_installed_package_carries_its_types() -> None:
    installed = Path(callnorm.__file__).parent
    assert (installed / "py.typed").is_file()
    assert (installed / "_core.pyi").is_file()


def test_the_package_is_clean_under_mypy_strict(tmp_path: Path) -> None:
    if find_spec("mypy") is None:
        pytest.skip("mypy is not installed")
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path, "callnorm"],
        cwd=SOURCE / "bindings/python",
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
