#!/usr/bin/env python3
"""Prints how many colours a PNG has: a blank picture has one or two. usage: picture.py FILE
Reads what Qt writes: 8 bits a channel, not interlaced (https://www.w3.org/TR/png/)."""

import struct
import sys
import zlib


def chunks(data):
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def paeth(left, up, corner):
    estimate = left + up - corner
    distances = abs(estimate - left), abs(estimate - up), abs(estimate - corner)
    return (left, up, corner)[distances.index(min(distances))]


def unfiltered(kind, row, above, size):
    """Undoes the filter of one row; `above` is the row before, unfiltered."""
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(row, above))
    if kind == 0:
        return row
    for i in range(len(row)):
        left = row[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        guess = left if kind == 1 else (left + above[i]) // 2 if kind == 3 else paeth(left, above[i], corner)
        row[i] = (row[i] + guess) & 255
    return row


def colours(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        sys.exit(f"{path} is no PNG")
    parts = list(chunks(data))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
    size = {2: 3, 6: 4}.get(kind)
    if depth != 8 or size is None or interlaced:
        sys.exit(f"{path}: depth {depth}, kind {kind}, interlaced {interlaced}")
    raw = zlib.decompress(b"".join(content for name, content in parts if name == b"IDAT"))
    found, above, line = set(), bytearray(width * size), width * size + 1
    for y in range(height):
        above = unfiltered(raw[y * line], bytearray(raw[y * line + 1:(y + 1) * line]), above, size)
        found.update(zip(*(above[channel::size] for channel in range(size))))
    return len(found)


print(colours(sys.argv[1]))
