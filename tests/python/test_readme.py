"""The Python programs of the README run as they stand."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def printed(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_readme_programs_run() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2

    lines = printed(blocks[0])
    assert "demonstrated OK" in lines[0]
    assert any("reformulation" in line for line in lines)
    assert any("clarification" in line for line in lines)

    live = printed(blocks[1])
    assert "provisional greeting Goedemiddag" in live
    assert "next: ['opname']" in live
    assert "silent: <RunningSilence of 7.8 s, 7.8 counted>" in live
