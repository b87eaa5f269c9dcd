"""Writes the fixtures of the metrics: what a network gives some images, and what follows from it.

    python3 make_metrics.py                        asymmetric.tsv, asymmetric.metrics.tsv
    python3 make_metrics.py ordered                ordered.metrics.tsv, of asymmetric.tsv with
                                                   labels for its outputs
    python3 make_metrics.py example DATA           example.metrics.tsv, of data/example_weight.pkl
    python3 make_metrics.py sample PREDICTIONS     sample.metrics.tsv, of a file with the columns
                                                   index,label,predicted,p0,..,p9 (gzip)
    python3 make_metrics.py mcnemar B C            prints the p-value that McNemarTest quotes

Every metric is scikit-learn's definition written out in numpy; the function it follows is named
beside it. Where scikit-learn has none, the paper is. Written with Python 3.11.7 and numpy 2.4.6.
"""

import csv
import gzip
import math
import pickle
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def mean(numbers):
    """The mean of doubles: their exact sum, divided and rounded once; 0 of none."""
    return float(sum(map(Fraction, numbers), Fraction(0)) / max(1, len(numbers)))


def divide(a, b):
    """a / b, and 0 where b is 0: zero_division=0."""
    return a / b if b else 0.0


def confusion_matrix(y, predicted, n):
    """sklearn.metrics.confusion_matrix: rows true, columns predicted."""
    c = np.zeros((n, n), dtype=np.int64)
    np.add.at(c, (y, predicted), 1)
    return c


def precision_recall_f1(c):
    """sklearn.metrics.precision_recall_fscore_support, average=None."""
    tp, predicted, support = np.diag(c), c.sum(axis=0), c.sum(axis=1)
    return [
        (divide(tp[k], predicted[k]), divide(tp[k], support[k]),
         divide(2 * tp[k], predicted[k] + support[k]), support[k])
        for k in range(len(c))
    ]


def averages(c):
    """average='macro' over unique_labels(y, predicted), and average='weighted'."""
    scores = np.array([row[:3] for row in precision_recall_f1(c)], dtype=np.float64)
    labels = (c.sum(axis=0) + c.sum(axis=1)) > 0
    return scores[labels].mean(axis=0), np.average(scores, axis=0, weights=c.sum(axis=1))


def balanced_accuracy(c):
    """sklearn.metrics.balanced_accuracy_score: classes without support are left out."""
    support = c.sum(axis=1)
    return np.mean(np.diag(c)[support > 0] / support[support > 0])


def kappa(c):
    """sklearn.metrics.cohen_kappa_score, weights=None."""
    c = c[np.ix_(*[(c.sum(axis=0) + c.sum(axis=1)) > 0] * 2)]
    expected = np.outer(c.sum(axis=0), c.sum(axis=1)) / c.sum()
    w = 1 - np.eye(len(c))
    bottom = np.sum(w * expected)
    return 1 - np.sum(w * c) / bottom if bottom else 0.0


def matthews(c):
    """sklearn.metrics.matthews_corrcoef."""
    t, p, n = c.sum(axis=1).astype(float), c.sum(axis=0).astype(float), float(c.sum())
    ytyp = np.trace(c) * n - t @ p
    ypyp, ytyt = n**2 - p @ p, n**2 - t @ t
    return ytyp / math.sqrt(ytyt * ypyp) if ytyt * ypyp else 0.0


def log_loss(y, p):
    """sklearn.metrics.log_loss: clipped to the epsilon of float64."""
    eps = np.finfo(np.float64).eps
    return mean(-np.log(np.clip(p, eps, 1 - eps)[np.arange(len(y)), y]))


def brier(y, p):
    """sklearn.metrics.brier_score_loss of several classes, scale_by_half=False."""
    return mean(np.sum((p - np.eye(p.shape[1])[y]) ** 2, axis=1))


def top_k(y, z, k):
    """sklearn.metrics.top_k_accuracy_score, but of equals the first comes first, as in argmax."""
    order = np.argsort(-z, axis=1, kind="stable")
    return np.mean((order[:, :k] == y[:, None]).any(axis=1))


def bins(confidence):
    """Naeini et al., AAAI 2015: bins (from, to] as in torchmetrics and in Guo et al., ICML 2017."""
    edges = np.arange(16) / 15
    for low, high in zip(edges[:-1], edges[1:]):
        yield low, high, (confidence > low) & (confidence <= high)


def reliability(right, confidence):
    for low, high, inside in bins(confidence):
        yield low, high, inside.sum(), mean(confidence[inside]), mean(right[inside].astype(float))


def calibration_error(right, confidence):
    """The sum over the bins of n / N * |accuracy - confidence|, exactly."""
    gaps = [
        abs(sum(map(Fraction, confidence[inside])) - int(right[inside].sum()))
        for _, _, inside in bins(confidence)
    ]
    return float(sum(gaps) / len(right))


def wilson(k, n):
    """Wilson 1927; statsmodels' proportion_confint(method='wilson')."""
    z = 1.959963984540054
    p = k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return centre - half, centre + half


def most_confused(c):
    pairs = [(-c[i, j], i, j) for i in range(len(c)) for j in range(len(c)) if i != j and c[i, j]]
    return [(i, j, -count) for count, i, j in sorted(pairs)[:10]]


def text(value):
    return str(int(value)) if isinstance(value, (int, np.integer)) else format(value, ".17g")


def write(name, y, z, p, predicted, ks, outputs=None):
    """Outputs are the columns of z that stand for y, which are the columns of p."""
    outputs = y if outputs is None else outputs
    n = p.shape[1]
    right = predicted == y
    c = confusion_matrix(y, predicted, n)
    macro, weighted = averages(c)
    rows = [("correct", right.sum(), len(y)), ("interval", *wilson(int(right.sum()), len(y)))]
    rows += [("top", k, top_k(outputs, z, k)) for k in ks]
    error = calibration_error(right, p.max(axis=1))
    rows += [("log loss", log_loss(y, p)), ("brier", brier(y, p)), ("calibration error", error)]
    rows += [("bin", *b) for b in reliability(right, p.max(axis=1))]
    rows += [("balanced accuracy", balanced_accuracy(c)), ("kappa", kappa(c))]
    rows += [("matthews", matthews(c))]
    rows += [("class", k, *scores) for k, scores in enumerate(precision_recall_f1(c))]
    rows += [("macro", *macro, len(y)), ("weighted", *weighted, len(y))]
    rows += [("confusion", *row) for row in c]
    rows += [("confused", *pair) for pair in most_confused(c)]
    lines = ["\t".join([row[0], *map(text, row[1:])]) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def asymmetric():
    """60 images, 6 classes: class 3 is never predicted, 4 has no images, 5 has neither."""
    random = np.random.default_rng(7)
    y = random.choice(4, size=60, p=[0.45, 0.3, 0.15, 0.1])
    z = np.round(random.normal(0, 1.5, size=(60, 6)), 3)
    z[np.arange(60), y] += 1.2
    z[:, 5] = -9.5
    z[:, 3] -= 6
    # What a random fixture would not have: ties, 0 and 1, and confidences on the edge of a bin.
    z[0], y[0] = [2, 2, 2, 2, 2, -2000], 0  # 1/5 = 3/15, right: the first of equals
    z[1], y[1] = [2, 2, 2, 2, 2, -2000], 2  # 1/5, wrong: third of equals
    z[2], y[2] = [-2000, 0, -2000, 0, 0, -2000], 1  # 1/3 = 5/15, right
    z[3], y[3] = [-2000, 0, -2000, 0, 0, -2000], 3  # 1/3, wrong: second of equals
    z[4], y[4] = [900, 0, 0, 0, 0, 0], 0  # probability 1, right
    z[5], y[5] = [0, 900, 0, 0, 0, 0], 0  # probability 1, wrong: 0 for the true class
    z[6], y[6] = [0, 0, 0, 0, 900, -900], 2  # and equal, at 0, with other classes
    z[7], y[7] = [40, 0, 0, 0, 0, 0], 0  # 1 - 2e-17 rounds to 1
    z[8], y[8] = [40, 1, 0, 0, 0, 0], 1  # 1e-17 is clipped to 2^-52
    z[9], y[9] = [0, 0, 0, 0, 0, 0], 3  # 1/6
    predicted = z.argmax(axis=1)
    c = confusion_matrix(y, predicted, 6)
    assert c[:, 3].sum() == 0 and c[4].sum() == 0 and c[5].sum() == c[:, 5].sum() == 0
    assert c[:, 4].sum() > 0 and c[3].sum() > 0 and (c != c.T).any()
    lines = ["\t".join([str(k), *(format(v, ".17g") for v in row)]) for k, row in zip(y, z)]
    (HERE.parent / "asymmetric.tsv").write_text("\n".join(lines) + "\n")
    write("asymmetric.metrics.tsv", y, z, softmax(z), predicted, range(1, 7))


def ordered():
    """The outputs stand for the labels of OrderedMetricsTest; classes are the sorted labels."""
    order = np.array([4, 1, 7, 2, 3, 9])
    table = np.loadtxt(HERE.parent / "asymmetric.tsv")
    outputs, z = table[:, 0].astype(int), table[:, 1:]
    labels, predicted = order[outputs], order[z.argmax(axis=1)]
    classes = np.sort(order)
    p = softmax(z)[:, np.argsort(order)]
    y, predicted = np.searchsorted(classes, labels), np.searchsorted(classes, predicted)
    write("ordered.metrics.tsv", y, z, p, predicted, range(1, 7), outputs)


def example(data):
    data = Path(data)
    with gzip.open(data / "t10k-images-idx3-ubyte.gz") as f:
        x = np.frombuffer(f.read()[16:], dtype=np.uint8).reshape(-1, 784) / 255
    with gzip.open(data / "t10k-labels-idx1-ubyte.gz") as f:
        y = np.frombuffer(f.read()[8:], dtype=np.uint8).astype(int)
    with open(data / "example_weight.pkl", "rb") as f:
        w = {name: array.astype(np.float64) for name, array in pickle.load(f).items()}
    for layer in "12":
        x = 1 / (1 + np.exp(-(x @ w["W" + layer] + w["b" + layer])))
    z = x @ w["W3"] + w["b3"]
    write("example.metrics.tsv", y, z, softmax(z), z.argmax(axis=1), [1, 2, 3, 5])


def sample(predictions):
    with gzip.open(predictions, "rt") as f:
        table = np.array([row for row in csv.reader(f)][1:], dtype=np.float64)
    y, predicted, p = table[:, 1].astype(int), table[:, 2].astype(int), table[:, 3:]
    write("sample.metrics.tsv", y, p, p, predicted, [1, 2, 3, 5])


def mcnemar(b, c):
    """scipy.stats.binomtest(b, b + c).pvalue, in integers; the terms after the first to 400 bits."""
    n, m = int(b) + int(c), min(int(b), int(c))
    term = total = 1 << 400
    for i in range(m, 0, -1):
        term = term * i // (n - i + 1)
        total += term
        if not term:
            break
    p = 2 * Fraction(math.comb(n, m), 2**n) * Fraction(total, 1 << 400)
    print(format(float(min(p, 1)), ".17g"))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:] or ["asymmetric"]
    globals()[command](*arguments)
