"""Color profiles for PNG files that describe their colors in numbers: primaries, white and brightness."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Matrix = list[list[float]]
# White, red, green and blue as x and y, by the codes of ITU-T H.273.
PRIMARIES = {
    1: (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06),
    9: (0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046),
    12: (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06),  # Display P3
}
# Parameters of ICC's curves: y = ((a·x + b)^g where x ≥ d, else c·x); the codes are those of H.273.
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
VIDEO_CURVE = (1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081)
CURVES = {1: VIDEO_CURVE, 6: VIDEO_CURVE, 14: VIDEO_CURVE, 4: (2.2,), 8: (1.0,), 13: SRGB_CURVE}
D50 = (0.9642, 1.0, 0.8249)
BRADFORD = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
TAGS = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")


def profile_of(numbers: Sequence[float], curve: Sequence[float]) -> bytes | None:
    """Return an ICC profile of these x and y (white, red, green, blue) and this curve; None if they make no colors."""
    try:
        columns = _to_xyz(numbers)
        data = [_tag(b"XYZ ", b"", column) for column in columns]
    except (ZeroDivisionError, struct.error):
        return None
    data += [_tag(b"para", struct.pack(">HH", 0 if len(curve) == 1 else 3, 0), curve)] * 3
    at = 128 + 4 + 12 * len(TAGS)
    table = struct.pack(">I", len(TAGS))
    for name, each in zip(TAGS, data, strict=True):
        table += struct.pack(">4sII", name, at, len(each))
        at += len(each)
    head = struct.pack(">I4sI4s4s4s12x4s", at, b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    light = struct.pack(">3i", *(round(each * 65536) for each in D50))
    return head.ljust(68, b"\0") + light.ljust(60, b"\0") + table + b"".join(data)


def _tag(kind: bytes, head: bytes, numbers: Sequence[float]) -> bytes:
    return kind + bytes(4) + head + struct.pack(f">{len(numbers)}i", *(round(each * 65536) for each in numbers))


def _to_xyz(numbers: Sequence[float]) -> Matrix:
    """Return X, Y and Z of red, green and blue under the light of profiles, D50."""
    white, *primaries = (_xyz(*numbers[place : place + 2]) for place in range(0, 8, 2))
    shares = _times(_inverse(_turned(primaries)), white)
    cones, wanted = _times(BRADFORD, white), _times(BRADFORD, D50)
    found = []
    for share, primary in zip(shares, primaries, strict=True):
        adapted = [value * to / now for value, to, now in zip(_times(BRADFORD, primary), wanted, cones, strict=True)]
        found.append([share * each for each in _times(_inverse(BRADFORD), adapted)])
    return found


def _xyz(x: float, y: float) -> list[float]:
    return [x / y, 1.0, (1 - x - y) / y]


def _turned(rows: Matrix) -> Matrix:
    return [list(column) for column in zip(*rows, strict=True)]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def _inverse(matrix: Matrix) -> Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    size = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    turned = [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
    return [[each / size for each in row] for row in turned]
