#!/usr/bin/env python3
"""Writes *.csv.gz, *.txt.gz, *.json.gz and numbers.tsv beside this script, by real numpy and json.

    python3 make_text_and_json.py

    *.csv.gz, *.txt.gz  the single layer of make_arrangements.py, as text of numbers
    *.json.gz           its network, as JSON
    text-and-json.tsv   as expected.tsv there
    numbers.tsv         text, and the bits of the double that Python's float makes of it
"""

import json
import random
import struct

import numpy as np

from make_arrangements import FOLDER, expect, images, layers, named, saved, written


def texts():
    """File, and what numpy.savetxt is told."""
    crlf = dict(newline="\r\n", header="784 x 10\nweights", encoding="utf-8-sig")
    yield "single.csv", dict(delimiter=",")
    yield "single-crlf.txt", crlf
    yield "single-tabs.txt", dict(delimiter="\t", fmt="%+.12f", footer="the end")
    yield "single-semicolons.csv", dict(delimiter=" ; ", fmt="%.17g")


def jsons(net):
    lists = [(w.tolist(), b.tolist()) for w, b in net]
    plain = named(lists, "W{}", "b{}")
    nielsen = {
        "sizes": [784, 50, 100, 10],
        "weights": [w.T.tolist() for w, _ in net],
        "biases": [b[:, None].tolist() for _, b in net],
        "cost": "CrossEntropyCost",
    }
    activations = ("sigmoid", "sigmoid", "softmax")
    yield "nielsen", json.dumps(nielsen)
    yield "plain", json.dumps(plain, separators=(",", ":"))
    yield "indented", "\ufeff\r\n" + json.dumps({"model": plain, "loss": [float("nan"), 0.5]}, indent=1)
    yield "layers", json.dumps(
        [{"weights": w, "bias": b, "activation": a} for (w, b), a in zip(lists, activations)]
    )
    yield "two-lists", json.dumps([[w for w, _ in lists], [b for _, b in lists]])


def numbers():
    """Decimals of every length, at and beside the halves between doubles, and the largest and smallest."""
    random.seed(1)
    yield from "0 -0 +1 1. .5 -.5e1 1E5 1e+05 1e-05 00012 0.1 0e999999999 1e-99999999999999".split()
    yield from "9007199254740993 9007199254740992.99999999999999999 1e22 1e23 123456789012345678".split()
    yield from "1.7976931348623157e308 1.7976931348623158e308 -1.797693134862315807e308 1.7976931348623159e308 1e400".split()
    yield from "4.9e-324 5e-324 2.5e-324 2.47e-324 2.2250738585072011e-308 2.2250738585072014e-308".split()
    yield "0." + "3" * 4000
    yield "1" * 309
    for _ in range(200):
        bits = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
        if np.isfinite(bits):
            yield repr(bits)
            yield "%.*e" % (random.randrange(30), bits)
    for _ in range(50):
        half = random.getrandbits(53) * 2 + 2**54 + 1
        yield from (str(half), str(half) + ".0", str(half - 1) + "." + "9" * 30, str(half) + ".0000001")
        yield "%.60f" % random.gauss(0, 0.1)


def main():
    net = layers()
    single = (net[0][0] @ net[1][0] @ net[2][0] / 64).astype("<f8")
    x = images()
    lines = []
    for file, how in texts():
        saved(file, np.savetxt, single, **how)
        expect(lines, file + ".gz", "single", [(single, np.zeros(10))], x)
    for name, text in jsons(net):
        written(FOLDER / f"{name}.json.gz", text.encode())
        expect(lines, f"{name}.json.gz", "example", net, x)
    (FOLDER / "text-and-json.tsv").write_bytes("".join(lines).encode())
    bits = lambda text: struct.pack(">d", float(text)).hex()
    rows = [f"{text}\t{bits(text)}\n" for text in numbers()]
    (FOLDER / "numbers.tsv").write_bytes("".join(rows).encode())


if __name__ == "__main__":
    main()
