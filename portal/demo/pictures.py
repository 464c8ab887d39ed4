"""Line pictures for the demo's news, drawn by rule and compass on a transparent sheet, so that every colour scheme fits."""

import io
import math
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 600
SCALE = 2
INK = (62, 138, 119, 255)
BOLD, LINE, THIN = 7, 4, 2


class Sheet:
    """A sheet of 960 x 600 with a pen; coordinates are those of the finished picture."""

    def __init__(self):
        self.image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)

    def line(self, *points: tuple[float, float], width: int = LINE) -> None:
        """A broken line."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=INK, width=width * SCALE, joint="curve")

    def dashes(self, start: tuple[float, float], end: tuple[float, float], width: int = THIN) -> None:
        """An axis: long and short strokes."""
        length = math.dist(start, end)
        done = 0.0
        for number in range(1000):
            stroke = 34 if number % 2 == 0 else 8
            if done >= length:
                return
            first, last = done / length, min(done + stroke, length) / length
            self.line(_between(start, end, first), _between(start, end, last), width=width)
            done += stroke + 12

    def circle(self, x: float, y: float, radius: float, width: int = LINE) -> None:
        """A circle."""
        self.arc(x, y, radius, 0, 360, width)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: int = LINE) -> None:
        """An arc, degrees clockwise from the right."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.pen.arc(box, start, end, fill=INK, width=width * SCALE)

    def box(self, x: float, y: float, width: float, height: float, pen: int = LINE) -> None:
        """A rectangle."""
        self.line((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y), width=pen)

    def png(self) -> bytes:
        """The picture."""
        out = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
        return out.getvalue()


def draw(motif: str) -> bytes:
    """A PNG of that motif; KeyError for a motif that nobody has drawn."""
    sheet = Sheet()
    MOTIFS[motif](sheet)
    return sheet.png()


def _between(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _pulse(sheet: Sheet) -> None:
    for y in range(120, 520, 60):
        sheet.dashes((80, y), (880, y))
    sheet.line(
        (80, 330), (280, 330), (320, 290), (360, 330), (410, 330), (440, 370), (490, 130), (540, 470), (575, 330),
        (650, 330), (690, 285), (730, 330), (880, 330), width=BOLD,
    )  # fmt: skip
    sheet.circle(490, 130, 16)


def _building(sheet: Sheet) -> None:
    sheet.line((200, 500), (200, 230), (480, 100), (760, 230), (760, 500), width=BOLD)
    sheet.line((120, 500), (840, 500), width=BOLD)
    for x in (270, 430, 590):
        sheet.box(x, 280, 100, 80)
    sheet.box(430, 410, 100, 90)
    sheet.dashes((480, 50), (480, 550))


def _drop(sheet: Sheet) -> None:
    sheet.arc(480, 370, 140, -30, 210, BOLD)
    sheet.line((359, 300), (480, 80), (601, 300), width=BOLD)
    sheet.line((480, 310), (480, 430))
    sheet.line((420, 370), (540, 370))
    for radius in (190, 230):
        sheet.arc(480, 370, radius, 20, 160, THIN)
    sheet.dashes((120, 370), (840, 370))


def _book(sheet: Sheet) -> None:
    for side in (-1, 1):
        sheet.line(
            (480, 180), (480 + side * 120, 140), (480 + side * 300, 140), (480 + side * 300, 460),
            (480 + side * 120, 460), (480, 500), width=BOLD,
        )  # fmt: skip
        for row in range(4):
            y = 210 + row * 60
            sheet.line((480 + side * 60, y + 10), (480 + side * 130, y - 10), (480 + side * 250, y - 10), width=THIN)
    sheet.line((480, 180), (480, 500))
    sheet.dashes((480, 60), (480, 560))


def _ball(sheet: Sheet) -> None:
    sheet.circle(480, 300, 210, BOLD)
    sheet.line((270, 300), (690, 300))
    sheet.line((480, 90), (480, 510))
    sheet.arc(250, 300, 200, -46, 46)
    sheet.arc(710, 300, 200, 134, 226)
    sheet.dashes((140, 550), (820, 550))


def _chart(sheet: Sheet) -> None:
    points = [(160, 440), (320, 290), (450, 360), (620, 160), (800, 230)]
    sheet.line(*points, width=BOLD)
    for x, y in points:
        sheet.circle(x, y, 18)
        sheet.dashes((x, y + 24), (x, 520))
    sheet.line((110, 80), (110, 520), (860, 520))


def _medal(sheet: Sheet) -> None:
    sheet.circle(480, 370, 150, BOLD)
    sheet.circle(480, 370, 118)
    star = [
        (480 + math.sin(turn * math.pi / 5) * size, 370 - math.cos(turn * math.pi / 5) * size)
        for turn in range(11)
        for size in ((78,) if turn % 2 == 0 else (34,))
    ]
    sheet.line(*star)
    for side in (-1, 1):
        sheet.line((480 + side * 60, 232), (480 + side * 150, 60), (480 + side * 60, 60), (480, 180), width=LINE)
    sheet.dashes((480, 30), (480, 570))


def _calendar(sheet: Sheet) -> None:
    sheet.box(240, 130, 480, 380, BOLD)
    sheet.line((240, 220), (720, 220))
    for x in (340, 620):
        sheet.line((x, 90), (x, 170), width=BOLD)
    for row in range(3):
        for column in range(5):
            x, y = 300 + column * 90, 280 + row * 90
            if (row, column) == (1, 3):
                sheet.circle(x, y, 34, BOLD)
            sheet.circle(x, y, 10, THIN)


def _microscope(sheet: Sheet) -> None:
    sheet.line((280, 510), (680, 510), width=BOLD)
    sheet.line((330, 440), (560, 440))
    sheet.line((520, 120), (430, 380), width=BOLD)
    sheet.line((590, 145), (500, 405), width=BOLD)
    sheet.line((520, 120), (590, 145))
    sheet.line((430, 380), (500, 405))
    sheet.line((535, 78), (605, 103))
    sheet.arc(450, 330, 190, -45, 85, BOLD)
    sheet.circle(455, 425, 12)
    sheet.dashes((380, 470), (640, 60))


def _people(sheet: Sheet) -> None:
    for x, radius, shoulders in ((300, 62, 130), (480, 74, 160), (660, 62, 130)):
        sheet.circle(x, 330 - shoulders, radius, BOLD if x == 480 else LINE)
        sheet.arc(x, 480, shoulders, 180, 360, BOLD if x == 480 else LINE)
    sheet.dashes((100, 482), (860, 482))


def _tree(sheet: Sheet) -> None:
    for level, (top, half) in enumerate(((70, 120), (180, 180), (300, 240))):
        sheet.line((480 - half, top + 150), (480, top), (480 + half, top + 150), width=BOLD if level == 2 else LINE)
        sheet.line((480 - half, top + 150), (480 + half, top + 150), width=THIN)
    sheet.box(445, 450, 70, 80)
    for x, y in ((410, 200), (540, 310), (380, 420), (580, 430)):
        sheet.circle(x, y, 14)
    sheet.dashes((120, 532), (840, 532))


def _bulb(sheet: Sheet) -> None:
    sheet.arc(480, 260, 150, 125, 55, BOLD)
    sheet.line((394, 383), (420, 450), (540, 450), (566, 383))
    sheet.line((430, 490), (530, 490))
    sheet.line((450, 525), (510, 525))
    sheet.line((430, 300), (455, 250), (480, 300), (505, 250), (530, 300))
    for turn in range(-3, 4):
        angle = math.radians(turn * 28)
        near, far = 185, 235
        sheet.line(
            (480 + math.sin(angle) * near, 260 - math.cos(angle) * near),
            (480 + math.sin(angle) * far, 260 - math.cos(angle) * far),
            width=THIN,
        )


MOTIFS: dict[str, Callable[[Sheet], None]] = {
    "pulse": _pulse,
    "building": _building,
    "drop": _drop,
    "book": _book,
    "ball": _ball,
    "chart": _chart,
    "medal": _medal,
    "calendar": _calendar,
    "microscope": _microscope,
    "people": _people,
    "tree": _tree,
    "bulb": _bulb,
}
