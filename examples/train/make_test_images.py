#!/usr/bin/env python3
"""Writes the first ankle boot and the first pullover of Fashion MNIST's test images as 28 x 28 PNG files of 8-bit grey.

Needs the standard library only. The same data give the same bytes.
"""

import argparse
import gzip
import struct
import sys
import zlib
from pathlib import Path

DEBIAN_DATA = Path("/usr/share/datasets/fashion-mnist")
IMAGES = Path(__file__).resolve().parents[2] / "test_data" / "images"
SIDE = 28
WANTED = {"ankle_boot.png": 9, "pullover.png": 2}  # file name -> label


def read(folder, name, header_length):
    """Returns the bytes after the header of the idx file `name`, plain or .gz."""
    plain = folder / name
    content = plain.read_bytes() if plain.is_file() else gzip.decompress((folder / f"{name}.gz").read_bytes())
    return content[header_length:]


def png(pixels):
    """Returns a PNG file of SIDE x SIDE grey pixels, given row by row, one byte a pixel (0 black ... 255 white)."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)  # 8 bits, grey, deflate, no interlace
    rows = b"".join(b"\0" + pixels[start:start + SIDE] for start in range(0, SIDE * SIDE, SIDE))  # filter 0: none
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def main():
    parser = argparse.ArgumentParser(description="Writes the two test images.")
    parser.add_argument("--data", type=Path, default=DEBIAN_DATA, help="folder of the idx files (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=IMAGES, help="folder of the PNG files (default: test_data/images)")
    options = parser.parse_args()
    try:
        images = read(options.data, "t10k-images-idx3-ubyte", 16)
        labels = read(options.data, "t10k-labels-idx1-ubyte", 8)
    except OSError as error:
        sys.exit(f"make_test_images.py: {error}\nOn Debian: apt-get install dataset-fashion-mnist; or give --data")
    options.output.mkdir(parents=True, exist_ok=True)
    for name, label in WANTED.items():
        index = labels.index(label)
        (options.output / name).write_bytes(png(images[index * SIDE * SIDE:(index + 1) * SIDE * SIDE]))
        print(f"wrote {name}: test image {index}, label {label}")


if __name__ == "__main__":
    main()
