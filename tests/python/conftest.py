"""What several test files use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import callnorm

SOURCE = Path(__file__).resolve().parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def small_contact(**changes: Any) -> dict[str, Any]:
    """A voice contact with an accent and an emoji before what the agent reformulates."""
    return {
        "format": "callnorm.contact/1",
        "id": "small",
        "channel": "voice",
        "language": "en-GB",
        "duration": 64.0,
        "turns": [
            {"speaker": "agent", "start": 0.5, "end": 3.0, "text": "Good morning, Demo Bank."},
            {
                "speaker": "client",
                "start": 3.5,
                "end": 9.0,
                "text": "Hello, I lost my blue bank card in the café yesterday evening 😀, "
                "so please block the card before somebody uses it.",
            },
            {
                "speaker": "agent",
                "start": 9.5,
                "end": 14.0,
                "text": "É 😀! So if I understand you correctly, you lost your blue card "
                "yesterday evening and you want me to block the card?",
            },
            {"speaker": "client", "start": 14.5, "end": 15.5, "text": "Yes, exactly."},
            {
                "speaker": "agent",
                "start": 16.0,
                "end": 20.0,
                "text": "Thank you for calling. Goodbye!",
            },
            {"speaker": "client", "start": 20.5, "end": 21.0, "text": "Bye."},
        ],
        **changes,
    }


@pytest.fixture(scope="session")
def evaluator() -> callnorm.Evaluator:
    return callnorm.Evaluator()


@pytest.fixture(scope="session")
def contact() -> callnorm.Contact:
    return callnorm.Contact.from_dict(small_contact())


@pytest.fixture(scope="session")
def evaluation(
    evaluator: callnorm.Evaluator, contact: callnorm.Contact
) -> callnorm.Evaluation:
    return evaluator.evaluate(contact)


@pytest.fixture(scope="session")
def command() -> str:
    """The command as installed beside the Python that runs the tests."""
    path = Path(sys.executable).parent / "callnorm"
    assert path.is_file(), f"{path}: install the package first"
    return str(path)


@pytest.fixture
def run(command: str, tmp_path: Path) -> Run:
    """Runs the command in an empty folder, without a terminal."""

    def run(
        *arguments: str | Path, stdin: str | bytes = "", width: int | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        variables = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
        if width is not None:
            variables["COLUMNS"] = str(width)
        result = subprocess.run(
            [command, *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**variables, **environment},
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            result.args, result.returncode, result.stdout.decode(), result.stderr.decode()
        )

    return run
