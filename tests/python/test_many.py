"""Many contacts on several threads."""

from __future__ import annotations

import itertools
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import callnorm
from callnorm import CallnormError, Contact, ErrorCode, Evaluation, Evaluator
from callnorm._parallel import batched, ordered_map
from conftest import small_contact


def numbered(count: int) -> list[Contact]:
    """Contacts that differ in id and in length."""
    contacts = []
    for i in range(count):
        value = small_contact(id=f"c{i}")
        value["turns"] = value["turns"][: 1 + i % 6]
        contacts.append(Contact.from_dict(value))
    return contacts


@pytest.mark.parametrize("threads", [None, 1, 2, 3, 8])
def test_results_are_those_of_one_thread_in_the_same_order(
    evaluator: Evaluator, threads: int | None
) -> None:
    contacts = numbered(101)
    expected = [evaluator.evaluate(c).to_json() for c in contacts]
    results = evaluator.evaluate_many(iter(contacts), threads=threads)
    assert [r.to_json() for r in results] == expected


def test_no_contacts_give_no_results(evaluator: Evaluator) -> None:
    assert list(evaluator.evaluate_many([])) == []


def test_reading_ahead_is_bounded(evaluator: Evaluator) -> None:
    taken = 0

    def endless() -> Iterator[Contact]:
        nonlocal taken
        contact = Contact.from_dict(small_contact())
        while True:
            taken += 1
            yield contact

    results = evaluator.evaluate_many(endless(), threads=2)
    first = list(itertools.islice(results, 20))
    assert len(first) == 20
    assert taken <= 20 + 2 * 5 * 8
    results.close()  # type: ignore[attr-defined]


def test_an_error_is_raised_at_its_place(evaluator: Evaluator) -> None:
    contacts = numbered(30)
    contacts[17] = Contact.from_dict(small_contact(language="de"))
    done: list[Evaluation] = []
    with pytest.raises(CallnormError) as caught:
        for result in evaluator.evaluate_many(contacts, threads=3):
            done.append(result)
    assert caught.value.code is ErrorCode.unsupported
    assert [e.contact.id for e in done] == [c.id for c in contacts[:17]]


def test_errors_can_be_returned_in_place(evaluator: Evaluator) -> None:
    unread = CallnormError(ErrorCode.unreadable, "gone", file="x.json")
    items: list[Contact | CallnormError] = [*numbered(20)]
    items[3] = Contact.from_dict(small_contact(language="de"))
    items[11] = unread
    results = list(evaluator.evaluate_many(items, threads=2, errors="return"))
    assert len(results) == 20
    assert [i for i, r in enumerate(results) if isinstance(r, CallnormError)] == [3, 11]
    assert results[11] is unread


def test_a_failing_source_fails_at_its_place(evaluator: Evaluator) -> None:
    def source() -> Iterator[Contact]:
        yield from numbered(21)
        raise OSError("the disk is gone")

    done = []
    with pytest.raises(OSError, match="the disk is gone"):
        for result in evaluator.evaluate_many(source(), threads=2):
            done.append(result)
    assert len(done) == 21


def test_what_is_no_contact_is_a_type_error(evaluator: Evaluator) -> None:
    with pytest.raises(TypeError):
        list(evaluator.evaluate_many([{"turns": []}]))  # type: ignore[list-item]


def test_one_evaluator_serves_many_threads(evaluator: Evaluator) -> None:
    contacts = numbered(12)
    expected = [evaluator.evaluate(c).to_json() for c in contacts]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(10):
            assert [e.to_json() for e in pool.map(evaluator.evaluate, contacts)] == expected


def test_other_threads_run_while_the_core_works(evaluator: Evaluator) -> None:
    value = small_contact()
    turn = value["turns"][2]
    turn["text"] = " ".join([turn["text"]] * 300)
    value["turns"] = [{**turn, "start": float(i), "end": i + 0.5} for i in range(100)]
    value["duration"] = 200.0
    contact = Contact.from_dict(value)

    ticks = 0
    stop = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    # With a switch interval of ten minutes, the ticker can only run when the GIL is given up.
    before = sys.getswitchinterval()
    thread = threading.Thread(target=tick)
    sys.setswitchinterval(600)
    try:
        thread.start()
        started = time.monotonic()
        evaluator.evaluate(contact)
        took = time.monotonic() - started
        seen = ticks
    finally:
        sys.setswitchinterval(before)
        stop.set()
        thread.join()
    if took < 0.02:
        pytest.skip(f"the contact was judged in {took * 1000:.0f} ms, too fast to tell")
    assert seen >= 3


def test_ordered_map_keeps_order_when_work_takes_unequal_time() -> None:
    def work(i: int) -> int:
        time.sleep(0.002 * (i % 5))
        return i

    assert list(ordered_map(work, range(40), threads=6)) == list(range(40))


def test_ordered_map_raises_in_order() -> None:
    def work(i: int) -> int:
        if i == 5:
            raise KeyError(i)
        return i

    done = []
    with pytest.raises(KeyError):
        for result in ordered_map(work, range(10), threads=4):
            done.append(result)
    assert done == [0, 1, 2, 3, 4]


def test_batches_lose_nothing() -> None:
    assert list(batched(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(batched([], 3)) == []

    def failing() -> Iterator[Any]:
        yield 1
        raise RuntimeError

    out = []
    with pytest.raises(RuntimeError):
        for batch in batched(failing(), 3):
            out.append(batch)
    assert out == [[1]]
