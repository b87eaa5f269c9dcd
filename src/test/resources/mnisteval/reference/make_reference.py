#!/usr/bin/env python3
"""Compute, with numpy, what the network in a pickle says about the MNIST test images.

Writes two files, named after the weights file, to the output directory:

    NAME.classes.txt        the predicted class of each image, 100 per line
    NAME.probabilities.csv  the probabilities of the first 100 images and of every 50th image

The arithmetic is float64 on the stored float32 weights. The classes are also computed in float32,
one image at a time, as the original script does; it is an error if they differ on any image.
The pickle is loaded with pickle.load, so give it only files that you trust.
"""

import argparse
import gzip
import pickle
from pathlib import Path

import numpy as np


def read_idx(path, header):
    with gzip.open(path, "rb") as stream:
        return np.frombuffer(stream.read(), np.uint8, offset=header)


def probabilities(net, x):
    """The forward pass, for one image or for rows of images, in the precision of its inputs."""
    h1 = 1 / (1 + np.exp(-(x @ net["W1"] + net["b1"])))
    h2 = 1 / (1 + np.exp(-(h1 @ net["W2"] + net["b2"])))
    scores = h2 @ net["W3"] + net["b3"]
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def main():
    parser = argparse.ArgumentParser(
        description="Write the numpy reference predictions of a pickled network."
    )
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="directory of t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz",
    )
    parser.add_argument(
        "--weights", type=Path, required=True, metavar="FILE", help="pickled dict of six arrays"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).resolve().parent,
        metavar="DIR",
        help="where to write (default: the directory of this script)",
    )
    args = parser.parse_args()

    pixels = read_idx(args.data / "t10k-images-idx3-ubyte.gz", 16).reshape(-1, 784)
    labels = read_idx(args.data / "t10k-labels-idx1-ubyte.gz", 8)
    with open(args.weights, "rb") as stream:
        net32 = pickle.load(stream)
    assert all(value.dtype == np.float32 for value in net32.values())

    net64 = {name: value.astype(np.float64) for name, value in net32.items()}
    p = probabilities(net64, pixels / 255.0)
    predicted = p.argmax(axis=1)

    images32 = pixels.astype(np.float32) / np.float32(255)
    results32 = [probabilities(net32, image) for image in images32]
    assert results32[0].dtype == np.float32
    predicted32 = np.array([result.argmax() for result in results32])
    different = np.flatnonzero(predicted32 != predicted)
    if len(different):
        raise SystemExit(f"float32 and float64 differ on the images {different.tolist()}")

    name = args.weights.stem
    digits = "".join(map(str, predicted))
    with open(args.output / f"{name}.classes.txt", "w", newline="\n") as out:
        for start in range(0, len(digits), 100):
            out.write(digits[start : start + 100] + "\n")
    with open(args.output / f"{name}.probabilities.csv", "w", newline="\n") as out:
        out.write("index,label,predicted," + ",".join(f"p{k}" for k in range(10)) + "\n")
        for i in sorted({*range(100), *range(0, len(p), 50)}):
            row = ",".join(f"{value:.17g}" for value in p[i])
            out.write(f"{i},{labels[i]},{predicted[i]},{row}\n")

    top_two = np.sort(p, axis=1)[:, -2:]
    print(f"correct {np.sum(predicted == labels)}/{len(labels)}; float32 agrees on every class")
    print(f"smallest margin between the two likeliest classes: {np.diff(top_two).min():.3g}")


if __name__ == "__main__":
    main()
