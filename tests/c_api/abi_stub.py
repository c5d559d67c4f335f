"""Writes a C file that defines every function of callnorm.h and does nothing.

Each constant becomes an array of so many bytes and one, so that its value is part of what is compared.

Built as a shared library with debug information it has the binary interface of the header and nothing
of what lies behind: what abidw describes and abidiff compares (check_abi.cmake).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path


def prototypes(header: str) -> list[str]:
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.S)
    text = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    out = []
    for match in re.finditer(r"CALLNORM_API\s+([^;{}]+?\([^;{}]*\))\s*;", text):
        out.append(" ".join(match.group(1).split()))
    return out


def constants(header: str) -> list[str]:
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.S)
    out: list[str] = []
    for block in re.findall(r"enum\s*\{(.*?)\}", text, flags=re.S):
        out += re.findall(r"(CALLNORM_\w+)\s*=", block)
    return out


def main() -> int:
    header = Path(sys.argv[1]).read_text(encoding="utf-8")
    found = prototypes(header)
    names = {re.match(r".*?(callnorm_\w+)\s*\(", p).group(1) for p in found}  # type: ignore[union-attr]
    lines = ['#include "callnorm.h"', ""]
    for prototype in found:
        returns = "" if prototype.startswith("void ") else " return 0; "
        lines.append(f"{prototype} {{{returns}}}")
    lines += [f"char callnorm_abi_{name}[{name} + 1];" for name in constants(header)]
    Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(names)} functions, {len(constants(header))} constants")
    return 0 if names else 1


if __name__ == "__main__":
    sys.exit(main())
