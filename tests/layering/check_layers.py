#!/usr/bin/env python3
"""Checks the #include lines of a callnorm tree against the layer table in src/README.md.

    check_layers.py [ROOT]

Prints one line per broken rule, with the place, and exits with 1 when there is any. Needs nothing
but Python 3.
"""

import re
import sys
from pathlib import Path

CODE = {".h", ".hpp", ".c", ".cc", ".cpp", ".inl", ".ipp"}
HEADERS = {".h", ".hpp", ".inl", ".ipp"}

# In these folders a file stands alone: it includes no other file of the folder.
STANDALONE = {"detect", "indicator"}

ROOT_FOLDER = "."

# The first part of an include path, and the library it belongs to. Longest prefix wins.
LIBRARIES = {
    "Python.h": "Python",
    "blake2.h": "libb2",
    "boost/": "Boost",
    "boost/container/": "Boost.Container",
    "boost/regex": "Boost.Regex",
    "libstemmer.h": "libstemmer",
    "nlohmann/": "nlohmann/json",
    "pybind11/": "pybind11",
    "simdjson": "simdjson",
    "utf8proc": "utf8proc",
    "zlib.h": "zlib",
}

STANDARD = set(
    """
    algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts
    condition_variable coroutine deque exception execution filesystem format forward_list fstream
    functional future initializer_list iomanip ios iosfwd iostream istream iterator latch limits
    list locale map memory memory_resource mutex new numbers numeric optional ostream queue random
    ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span sstream
    stack stdexcept stop_token streambuf string string_view strstream syncstream system_error thread
    tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector
    version
    cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg
    cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar cwctype
    assert.h ctype.h errno.h fenv.h float.h inttypes.h limits.h locale.h math.h setjmp.h signal.h
    stdarg.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h time.h uchar.h wchar.h wctype.h
    """.split()
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
ROW = re.compile(r"^\|\s*(\d+)\s*\|\s*(.*?)\s*\|.*\|\s*(.*?)\s*\|\s*$")


class Table:
    """The layer table: folder -> layer, and folder -> libraries it may use."""

    def __init__(self, readme):
        self.layer = {}
        self.libraries = {}
        self.errors = []
        if not readme.is_file():
            self.errors.append("src/README.md: missing; it holds the layer table")
            return
        for number, line in enumerate(readme.read_text(encoding="utf-8").splitlines(), 1):
            row = ROW.match(line)
            if not row:
                continue
            place = f"src/README.md:{number}"
            folders = re.findall(r"`([^`]+)`", row.group(2))
            if not folders:
                self.errors.append(f"{place}: the row names no folder between backticks")
            may_use = {name.strip() for name in row.group(3).split(",")} - {"", "-", "–"}
            for folder in folders:
                if folder in self.layer:
                    self.errors.append(f'{place}: folder "{folder}" stands in the table twice')
                self.layer[folder] = int(row.group(1))
                self.libraries[folder] = may_use
        if not self.layer:
            self.errors.append("src/README.md: holds no layer table")


def folder_of(path):
    """The folder a file (relative to the root of the tree) counts as; None: not ours to judge."""
    parts = path.parts
    if parts == ("include", "callnorm.h"):
        return ROOT_FOLDER
    if parts[:2] == ("include", "callnorm"):
        return parts[2] if len(parts) > 3 else ROOT_FOLDER
    if parts[0] == "src":
        return parts[1] if len(parts) > 2 else ROOT_FOLDER
    if parts[0] == "bindings" and len(parts) > 2:
        return "/".join(parts[:2])
    return None


def code_files(root):
    for top in ("include", "src", "bindings"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in CODE and path.is_file():
                yield path.relative_to(root)


def resolve(root, file, name, quoted):
    """The file of this tree that an include names, relative to the root, or None."""
    places = [root / "include", root / "src"]
    if quoted:
        places.insert(0, root / file.parent)
    if file.parts[0] == "bindings":
        places.append(root / Path(*file.parts[:2]))
    for place in places:
        candidate = (place / name).resolve()
        if candidate.is_file() and root in candidate.parents:
            return candidate.relative_to(root)
    return None


def library_of(name):
    prefixes = [prefix for prefix in LIBRARIES if name.startswith(prefix)]
    return LIBRARIES[max(prefixes, key=len)] if prefixes else None


def may_use(allowed, library):
    return library in allowed or library.split(".")[0] in allowed


def check_external(table, file, folder, name, quoted):
    if name in STANDARD and not quoted:
        return None
    library = library_of(name)
    if library is None and (quoted or name.startswith("callnorm")):
        return f"{name} is no file of this tree"
    if file.parts[0] == "include":
        what = library or f"<{name}>"
        return f"{what} under include/: public headers need only the standard library"
    if library is None:
        return f"<{name}> is neither the standard library nor a library check_layers.py knows"
    if not may_use(table.libraries[folder], library):
        return f'"{folder}" may not use {library} (see src/README.md)'
    return None


def common_header(root, target):
    """A header that no .cpp of its folder defines: the vocabulary its files share."""
    if target.suffix not in HEADERS:
        return False
    folder = folder_of(target)
    return not any((root / "src" / folder / target.stem).with_suffix(end).is_file() for end in (".c", ".cc", ".cpp"))


def check_internal(root, table, file, folder, target):
    other = folder_of(target)
    if other is None:
        return None
    if other not in table.layer:
        return None  # said once, where that folder's own files are read
    if other == folder:
        if folder not in STANDALONE or target.stem == file.stem:
            return None
        if common_header(root, target) and not common_header(root, file):
            return None
        return f'{target}: files of "{folder}" never include each other'
    if table.layer[other] == table.layer[folder]:
        return f'{target}: "{folder}" and "{other}" share layer {table.layer[folder]} and never include each other'
    if table.layer[other] > table.layer[folder]:
        return (
            f'{target}: arrow pointing up, "{folder}" is layer {table.layer[folder]}, '
            f'"{other}" layer {table.layer[other]}'
        )
    return None


def check(root):
    """All broken rules of the tree at `root`, one line each."""
    root = Path(root).resolve()
    table = Table(root / "src" / "README.md")
    errors = list(table.errors)
    unlisted = set()
    for file in code_files(root):
        folder = folder_of(file)
        if folder is None:
            continue
        if folder not in table.layer:
            if folder not in unlisted:
                errors.append(f'{file}: folder "{folder}" is missing from the table in src/README.md')
            unlisted.add(folder)
            continue
        text = (root / file).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            include = INCLUDE.match(line)
            if not include:
                continue
            quoted = include.group(1) is not None
            name = include.group(1) or include.group(2)
            target = resolve(root, file, name, quoted)
            if target is None:
                error = check_external(table, file, folder, name, quoted)
            else:
                error = check_internal(root, table, file, folder, target)
            if error:
                errors.append(f"{file}:{number}: {error}")
    for folder in table.layer:
        places = [root / folder] if "/" in folder else [root / "src" / folder, root / "include" / "callnorm" / folder]
        if not any(place.is_dir() for place in places):
            errors.append(f'src/README.md: folder "{folder}" stands in the table but not in the tree')
    return errors


def main(arguments):
    if len(arguments) > 1 or arguments[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 2
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[2]
    errors = check(root)
    for error in errors:
        print(error)
    if not errors:
        print(f"layers: {sum(1 for _ in code_files(root.resolve()))} files in order")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
