from tui.pace import Pace

SECOND = 1_000_000
MINUTE = 60 * SECOND


def test_without_labels_there_is_no_pace() -> None:
    assert Pace().a_minute(at=MINUTE) is None


def test_in_the_first_seconds_a_pace_would_be_a_guess() -> None:
    pace = Pace()
    pace.add(1, at=0)
    assert pace.a_minute(at=19 * SECOND) is None
    assert pace.a_minute(at=20 * SECOND) == 3


def test_a_steady_pace_is_told_as_it_is() -> None:
    pace = Pace()
    for second in range(0, 600, 4):
        pace.add(1, at=second * SECOND)
        if second >= 60:
            assert pace.a_minute(at=second * SECOND) in (15, 16)
    assert pace.total == 150


def test_labels_older_than_five_minutes_no_longer_count() -> None:
    pace = Pace()
    pace.add(100, at=0)
    pace.add(10, at=4 * MINUTE)
    assert pace.a_minute(at=5 * MINUTE) == 22
    assert pace.a_minute(at=5 * MINUTE + 1) == 2
    assert pace.a_minute(at=60 * MINUTE) == 0


def test_a_clock_set_back_is_no_pace() -> None:
    pace = Pace()
    pace.add(1, at=MINUTE)
    assert pace.a_minute(at=0) is None
