"""Writing to a terminal that is gone."""

import io

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from tui.outlet import Outlet, outlasting


class Gone(io.StringIO):
    """What is left of a terminal whose window was closed."""

    def write(self, _text: str, /) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_what_is_written_arrives() -> None:
    file = io.StringIO()
    outlet = Outlet(file)
    assert outlet.write("é\n") == 2
    outlet.flush()
    assert file.getvalue() == "é\n"


def test_a_terminal_that_is_gone_takes_everything() -> None:
    outlet = Outlet(Gone())
    assert outlet.write("text") == 4
    outlet.flush()


def test_an_error_that_is_not_of_the_terminal_is_heard() -> None:
    with pytest.raises(UnicodeEncodeError):
        Outlet(io.TextIOWrapper(io.BytesIO(), encoding="ascii")).write("é")


def test_a_driver_stays_of_its_kind() -> None:
    kind = outlasting(HeadlessDriver)
    assert issubclass(kind, HeadlessDriver)
    assert outlasting(HeadlessDriver) is kind
