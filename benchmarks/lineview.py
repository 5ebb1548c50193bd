"""What a list of 100,000 rows and a long article cost to wrap, to lay out and to paint.

Processor milliseconds, best of a few runs: `python -m benchmarks.lineview`.
"""

import asyncio
import time
from collections.abc import Callable, Sequence

from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tui.lineview import LineView, UnevenRows, strip_of
from tui.rows import Rows
from tui.wrapping import wrap

BASE = Style.parse("#c0c0c0 on #121212")
LIT = Style.parse("bold #ffffff on #121212")
SENTENCES = {
    "Latin": "Putin’s sought ceasefire would mean Russia would keep the territories it holds — "
    * 2,
    "Latin, one emoji each": "Putin’s sought ceasefire would mean Russia would keep it 😀 " * 3,
    "Chinese": "新华社北京十二月电，中国政府今天表示。“愿意停火”，" * 3,
    "Hindi": "रूसी राष्ट्रपति व्लादिमीर पुतिन ने कहा है कि " * 4,
}


class Body(LineView):
    """2,000 wrapped sentences."""

    MARGIN = 1 / 3

    def lay_out(self, width: int) -> Rows:
        """Wrap them all."""
        self.lines = [wrap(SENTENCES["Latin"], width - 4)] * 2_000
        return UnevenRows(len(lines) + 1 for lines in self.lines)

    def render_row(self, row: int, width: int) -> Sequence[Strip]:
        """Paint one, brighter under the cursor."""
        style = LIT if row == self.cursor else BASE
        return [
            strip_of([("  ", BASE), (SENTENCES["Latin"][start:end], style)], width, BASE)
            for start, end in self.lines[row]
        ]


class Screen(App[None]):
    """One body and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.body = Body()

    def compose(self) -> ComposeResult:
        """Mount the body."""
        yield self.body


def best(work: Callable[[], object], runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) * 1_000


async def painting() -> None:
    app = Screen()
    async with app.run_test(size=(120, 40)):
        body, page = app.body, Region(0, 0, 120, 40)
        rows = iter(range(1, 2_000))
        print(f"  page painted again {best(lambda: body.render_lines(page)):8.2f}")
        print(f"  cursor moved       {best(lambda: body.move_cursor(next(rows)), 200):8.2f}")
        print(f"  page from nothing  {best(lambda: paint_anew(body, page)):8.2f}")


def paint_anew(body: Body, page: Region) -> None:
    body.invalidate()
    body.render_lines(page)


def main() -> None:
    print("wrap 2,000 sentences of about 170 characters at 70 cells")
    for name, text in SENTENCES.items():
        print(f"  {name:<22}{best(lambda text=text: [wrap(text, 70) for _ in range(2_000)]):8.1f}")  # type: ignore[misc]
    print("a view of 120×40 cells over 2,000 sentences")
    asyncio.run(painting())


if __name__ == "__main__":
    main()
