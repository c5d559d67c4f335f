"""The worked vectors of the norm, judged again through the Python package."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).resolve().parents[2]
ADAPTER = Path(
    os.environ.get(
        "CALLNORM_CONFORMANCE", SOURCE / "build" / "release" / "tests" / "callnorm_conformance"
    )
)


def through_python() -> ModuleType:
    path = SOURCE / "tests" / "conformance" / "through_python.py"
    spec = importlib.util.spec_from_file_location("through_python", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_public_vector_passes_through_the_package(tmp_path: Path) -> None:
    if not ADAPTER.is_file():
        pytest.skip(f"{ADAPTER} is not built: ./dev build, or name it in CALLNORM_CONFORMANCE")
    adapted = tmp_path / "adapted.jsonl"
    vectors = SOURCE / "tests" / "conformance" / "gold_public.json"
    subprocess.run([ADAPTER, "--adapted", adapted, vectors], check=True, capture_output=True)
    passed, failed = through_python().run(adapted)
    assert failed == []
    assert passed == 84
