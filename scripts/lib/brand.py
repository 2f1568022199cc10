"""Draw the brand: two arrows that form a loop around a play triangle."""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = (
    Path(__file__).parent.parent.parent / "custom_components" / "plex_sync" / "brand"
)
SCALE = 4
"""Drawn larger and then reduced, for smooth edges."""

type Colour = tuple[int, int, int]
type Point = tuple[float, float]

VIOLET: Colour = (112, 94, 222)
TEAL: Colour = (20, 160, 150)
INK: Colour = (38, 50, 66)
PAPER: Colour = (236, 240, 244)


def at(centre: float, radius: float, degrees: float) -> Point:
    """A point on a circle; 0 degrees is to the right, clockwise."""
    angle = math.radians(degrees)
    return centre + radius * math.cos(angle), centre + radius * math.sin(angle)


def arrow(
    draw: ImageDraw.ImageDraw, size: float, start: float, end: float, colour: Colour
) -> None:
    """An arc with a head, clockwise from `start` to the tip at `end` degrees."""
    centre, radius, width = size / 2, size * 0.385, size * 0.115
    neck = end - 34
    outside, inside = radius + width / 2, radius - width / 2
    steps = [start + (neck - start) * step / 120 for step in range(121)]
    band = [at(centre, outside, one) for one in steps]
    band += [at(centre, inside, one) for one in reversed(steps)]
    draw.polygon(band, fill=colour)
    x, y = at(centre, radius, start)
    draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), colour)
    head = [
        at(centre, radius + width * 1.02, neck - 1),
        at(centre, radius * 1.01, end + 2),
        at(centre, radius - width * 1.02, neck - 1),
    ]
    draw.polygon(head, fill=colour)


def play(draw: ImageDraw.ImageDraw, size: float, colour: Colour) -> None:
    """A triangle with round corners, set so that it looks centred."""
    centre, reach, corner = size / 2 + size * 0.022, size * 0.135, size * 0.035
    points = [at(centre, reach, degrees) for degrees in (0, 120, 240)]
    points = [(x, y - size * 0.022) for x, y in points]
    draw.polygon(points, fill=colour)
    draw.line([*points, points[0], points[1]], fill=colour, width=round(2 * corner))
    for x, y in points:
        draw.ellipse((x - corner, y - corner, x + corner, y + corner), colour)


def icon(size: int, *, dark: bool) -> Image.Image:
    """The mark, trimmed to a square."""
    large = size * SCALE
    picture = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(picture)
    # The drawing leaves a rim: draw it larger, and cut to what was drawn.
    arrow(draw, large, 190, 352, VIOLET)
    arrow(draw, large, 10, 172, TEAL)
    play(draw, large, PAPER if dark else INK)
    box = picture.getbbox() or (0, 0, large, large)
    rim = min(box[0], box[1], large - box[2], large - box[3])
    square = picture.crop((rim, rim, large - rim, large - rim))
    return square.resize((size, size), Image.Resampling.LANCZOS)


def logo(height: int, *, dark: bool) -> Image.Image:
    """The mark and the name beside it, trimmed."""
    large = height * SCALE
    mark = icon(large, dark=dark)
    font = ImageFont.load_default(size=large * 0.62)
    left, top, right, bottom = font.getbbox("Plex Sync")
    gap = large * 0.16
    picture = Image.new("RGBA", (round(large + gap + right - left), large))
    picture.paste(mark)
    ImageDraw.Draw(picture).text(
        (large + gap - left, (large - bottom - top) / 2),
        "Plex Sync",
        font=font,
        fill=PAPER if dark else INK,
        stroke_width=large * 0.006,
    )
    trimmed = picture.crop(picture.getbbox())
    width = round(trimmed.width * height / trimmed.height)
    return trimmed.resize((width, height), Image.Resampling.LANCZOS)


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(exist_ok=True)
    for dark, prefix in ((False, ""), (True, "dark_")):
        for size, suffix in ((256, ""), (512, "@2x")):
            for name, draw in (("icon", icon), ("logo", logo)):
                height = size if name == "icon" else size // 2
                draw(height, dark=dark).save(
                    FOLDER / f"{prefix}{name}{suffix}.png", optimize=True
                )


if __name__ == "__main__":
    main()
