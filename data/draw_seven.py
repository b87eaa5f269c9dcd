#!/usr/bin/env python3
"""Draws seven.png, a seven as if by hand: two strokes of a pen, dark on light paper.

    python3 draw_seven.py seven.png

Needs numpy. The picture is 160x160 pixels of 8-bit grey without any other chunk.
"""
import struct
import sys
import zlib

import numpy as np

SIDE = 160

# Cubic Bezier curves: four points (x, y) and the pen's radius at the start and at the end.
STROKES = [
    ([(38, 45), (62, 35), (92, 41), (121, 36)], 5.0, 6.0),
    ([(121, 36), (108, 66), (83, 92), (75, 132)], 6.0, 4.5),
]


def ink(points, start, end):
    """Returns how much of each pixel a stroke covers, from 0 to 1, with a soft edge of a pixel."""
    t = np.linspace(0, 1, 400)[:, None]
    a, b, c, d = (np.array(point, float) for point in points)
    curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
    # A hand trembles a little.
    curve += np.column_stack([np.sin(9 * t[:, 0]), np.cos(7 * t[:, 0])]) * 0.6
    radius = start + (end - start) * t
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    covered = np.zeros((SIDE, SIDE))
    for (cx, cy), r in zip(curve, radius[:, 0]):
        covered = np.maximum(covered, np.clip(r + 0.5 - np.hypot(x - cx, y - cy), 0, 1))
    return covered


def chunk(kind, data):
    """Returns a chunk of a PNG file: its length, type, data and CRC."""
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))


def main():
    covered = np.maximum.reduce([ink(*stroke) for stroke in STROKES])
    grey = np.round(250 - 215 * covered).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    with open(sys.argv[1], "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
        f.write(chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    main()
