import threading
import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from annotations.store.identifiers import EventIds, id_of

NOW = 1_700_000_000_123_456


def test_the_layout_is_that_of_uuid_version_7() -> None:
    made = uuid.UUID(bytes=EventIds().new(NOW))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == NOW // 1000


@given(clock=st.lists(st.integers(-(10**6), 2**48 * 1000 - 10**7), min_size=2, max_size=50))
def test_ids_grow_however_the_clock_goes(clock: list[int]) -> None:
    ids = EventIds()
    made = [ids.new(at) for at in clock]
    assert made == sorted(set(made))
    assert {(uuid.UUID(bytes=one).version, uuid.UUID(bytes=one).variant) for one in made} == {
        (7, uuid.RFC_4122)
    }


def test_a_full_counter_borrows_from_the_next_millisecond() -> None:
    ids = EventIds()
    made = [ids.new(NOW) for _ in range(3 * 4096)]
    assert made == sorted(set(made))
    assert int.from_bytes(made[-1][:6]) == NOW // 1000 + 2


@given(sizes=st.lists(st.integers(0, 300), max_size=4))
def test_several_ids_at_once_are_as_good_as_one_by_one(sizes: list[int]) -> None:
    ids = EventIds()
    made = [one for n in sizes for one in ids.several(NOW, n)]
    assert len(made) == sum(sizes)
    assert made == sorted(set(made))
    assert {(uuid.UUID(bytes=one).version, uuid.UUID(bytes=one).variant) for one in made} <= {
        (7, uuid.RFC_4122)
    }


def test_threads_never_share_an_id_and_each_sees_them_grow() -> None:
    ids = EventIds()
    made: list[list[bytes]] = [[] for _ in range(4)]

    def make(into: list[bytes]) -> None:
        into.extend(ids.new(time.time_ns() // 1000) for _ in range(1000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one for into in made for one in into}) == 4000
    for into in made:
        assert into == sorted(into)


def test_two_programs_at_the_same_moment_make_different_ids() -> None:
    assert EventIds().new(NOW) != EventIds().new(NOW)


def test_the_id_of_what_is_said_is_a_uuid_that_follows_from_it() -> None:
    made = id_of("label", "ada", "ünïcode", None, [], 5)
    assert made == id_of("label", "ada", "ünïcode", None, [], 5)
    assert made != id_of("label", "ada", "ünïcode", None, [], 6)
    read = uuid.UUID(bytes=made)
    assert (read.version, read.variant) == (8, uuid.RFC_4122)


def test_what_a_person_did_is_behind_what_follows_from_it() -> None:
    assert id_of("label") < EventIds().new(1_000)
