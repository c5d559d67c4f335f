"""The command line: ``callnorm evaluate``, ``norm``, ``formats``, ``schema``, ``validate``, ``version``.

Exit status: 0 when everything was done; 2 for bad usage or when some input could not be read or judged
(one line each on standard error, ``FILE: PLACE: reason``); 130 after Ctrl-C, 141 when the reader of
standard output went away.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence

from callnorm._core import Contact, Norm, Script, __version__, formats, schema
from callnorm._errors import CallnormError
from callnorm._evaluate import Job, evaluate, load_norm
from callnorm._inputs import Item, all_items
from callnorm._output import BAD, OK, complain, console, standard_output

INTERRUPTED = 130
BROKEN_PIPE = 141

SCHEMAS = ("contact", "script", "norm", "evaluation")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status."""
    try:
        arguments = _parser().parse_args(argv)
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has nowhere to go; keep the interpreter from saying so.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="callnorm",
        description="Judges call-centre contacts against a professional competence norm.",
        epilog="Exit status: 0 all done; 2 bad usage or unreadable input; 130 after Ctrl-C.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    evaluate = commands.add_parser(
        "evaluate",
        help="judge contacts",
        description="Judges contacts: a verdict per indicator, with its limit and its evidence.",
        epilog="Without --format: a table on a terminal; otherwise JSON for a single contact, JSON "
        "lines for a folder, a *.jsonl file or several contacts. A contact that names a built-in "
        'script in the key "x-script" is judged by it, unless --script says otherwise.',
    )
    evaluate.add_argument(
        "contacts",
        nargs="+",
        metavar="CONTACT",
        help="a file, a *.jsonl file (one contact per line), a folder (its *.json, recursively), "
        "- for standard input, or the id of a built-in contact",
    )
    evaluate.add_argument("--script", metavar="FILE|ID", help="a script; ID of a built-in one")
    evaluate.add_argument("--norm", metavar="ID|FILE", help="a norm; the built-in one by default")
    evaluate.add_argument(
        "--language", metavar="TAG", help="overrides the contacts' own language, e.g. nl-BE"
    )
    evaluate.add_argument("--format", choices=("table", "json", "jsonl"), help="see below")
    evaluate.add_argument(
        "--explain",
        action="store_true",
        help="after the table, a trainer's notes: why, what came closest, what would change it",
    )
    evaluate.add_argument(
        "--lang",
        choices=("nl", "fr", "en"),
        help="language of these notes (default: the contact's, else en)",
    )
    evaluate.add_argument(
        "--input-format",
        choices=("auto", *(name for name, _ in formats())),
        default="auto",
        help="format of the contacts (default: %(default)s)",
    )
    evaluate.add_argument(
        "--out", metavar="FILE", help="write there; the file appears whole or not at all"
    )
    evaluate.add_argument(
        "--threads", type=_positive, metavar="N", help="default: one per usable CPU"
    )
    evaluate.set_defaults(run=_evaluate)

    norm = commands.add_parser("norm", help="show or list norms", description="Shows or lists norms.")
    norm_commands = norm.add_subparsers(title="commands", metavar="COMMAND", required=True)
    show = norm_commands.add_parser(
        "show",
        help="print a norm",
        description="Prints a norm: literal words, renderings, limits and where each comes from.",
    )
    show.add_argument("norm", nargs="?", metavar="ID|FILE", help="the built-in one by default")
    show.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    show.set_defaults(run=_norm_show)
    list_ = norm_commands.add_parser("list", help="ids of the built-in norms")
    list_.set_defaults(run=_norm_list)

    formats_ = commands.add_parser("formats", help="formats contacts are read from")
    formats_.set_defaults(run=_formats)

    schema_ = commands.add_parser("schema", help="print a JSON Schema")
    schema_.add_argument("name", choices=SCHEMAS, metavar="NAME", help=", ".join(SCHEMAS))
    schema_.set_defaults(run=_schema)

    validate = commands.add_parser(
        "validate",
        help="check norms, scripts and contacts",
        description="Says of each file whether it is a valid norm, script or contact.",
    )
    validate.add_argument("files", nargs="+", metavar="FILE", help="recognised by what it holds")
    validate.set_defaults(run=_validate)

    version = commands.add_parser("version", help="print the version")
    version.set_defaults(run=_version)
    return parser


def _positive(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= 1024:
        raise argparse.ArgumentTypeError(f"must be a number from 1 to 1024, not {text!r}")
    return value


def _evaluate(arguments: argparse.Namespace) -> int:
    return evaluate(
        Job(
            contacts=arguments.contacts,
            script=arguments.script,
            norm=arguments.norm,
            language=arguments.language,
            form=arguments.format,
            input_format=arguments.input_format,
            out=arguments.out,
            threads=arguments.threads,
            explain=arguments.explain,
            explain_in=arguments.lang,
        )
    )


def _norm_show(arguments: argparse.Namespace) -> int:
    try:
        norm = load_norm(arguments.norm)
    except (CallnormError, OSError) as error:
        return complain(arguments.norm or "built-in norm", error)
    with standard_output() as out:
        if arguments.format == "json":
            out.write(norm.to_json(indent=2))
        else:
            from callnorm.report.norm import print_norm

            print_norm(console(out, terminal=sys.stdout.isatty()), norm)
    return OK


def _norm_list(_: argparse.Namespace) -> int:
    with standard_output() as out:
        for id_ in Norm.builtin_ids():
            norm = Norm.builtin(id_)
            title = norm.title.get("en") or next(iter(norm.title.values()), "")
            out.write(f"{id_}  {norm.version}  {norm.status}  {title}\n")
    return OK


def _formats(_: argparse.Namespace) -> int:
    listed = formats()
    width = max(len(name) for name, _ in listed)
    with standard_output() as out:
        for name, description in listed:
            out.write(f"{name:<{width}}  {description}\n")
    return OK


def _schema(arguments: argparse.Namespace) -> int:
    with standard_output() as out:
        out.write(schema(arguments.name).rstrip("\n") + "\n")
    return OK


def _version(_: argparse.Namespace) -> int:
    with standard_output() as out:
        out.write(f"callnorm {__version__}\n")
    return OK


# ---------------------------------------------------------------------------------------- validate


def _validate(arguments: argparse.Namespace) -> int:
    bad = total = 0
    with standard_output() as out:
        for item in all_items(arguments.files):
            total += 1
            try:
                kind, remarks = _check(item)
            except (CallnormError, OSError) as error:
                out.flush()  # so that the two streams keep their order on a terminal
                complain(item.label, error)
                bad += 1
                continue
            out.write(f"{item.label}: ok ({kind})\n")
            for remark in remarks:
                out.write(f"{item.label}: {remark}\n")
    if bad and total > 1:
        print(f"{bad} of {total} are not valid", file=sys.stderr)
    return BAD if bad else OK


def _check(item: Item) -> tuple[str, list[str]]:
    """What the item is, and what is odd about it. Raises CallnormError, OSError."""
    data = item.bytes()
    if item.builtin is None:
        recognised = _recognise(data)
        if recognised == "norm":
            norm = Norm.from_json(data)
            count = sum(len(c.indicators) for c in norm.competences)
            return f"norm, {count} indicators", []
        if recognised == "script":
            script = Script.from_json(data)
            return f"script {script.language}", [f"warning: {w}" for w in script.warnings]
    contact = Contact.from_json(data)
    unit = "turn" if contact.channel == "voice" else "message"
    count = len(contact.turns)
    source = contact.source
    remarks = [f"note: {note}" for note in source.notes]
    remarks += [f"dropped: {field}" for field in source.dropped]
    return f"contact, {count} {unit}{'' if count == 1 else 's'}", remarks


def _recognise(data: bytes) -> str:
    """ "norm", "script" or "contact", by the keys; what is not JSON is left to the importers."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return "contact"
    if not isinstance(value, dict):
        return "contact"
    form = value.get("format")
    for kind in ("norm", "script", "contact"):
        if isinstance(form, str) and form.startswith(f"callnorm.{kind}/"):
            return kind
    if "competences" in value:
        return "norm"
    return "script" if "steps" in value else "contact"
