"""What the numpy peers share: reading the files, and running once or taking turns, warm.

Nothing is imported that a script written for this one job would not import: the whole process is
measured, and numpy's own start is most of it.
"""

import gzip
import pickle
import sys
import time

import numpy as np


def read_idx(path):
    """Return the unsigned bytes of an IDX file, zipped or not, in the shape it declares."""
    with open(path, "rb") as stream:
        content = stream.read()
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    rank = content[3]
    shape = np.frombuffer(content, ">i4", rank, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def main(count_right):
    """Run: SCRIPT WEIGHTS IMAGES LABELS [warm].

    Print the accuracy, or take turns as WarmRuns does in Java: for each line on standard input,
    print the median of the runs' nanoseconds and how many answers were right.
    """
    weights, images_path, labels_path = sys.argv[1:4]
    with open(weights, "rb") as stream:
        network = pickle.load(stream)
    images = read_idx(images_path)
    images = images.reshape(len(images), -1)
    labels = read_idx(labels_path)
    if sys.argv[4:] != ["warm"]:
        print(f"Accuracy:{count_right(network, images, labels) / len(images)}")
        return
    for turn in sys.stdin:
        nanos = []
        for _ in range(int(turn.split()[1])):
            start = time.perf_counter_ns()
            right = count_right(network, images, labels)
            nanos.append(time.perf_counter_ns() - start)
        print(sorted(nanos)[len(nanos) // 2], right, flush=True)
