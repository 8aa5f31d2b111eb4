"""Three plots as SVG: how far evidence is right, what each threshold costs, how long answers take. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.evaluation.figures import Column, Table, trade
from knowledge.evaluation.markup import Markup, element, joined
from knowledge.weights import Weights

WIDTH, HEIGHT = 360, 280
LEFT, RIGHT, TOP, BOTTOM = 46, 22, 38, 44
BANDS = 10
MOST_EVIDENCE = 2.0
POINTS = 200
"""Of a line: more than there are pixels to tell apart."""
PEERS = ("dashed", "dotted", "chained")
"""How the lines of the first peers are drawn; of more, none could be told from another."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where numbers stand: from 0 to `right` across, and from 0 to 1 upwards."""

    right: float

    def x(self, value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * value / self.right, 1)

    def y(self, share: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)

    def line(self, points: Sequence[Point], kind: str) -> Markup:
        told = " ".join(f"{self.x(x):g},{self.y(y):g}" for x, y in points)
        return element("polyline", points=told, class_=f"line {kind}")

    def mark(self, value: float, name: str, height: float = 1) -> Markup:
        """A dashed line at `value`, with its name on top."""
        x, top = self.x(value), self.y(height)
        dash = element("line", x1=x, x2=x, y1=self.y(0), y2=top - 12, class_="mark")
        return joined(dash, element("text", name, x=x, y=top - 15, class_="middle"))


def calibration(table: Table, weights: Weights) -> Markup:
    """Of the questions in each band of the evidence score, the share whose first excerpt holds the answer."""
    frame = Frame(MOST_EVIDENCE)
    right = np.nan_to_num(table.get("shown@1", np.zeros_like(table["score"])))
    bands = np.clip(np.floor(table["score"] / MOST_EVIDENCE * BANDS), 0, BANDS - 1)
    bars = [_bar(frame, band, right[bands == band]) for band in range(BANDS)]
    marks = (frame.mark(weights.partial, "partial"), frame.mark(weights.strong, "strong"))
    ticks = [(at / 2, f"{at / 2:g}") for at in range(5)]
    return _plot(frame, ticks, ("evidence score", "first excerpt right"), *bars, *marks)


def _bar(frame: Frame, band: int, right: Column) -> Markup:
    if not right.size:
        return Markup()
    width = MOST_EVIDENCE / BANDS
    share = float(right.mean())
    left, top = frame.x(band * width), frame.y(share)
    title = element("title", f"{band * width:.1f} to {(band + 1) * width:.1f}: {share:.0%} of {right.size}")
    wide, high = frame.x((band + 1) * width) - left - 2, frame.y(0) - top
    bar = element("rect", title, x=left + 1, y=top, width=round(wide, 1), height=round(high, 1), class_="bar")
    count = element(
        "text", str(right.size), x=left + wide / 2 + 1, y=min(top, frame.y(0) - 2) - 3, class_="count middle"
    )
    return joined(bar, count)


def thresholds(table: Table, peers: Sequence[Table], setting: Point) -> Markup:
    """False answers against wrongly silent over all thresholds, of the first peers too, and where the setting is."""
    frame = Frame(1)
    drawn = (*zip(peers, PEERS, strict=False), (table, "ours"))
    lines = [frame.line(_thinned(trade(one)), kind) for one, kind in drawn]
    silent, false = setting
    if not math.isnan(silent + false):
        title = element("title", f"{silent:.1%} wrongly silent, {false:.1%} false answers")
        lines.append(element("circle", title, cx=frame.x(silent), cy=frame.y(false), r=5, class_="setting"))
    return _plot(frame, _shares(), ("wrongly silent", "false answers"), *lines)


def latency(table: Table) -> Markup:
    """The share of questions answered within so many milliseconds; the slowest are beyond the edge."""
    times = np.sort(table["ms"])
    p50, p95 = np.percentile(times, (50, 95)).tolist()
    frame = Frame(_ceiling(p95 * 1.05))
    within = [(float(one), at / times.size) for at, one in enumerate(times, 1) if one <= frame.right]
    lines = (frame.line(_thinned([(0, 0), *within]), "ours"), frame.mark(p50, "p50", 0.5), frame.mark(p95, "p95", 0.95))
    ticks = [(frame.right * at / 4, f"{frame.right * at / 4:g}") for at in range(5)]
    return _plot(frame, ticks, ("milliseconds", "answered"), *lines)


def _thinned(points: Sequence[Point]) -> list[Point]:
    step = max(1, math.ceil(len(points) / POINTS))
    return [*points[::step], *points[-1:]]


def _ceiling(value: float) -> float:
    """The next round number: 1, 2 or 4 and noughts."""
    value = max(value, 0.001)
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * factor for factor in (1, 2, 4, 10) if value <= power * factor)


def _shares() -> list[tuple[float, str]]:
    return [(at / 4, f"{at * 25} %") for at in range(5)]


def _plot(frame: Frame, across: Sequence[tuple[float, str]], names: tuple[str, str], *drawn: Markup) -> Markup:
    floor, right = frame.y(0), frame.x(frame.right)
    rows = [
        joined(
            element("line", x1=LEFT, x2=right, y1=frame.y(share), y2=frame.y(share), class_="grid"),
            element("text", told, x=LEFT - 6, y=frame.y(share) + 4, class_="tick end"),
        )
        for share, told in _shares()
    ]
    columns = [element("text", told, x=frame.x(at), y=floor + 16, class_="tick middle") for at, told in across]
    labels = (
        element("text", names[0], x=(LEFT + right) / 2, y=HEIGHT - 8, class_="axis middle"),
        element("text", names[1], x=4, y=10, class_="axis"),
    )
    name = f"{names[1]}, by {names[0]}"
    return element(
        "svg", *rows, *columns, *labels, *drawn, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=name
    )
