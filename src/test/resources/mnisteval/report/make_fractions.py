#!/usr/bin/env python3
"""Writes, beside this script, how Python writes fractions: str(k / n).

    python3 make_fractions.py

    fractions-10000.txt   str(k / 10000), k = 0 .. 10000, one a line
    fractions-spread.tsv  k, n, str(k / n)

The spread holds every k for small n; some k, from a fixed seed, for large n; powers of two, whose
neighbours below are half as far away as those above; and fractions of 2**17, which end in 5 after
17 digits, so that two texts of 16 digits are equally near.
"""

import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LARGE = [20000, 60000, 1000000, 8100000, 9999991, 3**20, 2**20, 2**30, 2**40]
LARGE += [10**15, 10**15 + 37, 2**53 - 1, 2**53]
SAMPLE = 300


def spread():
    for n in range(1, 201):
        for k in range(n + 1):
            yield k, n
    numbers = random.Random(20160924)
    for n in LARGE:
        ks = {0, 1, 2, 3, n // 2, n - 2, n - 1, n}
        ks.update(numbers.randrange(n) for _ in range(SAMPLE // 2))
        # As many small fractions: their logarithms are spread evenly.
        ks.update(int(n ** numbers.random()) for _ in range(SAMPLE // 2))
        for k in sorted(ks):
            yield k, n
    for exponent in range(54):
        yield 1, 2**exponent
    for n in 2**16, 2**17, 2**18:
        for k in sorted(numbers.randrange(n // 4, n // 2) * 2 + 1 for _ in range(SAMPLE)):
            yield k, n


def main():
    every = [str(k / 10000) for k in range(10001)]
    (FOLDER / "fractions-10000.txt").write_bytes("".join(f"{t}\n" for t in every).encode())
    lines = [f"{k}\t{n}\t{k / n}\n" for k, n in spread()]
    (FOLDER / "fractions-spread.tsv").write_bytes("".join(lines).encode())


if __name__ == "__main__":
    main()
