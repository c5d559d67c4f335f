"""The installed command, run as a program."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import callnorm
from conftest import SOURCE, Run, small_contact

EXAMPLE = "nl-voice-verhuis-goed"
SCRIPT = "be.demo.energie.verhuis"
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def write(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def named(number: int) -> dict[str, Any]:
    return small_contact(id=f"c{number}")


def on_terminal(
    command: list[str], cwd: Path, width: int = 100, **environment: str
) -> tuple[int, str]:
    """Exit status and everything printed when standard output and error are a terminal."""
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
    variables |= {"TERM": "xterm-256color", "COLUMNS": str(width), "LINES": "50", **environment}
    main, worker = pty.openpty()
    process = subprocess.Popen(
        command, stdin=worker, stdout=worker, stderr=worker, cwd=cwd, env=variables
    )
    os.close(worker)
    printed = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        printed += chunk
    os.close(main)
    return process.wait(60), printed.decode()


# ------------------------------------------------------------------------------------------ tables


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_table_fits_its_width(run: Run, width: int) -> None:
    result = run("evaluate", EXAMPLE, "--format", "table", width=width)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert max(map(cell_len, lines)) > width - 25  # and makes use of it
    assert [line[:7] for line in lines if line.startswith("CCO-") and line[5] == "."] == [
        r.id for r in callnorm.Evaluator().evaluate(callnorm.Contact.builtin(EXAMPLE))
    ]


def test_a_table_says_what_it_is_about(run: Run) -> None:
    text = run("evaluate", EXAMPLE, "--format", "table", width=200).stdout
    head = text.splitlines()[0]
    for part in (EXAMPLE, "voice", "nl", callnorm.Norm.builtin().id, SCRIPT):
        assert part in head
    assert "named by the contact" in head
    assert "vermijdt stiltes" in text  # in the contact's language


def test_there_is_no_colour_without_a_terminal(run: Run) -> None:
    assert "\x1b" not in run("evaluate", EXAMPLE, "--format", "table").stdout
    assert "\x1b" not in run("norm", "show").stdout


def test_a_terminal_gets_a_coloured_table(command: str, tmp_path: Path) -> None:
    status, text = on_terminal([command, "evaluate", EXAMPLE], tmp_path)
    assert status == 0
    assert "\x1b[32m" in text
    plain = ANSI.sub("", text).replace("\r", "")
    assert max(map(cell_len, plain.splitlines())) <= 100
    assert "CCO-3.8" in plain


def test_no_color_is_respected(command: str, tmp_path: Path) -> None:
    _, text = on_terminal([command, "evaluate", EXAMPLE], tmp_path, NO_COLOR="1")
    assert not re.search(r"\x1b\[(3|4|9)\d", text)
    assert "✔ demonstrated" in text


def test_several_tables_follow_each_other(run: Run) -> None:
    text = run("evaluate", EXAMPLE, "en-email-card-good", "--format", "table").stdout
    assert text.index(EXAMPLE) < text.index("en-email-card-good")
    assert text.count("CCO-3.8") == 2


# -------------------------------------------------------------------------------------------- JSON


def test_one_contact_gives_indented_json(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", small_contact())
    result = run("evaluate", path)
    expected = callnorm.Evaluator().evaluate(callnorm.Contact.from_file(path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == expected.to_json(indent=2).rstrip("\n") + "\n"


def test_several_contacts_give_json_lines_in_order(run: Run, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{i}.json", named(i)) for i in (3, 1, 2)]
    result = run("evaluate", *paths, "--threads", "3")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["contact"]["id"] for line in lines] == ["c3", "c1", "c2"]


def test_json_of_several_contacts_is_an_array(run: Run, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{i}.json", named(i)) for i in range(3)]
    value = json.loads(run("evaluate", *paths, "--format", "json").stdout)
    assert [e["contact"]["id"] for e in value] == ["c0", "c1", "c2"]


def test_jsonl_of_one_contact_is_one_line(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", small_contact())
    text = run("evaluate", path, "--format", "jsonl").stdout
    assert text.count("\n") == 1
    assert json.loads(text)["contact"]["id"] == "small"


def test_a_folder_is_read_in_order_and_through(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "calls/b/2.json", named(2))
    write(tmp_path / "calls/a.json", named(1))
    write(tmp_path / "calls/c.json", named(3))
    (tmp_path / "calls/readme.txt").write_text("not a contact")
    result = run("evaluate", "calls")
    ids = [json.loads(line)["contact"]["id"] for line in result.stdout.splitlines()]
    assert (result.returncode, ids) == (0, ["c1", "c2", "c3"])


def test_a_folder_of_one_is_still_several(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "calls/a.json", named(1))
    assert run("evaluate", "calls").stdout.count("\n") == 1
    assert isinstance(json.loads(run("evaluate", "calls", "--format", "json").stdout), list)


def test_a_jsonl_file_holds_one_contact_per_line(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps(named(i)) for i in range(5)]
    (tmp_path / "calls.jsonl").write_text("\n".join([*lines[:2], "", *lines[2:]]) + "\n")
    result = run("evaluate", "calls.jsonl")
    ids = [json.loads(line)["contact"]["id"] for line in result.stdout.splitlines()]
    assert (result.returncode, ids) == (0, [f"c{i}" for i in range(5)])


def test_a_bad_line_of_a_jsonl_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(
        "\n".join([json.dumps(named(0)), '{"format": "callnorm.contact/1", "turns": 3}'])
    )
    result = run("evaluate", "calls.jsonl")
    assert result.returncode == 2
    assert result.stderr.startswith("calls.jsonl:2: /turns: ")
    assert result.stderr.endswith("1 of 2 could not be read\n")
    assert result.stdout.count("\n") == 1


def test_standard_input_may_be_one_contact_or_lines(run: Run) -> None:
    one = run("evaluate", "-", stdin=json.dumps(small_contact(), indent=2))
    assert json.loads(one.stdout)["contact"]["id"] == "small"
    lines = "".join(json.dumps(named(i)) + "\n" for i in range(3))
    several = run("evaluate", "-", "--format", "jsonl", stdin=lines)
    assert (several.returncode, several.stdout.count("\n")) == (0, 3)


def test_a_contact_without_id_is_named_after_its_file(run: Run, tmp_path: Path) -> None:
    value = small_contact()
    del value["id"]
    path = write(tmp_path / "dir/call 7.json", value)
    assert callnorm.Contact.from_file(path).id in ("", "call 7")
    result = run("evaluate", path)
    assert json.loads(result.stdout)["contact"]["id"] == callnorm.Contact.from_file(path).id


# --------------------------------------------------------------------------------- norm and script


def test_a_script_can_be_a_file_or_an_id(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", small_contact())
    for script in (SCRIPT, SOURCE / f"examples/scripts/{SCRIPT}.json"):
        value = json.loads(run("evaluate", path, "--script", script).stdout)
        assert value["script"]["id"] == SCRIPT


def test_the_script_a_contact_names_is_used_unless_another_is_given(
    run: Run, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.json", small_contact(**{"x-script": SCRIPT}))
    assert json.loads(run("evaluate", path).stdout)["script"]["id"] == SCRIPT
    other = json.loads(run("evaluate", path, "--script", "be.demo.bank.card").stdout)
    assert other["script"]["id"] == "be.demo.bank.card"


def test_an_unknown_script_named_by_a_contact_is_said(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", small_contact(**{"x-script": "no.such"}))
    result = run("evaluate", "a.json")
    assert result.returncode == 2
    assert result.stderr.startswith("a.json: /x-script: ")


def test_a_norm_can_be_a_file(run: Run, tmp_path: Path) -> None:
    norm = {**callnorm.Norm.builtin().to_dict(), "version": "9.9.9"}
    path = write(tmp_path / "norm.json", norm)
    contact = write(tmp_path / "a.json", small_contact())
    assert json.loads(run("evaluate", contact, "--norm", path).stdout)["norm"]["version"] == "9.9.9"


def test_language_overrides(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", small_contact())
    result = run("evaluate", path, "--language", "fr-BE", "--format", "table", width=120)
    assert "évite les silences" in result.stdout
    assert run("evaluate", path, "--language", "de").returncode == 2


@pytest.mark.parametrize("option", ["--script", "--norm"])
def test_a_bad_script_or_norm_is_named(run: Run, tmp_path: Path, option: str) -> None:
    contact = write(tmp_path / "a.json", small_contact())
    (tmp_path / "bad.json").write_text('{"id": 3}')
    for given in ("bad.json", "absent.json", "no.such.id"):
        result = run("evaluate", contact, option, given)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith(f"{given}: ")
        assert result.stderr.count("\n") == 1


# -------------------------------------------------------------------------------------- failures


def test_the_good_ones_are_still_judged(run: Run, tmp_path: Path) -> None:
    for i in range(9):
        write(tmp_path / f"calls/{i}.json", named(i))
    (tmp_path / "calls/3x.json").write_text("{ nope")
    (tmp_path / "calls/5x.json").write_bytes(b"\xff\xfe")
    (tmp_path / "calls/7x.json").write_text("")
    result = run("evaluate", "calls", "--threads", "4")
    assert result.returncode == 2
    assert result.stdout.count("\n") == 9
    *lines, last = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "calls/3x.json",
        "calls/5x.json",
        "calls/7x.json",
    ]
    assert last == "3 of 12 could not be read"


def test_what_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for argument in ("absent.json", "no/such/folder", "empty", "no-such-id", "."):
        result = run("evaluate", argument)
        assert (result.returncode, result.stdout) == (2, ""), argument
        assert result.stderr.startswith(f"{argument}: ")
        assert result.stderr.count("\n") == 1


def test_an_unknown_id_shows_the_builtin_ones(run: Run) -> None:
    assert EXAMPLE in run("evaluate", "no-such-id").stderr


def test_a_contact_in_an_unknown_language_is_not_judged(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", named(1))
    write(tmp_path / "b.json", small_contact(language="de"))
    result = run("evaluate", "a.json", "b.json")
    assert result.returncode == 2
    assert result.stderr.startswith("b.json: ")
    assert result.stderr.endswith("1 of 2 could not be judged\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("evaluate",),
        ("evaluate", "x", "--threads", "0"),
        ("evaluate", "x", "--threads", "many"),
        ("evaluate", "x", "--format", "xml"),
        ("evaluate", "x", "--input-format", "morse"),
        ("norm",),
        ("schema", "nonsense"),
        ("validate",),
    ],
)
def test_bad_usage_is_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert "usage: callnorm" in result.stderr


def test_help_is_help(run: Run) -> None:
    for arguments in ([], ["evaluate"], ["norm"], ["norm", "show"], ["validate"]):
        result = run(*arguments, "--help")
        assert result.returncode == 0
        assert result.stdout.startswith("usage: callnorm")


def test_a_reader_that_leaves_ends_it_quietly(command: str, tmp_path: Path) -> None:
    for i in range(300):
        write(tmp_path / f"calls/{i}.json", named(i))
    process = subprocess.Popen(
        [command, "evaluate", "calls"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), complaint) == (141, b"")


def test_ctrl_c_ends_it_quietly(command: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [command, "evaluate", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        # A shell's background job starts with Ctrl-C ignored, and so does all it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(1.5)  # it waits for standard input by now
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=60)
    assert (process.returncode, out, complaint) == (130, b"", b"")


# ------------------------------------------------------------------------------------------- --out


def test_out_writes_the_file_and_nothing_else(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", small_contact())
    direct = run("evaluate", "a.json")
    result = run("evaluate", "a.json", "--out", "e.json")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "e.json").read_text() == direct.stdout
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "e.json"]


def test_out_gets_the_permissions_a_new_file_gets(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", small_contact())
    (tmp_path / "plain").touch()
    run("evaluate", "a.json", "--out", "e.json")
    assert (tmp_path / "e.json").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "e.json").chmod(0o640)
    run("evaluate", "a.json", "--out", "e.json")
    assert (tmp_path / "e.json").stat().st_mode & 0o777 == 0o640


def test_out_keeps_what_was_there_when_nothing_was_judged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "e.json").write_text("precious")
    result = run("evaluate", "absent.json", "--out", "e.json")
    assert result.returncode == 2
    assert (tmp_path / "e.json").read_text() == "precious"
    assert [p.name for p in tmp_path.iterdir()] == ["e.json"]


def test_out_may_be_a_table_of_given_width(run: Run, tmp_path: Path) -> None:
    run("evaluate", EXAMPLE, "--format", "table", "--out", "t.txt", width=80)
    lines = (tmp_path / "t.txt").read_text().splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert "\x1b" not in "".join(lines)


def test_out_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", small_contact())
    result = run("evaluate", "a.json", "--out", "no/such/folder/e.json")
    assert result.returncode == 2
    assert result.stderr.startswith("no/such/folder/e.json: ")


def test_out_follows_a_link_and_writes_to_a_device(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.json", small_contact())
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    run("evaluate", "a.json", "--out", "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())
    assert run("evaluate", "a.json", "--out", "/dev/null").returncode == 0
    assert not Path("/dev/null").is_file()


# ---------------------------------------------------------------------------------------- progress


def test_many_files_show_progress_on_a_terminal(command: str, tmp_path: Path) -> None:
    for i in range(12):
        write(tmp_path / f"calls/{i}.json", named(i))
    status, text = on_terminal([command, "evaluate", "calls", "--out", "e.jsonl"], tmp_path)
    assert status == 0
    assert "contacts" in ANSI.sub("", text)
    assert (tmp_path / "e.jsonl").read_text().count("\n") == 12
    status, text = on_terminal([command, "evaluate", "calls/1.json", "--out", "e.json"], tmp_path)
    assert (status, text) == (0, "")


# ---------------------------------------------------------------------------------- other commands


def test_version_formats_schema_and_norm_list(run: Run) -> None:
    assert run("version").stdout == f"callnorm {callnorm.__version__}\n"
    listed = run("formats").stdout
    for name, description in callnorm.formats():
        assert re.search(f"^{re.escape(name)} +{re.escape(description)}$", listed, re.M)
    for name in ("norm", "script", "contact", "evaluation"):
        assert json.loads(run("schema", name).stdout) == json.loads(callnorm.schema(name))
    assert run("norm", "list").stdout.startswith(callnorm.Norm.builtin_ids()[0])


def test_norm_show_prints_words_lines_and_limits(run: Run, tmp_path: Path) -> None:
    text = run("norm", "show", width=100).stdout
    assert max(map(cell_len, text.splitlines())) <= 100
    assert "évite les silences lors de l'entretien" in text
    assert "fr line 47" in text
    assert "vermijdt stiltes" in text
    assert "convention" in text
    same = run("norm", "show", callnorm.Norm.builtin().id, width=100).stdout
    assert same == text
    value = json.loads(run("norm", "show", "--format", "json").stdout)
    assert value == callnorm.Norm.builtin().to_dict()
    write(tmp_path / "n.json", {**value, "version": "7.7.7"})
    assert "7.7.7" in run("norm", "show", "n.json").stdout
    assert run("norm", "show", "no.such").returncode == 2


def test_validate_says_what_each_file_is(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "contact.json", small_contact())
    write(tmp_path / "chat.json", {
        "format": "callnorm.contact/1",
        "messages": [{"sender": "agent", "sent": 1.0, "text": "Hello"}],
    })
    write(tmp_path / "norm.json", callnorm.Norm.builtin().to_dict())
    script = SOURCE / f"examples/scripts/{SCRIPT}.json"
    result = run("validate", "contact.json", "chat.json", "norm.json", script)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[:4] == [
        "contact.json: ok (contact, 6 turns)",
        "chat.json: ok (contact, 1 message)",
        "norm.json: ok (norm, 19 indicators)",
        f"{script}: ok (script nl)",
    ]


def test_validate_prints_what_is_odd(run: Run, tmp_path: Path) -> None:
    script = json.loads((SOURCE / f"examples/scripts/{SCRIPT}.json").read_text())
    script["steps"]["seq"].append({"opt": {"step": "extra", "hard": True}})
    write(tmp_path / "script.json", script)
    write(tmp_path / "contact.json", small_contact(colour="blue"))
    result = run("validate", "script.json", "contact.json")
    assert result.returncode == 0, result.stderr
    assert re.search(r"^script\.json: warning: .*steps", result.stdout, re.M)
    assert re.search(r"^contact\.json: note: .*colour", result.stdout, re.M)


def test_validate_places_what_is_wrong(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "contact.json", small_contact(turns=3))
    norm = callnorm.Norm.builtin().to_dict()
    norm["competences"][0]["indicators"][0]["id"] = "CCO-1.2"
    write(tmp_path / "norm.json", norm)
    write(tmp_path / "script.json", {"id": "x", "version": "1", "lang": "nl", "steps": {"opt": 3}})
    (tmp_path / "text.json").write_text("{\n nope")
    names = ["contact.json", "norm.json", "script.json", "text.json", "absent.json"]
    write(tmp_path / "good.json", small_contact())
    result = run("validate", *names, "good.json")
    assert result.returncode == 2
    *lines, last = result.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == names
    assert ": /turns: " in lines[0]
    assert ": /competences/0/indicators/1" in lines[1] or ": /competences/0/" in lines[1]
    assert ": /steps" in lines[2]
    assert last == "5 of 6 are not valid"
    assert result.stdout == "good.json: ok (contact, 6 turns)\n"


def test_the_module_runs_like_the_command(tmp_path: Path) -> None:
    code = "import sys; from callnorm.cli import main; sys.exit(main(['version']))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert result.stdout == f"callnorm {callnorm.__version__}\n"


def test_json_output_does_not_pay_for_the_terminal_library(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", small_contact())
    code = (
        "import sys; from callnorm.cli import main; "
        f"main(['evaluate', {str(path)!r}, '--format', 'jsonl']); "
        "print('rich' in sys.modules, file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert result.stderr == "False\n"


def test_the_example_program_runs(tmp_path: Path) -> None:
    program = SOURCE / "examples/python/evaluate_folder.py"
    result = subprocess.run(
        [sys.executable, program, SOURCE / "examples/contacts"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert EXAMPLE in result.stdout
    assert "CCO-3.8" in result.stdout
