"""What is measured: each function measures one group of rows, its programs in alternation."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from programs import IMAGE_COUNT
from runs import WarmProcess, median, paired_ratio, run

WARM_UP_TURNS = 20  # of each kind, after which the JVM has long compiled what it will
FEW_NETWORKS, MANY_NETWORKS = 20, 60
TRAINING_IMAGES, MANY_IMAGES, MOST_IMAGES = 60_000, 810_000, 8_100_000

PEER_NAMES = {
    "jar": "mnist-eval, `java -jar`",
    "dist": "mnist-eval, own distribution",
    "ours": "mnist-eval",
    "batched": "numpy, batches of 100",
    "original": "numpy, image by image: the original",
    "onnx": "ONNX Runtime for Java",
    "empty": "an empty JVM",
}


@dataclass
class Row:
    """A measured value beside its bar and aim, which it should not exceed."""

    what: str
    ours: str
    other: str
    value: float
    unit: str
    bar: float
    aim: float

    def cells(self):
        verdict = "no"
        if self.value <= self.bar:
            verdict = "bar"
        if self.value <= self.aim:
            verdict = "aim"
        limits = [f"≤ {limit:g}{self.unit}" for limit in (self.bar, self.aim)]
        precision = ".2f" if self.unit in ("", "x") else ".1f"
        return [
            self.what, self.ours, self.other, f"{self.value:{precision}}{self.unit}",
            *limits, verdict,
        ]


def milliseconds(values):
    return f"{median(values) * 1000:.1f} ms"


def mib(values):
    return f"{median(values):.0f} MiB"


def whole(programs, repeats, report):
    """Whole processes: from the start of the program to its end."""
    outcomes = {name: [] for name in programs.once}
    for turn in range(repeats + 1):
        for name, command in programs.once.items():
            outcome = run(command, programs.environment)
            if name != "empty":
                programs.check_output(name, outcome.output)
            if turn > 0:  # the first one brings the files into memory
                outcomes[name].append(outcome)
    seconds = {name: [o.seconds for o in each] for name, each in outcomes.items()}
    peaks = {name: [o.peak_mib for o in each] for name, each in outcomes.items()}
    for name in outcomes:
        report.peer(PEER_NAMES[name], "whole process", milliseconds(seconds[name]))
        report.peer(PEER_NAMES[name], "peak memory", mib(peaks[name]))
    for name, bar, aim in (("jar", 1.5, 1.0), ("dist", 1.0, 0.8)):
        if name in seconds and "batched" in seconds:
            ratio = paired_ratio(seconds[name], seconds["batched"])
            both = milliseconds(seconds[name]), f"numpy {milliseconds(seconds['batched'])}"
            what = "whole process, " + PEER_NAMES[name].partition(", ")[2]
            report.row(Row(what, *both, ratio, "", bar, aim))
    peak = median(peaks["jar"])
    report.row(Row("peak memory, default run", f"{peak:.0f} MiB", "", peak, " MiB", 80, 64))


def warm(programs, repeats, report):
    """Evaluations in processes that are warm: bytes in memory to the number of right answers."""
    if "ours" not in programs.warm:
        return
    processes = {
        name: WarmProcess(command, programs.environment)
        for name, command in programs.warm.items()
    }
    kinds = [(name, 1) for name in processes]
    kinds += [(name, 2) for name in ("ours", "onnx") if name in processes]
    seconds = {kind: [] for kind in kinds}
    try:
        for turn in range(-WARM_UP_TURNS, 2 * repeats):
            for name, threads in kinds:
                if name == "original" and turn < -2:
                    continue  # Python does not get faster
                taken, right = processes[name].turn(threads)
                programs.check(name, right)
                if turn >= 0:
                    seconds[name, threads].append(taken)
    finally:
        for process in processes.values():
            process.close()
    for name, threads in kinds:
        text = milliseconds(seconds[name, threads])
        report.peer(PEER_NAMES[name], f"warm, {threads} thread{'s' * (threads > 1)}", text)
    one, two = seconds["ours", 1], seconds["ours", 2]
    if "batched" in processes:
        numpy = seconds["batched", 1]
        both = milliseconds(one), f"numpy {milliseconds(numpy)}"
        report.row(Row("warm, 1 thread", *both, paired_ratio(one, numpy), "", 1.2, 0.75))
    both = milliseconds(two), f"1 thread {milliseconds(one)}"
    report.row(Row("warm, 2 threads", *both, paired_ratio(two, one), "", 0.58, 0.52))


def networks(programs, repeats, report):
    """What one more network costs in a run that ranks many."""
    files = []
    for i in range(MANY_NETWORKS):
        files.append(str(Path(programs.scratch) / f"network-{i}.pkl"))
        shutil.copy(programs.weights, files[-1])
    each = []
    for _ in range(max(3, repeats // 3)):
        seconds = {}
        for count in (FEW_NETWORKS, MANY_NETWORKS):
            outcome = run([*programs.jar, "--quiet", *files[:count]], programs.environment)
            seconds[count] = outcome.seconds
            ranked = [line.split() for line in outcome.output.splitlines()]
            for line in ranked:
                if line and line[0].isdigit() and line[-1].endswith(".pkl"):
                    programs.check(line[-1], round(float(line[1]) * IMAGE_COUNT))
        each.append((seconds[MANY_NETWORKS] - seconds[FEW_NETWORKS]) * 1000)
    value = median(each) / (MANY_NETWORKS - FEW_NETWORKS)
    report.row(Row("one more network in a run", f"{value:.1f} ms", "", value, " ms", 25, 15))


def run_tiled(programs, count):
    """Evaluate the test set tiled to `count` images, which come through pipes."""
    pipes = [str(Path(programs.scratch) / name) for name in ("images", "labels")]
    for pipe in pipes:
        os.mkfifo(pipe)
    script = str(Path(__file__).parent / "tiled_set.py")
    writer = subprocess.Popen([sys.executable, script, str(count), *pipes])
    try:
        command = [*programs.once["jar"], "--images", pipes[0], "--labels", pipes[1], "--quiet"]
        outcome = run(command, programs.environment)
        programs.check_output(f"{count} images", outcome.output)
        return outcome
    finally:
        writer.terminate()
        writer.wait()
        for pipe in pipes:
            os.remove(pipe)


def large(programs, repeats, report):
    """Sets beyond memory: 8,100,000 images are 6.35 GB."""
    few = min(3, repeats)
    small = [run_tiled(programs, TRAINING_IMAGES).peak_mib for _ in range(few)]
    many = [run_tiled(programs, MANY_IMAGES).seconds for _ in range(few)]
    most = run_tiled(programs, MOST_IMAGES)
    both = f"{most.peak_mib:.0f} MiB", f"60,000: {mib(small)}"
    ratio = most.peak_mib / median(small)
    report.row(Row("peak memory, 8,100,000 images", *both, ratio, "x", 1.3, 1.1))
    both = f"{most.seconds:.1f} s", f"810,000: {median(many):.1f} s"
    ratio = most.seconds / median(many)
    report.row(Row("time, 8,100,000 images", *both, ratio, "x", 10.5, 10))


GROUPS = {"whole": whole, "warm": warm, "networks": networks, "large": large}
