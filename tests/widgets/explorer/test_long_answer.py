"""A long answer comes in steps, between which the reader is heard."""

import asyncio

import pytest

from widgets.explorer.long_answer import LongAnswer


def counting(to):
    """An answer that counts, and what it has counted."""
    found = []

    def steps():
        for number in range(to):
            found.append(number)
            yield

    answer = LongAnswer("Count", lambda: answer.begin(steps(), to), "counted")
    return answer, found


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.002)


def test_where_no_kernel_listens_all_of_it_comes_at_once():
    answer, found = counting(4)
    answer.button.press()
    assert found == [0, 1, 2, 3]
    assert (answer.bar.of, answer.button.label) == (0, "Count")


def test_a_press_stops_it_and_the_next_goes_on_where_it_was():
    async def read():
        answer, found = counting(50)
        answer.button.press()
        assert (found, answer.button.label, answer.bar.of) == ([], "Stop", 50)  # the act is over
        await until(lambda: len(found) >= 3)
        answer.button.press()
        stopped = len(found)
        assert (answer.button.label, answer.bar.done) == ("Go on", stopped)
        await asyncio.sleep(0.1)
        assert len(found) == stopped < 50
        answer.button.press()
        answer.button.press()
        answer.button.press()  # nobody counts twice after a quick stop and go
        await until(lambda: answer.button.label == "Count")
        assert found == list(range(50))

    asyncio.run(read())


def test_others_are_heard_between_two_steps():
    async def read():
        answer, found = counting(20)
        heard = []
        answer.button.press()
        for _ in range(5):
            await asyncio.sleep(0.02)
            heard.append(len(found))
        assert heard == sorted(heard)
        assert 0 < heard[0] < heard[-1] < 20
        answer.forget()

    asyncio.run(read())


def test_a_new_answer_takes_the_place_of_the_old_one():
    async def read():
        answer, old = counting(1000)
        answer.button.press()
        await until(lambda: len(old) >= 2)
        new = []
        answer.begin((new.append(number) for number in range(3)), 3)
        have = len(old)
        await until(lambda: answer.button.label == "Count")
        assert (len(old), new) == (have, [0, 1, 2])

    asyncio.run(read())


def test_one_that_goes_wrong_leaves_the_button_ready():
    def steps():
        yield
        raise ValueError("no")

    answer = LongAnswer("Count", lambda: answer.begin(steps(), 2), "counted")
    with pytest.raises(ValueError, match="no"):
        answer.button.press()
    assert (answer.bar.of, answer.button.label) == (0, "Count")
    assert answer.button.problem == "This could not be finished: no."
    answer.begin(iter(()), 1)
    assert answer.button.problem == ""
