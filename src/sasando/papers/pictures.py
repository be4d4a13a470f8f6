"""Judging a picture by its bytes: PNG or JPEG of a bearable size, and nothing else.

SVG is not taken: it is a program for the reader's browser. The size is read from the header, so a
small file that would unfold into gigabytes is refused before anything decodes it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Final

LARGEST_SIDE: Final = 1_200
SMALLEST_SIDE: Final = 64
PNG, JPEG = "image/png", "image/jpeg"
# Start-of-frame markers of JPEG; C4, C8 and CC are tables, not frames.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Picture:
    """A picture whose kind and size are known, in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def is_bearable(self) -> bool:
        """Neither a speck nor a trap."""
        return all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (self.width, self.height))

    def as_svg(self) -> str:
        """The picture wrapped for the typesetter, which takes pictures as text."""
        data = base64.b64encode(self.content).decode("ascii")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}">'
            f'<image width="{self.width}" height="{self.height}" '
            f'href="data:{self.media_type};base64,{data}"/></svg>'
        )


def picture_of(content: bytes) -> Picture | None:
    """The picture in these bytes, or None when they are neither PNG nor JPEG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
        return Picture(content, PNG, width, height)
    # Nothing unfolds a JPEG before it is shown; one that was cut has no scan or no end.
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xda" in content and _ends(content):
        return _jpeg(content)
    return None


def _ends(content: bytes) -> bool:
    return content.rstrip(b"\0").endswith(b"\xff\xd9")


def _jpeg(content: bytes) -> Picture | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        if content[place + 1] in _FRAMES:
            height, width = (
                int.from_bytes(content[at : at + 2], "big") for at in (place + 5, place + 7)
            )
            return Picture(content, JPEG, width, height)
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
