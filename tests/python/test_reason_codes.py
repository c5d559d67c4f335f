"""Every reason a verdict can have is expected by some test; tests/reason_codes.py prints which."""

from __future__ import annotations

import importlib.util
import sys

from conftest import SOURCE

_spec = importlib.util.spec_from_file_location("reason_codes", SOURCE / "tests/reason_codes.py")
assert _spec is not None and _spec.loader is not None
reason_codes = importlib.util.module_from_spec(_spec)
sys.modules["reason_codes"] = reason_codes
_spec.loader.exec_module(reason_codes)


def test_the_codes_are_those_of_the_sources() -> None:
    found = reason_codes.codes()
    for name in ("OK", "BORDERLINE", "CHANNEL", "DEAD_AIR", "LATE", "HARD_STEP_MISSING"):
        assert not found[name].flag, name
    assert found["SEGMENTED_BY_PAUSES"].flag
    assert not {"F", "US", "R1", "CER", "KSPC"} & set(found)  # measures and rules


def test_every_reason_code_is_reached_by_a_test() -> None:
    all_codes = reason_codes.covered()
    missing = reason_codes.unreached(all_codes)
    assert not missing, f"no test expects {', '.join(missing)}; see python tests/reason_codes.py"


def test_a_code_that_no_test_expects_is_reported() -> None:
    code = reason_codes.Code("NEVER_SEEN", flag=False)
    assert reason_codes.unreached([code]) == ["NEVER_SEEN"]
    assert "-- NONE --" in reason_codes.table([code])


def test_what_a_test_only_sets_is_no_expectation() -> None:
    assert reason_codes._GIVEN.search('result.reason = "OK"')
    assert not reason_codes._GIVEN.search('EXPECT_EQ(result.reason, "OK")')
