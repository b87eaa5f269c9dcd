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
    "raw": "numpy, batches of 100, decompressed files",
    "original": "numpy, image by image: the original",
    "onnx": "ONNX Runtime for Java",
    "empty": "an empty JVM",
}


@dataclass
class Row:
    """What was measured beside what it is compared with, and the ratio of the two."""

    what: str
    ours: str
    other: str
    ratio: float

    def cells(self):
        return [self.what, self.ours, self.other, f"{self.ratio:.2f}"]


def milliseconds(values):
    return f"{median(values) * 1000:.1f} ms"


def mib(values):
    return f"{median(values):.0f} MiB"


def in_turns(programs, commands, repeats):
    """Run whole processes in alternation; return what became of each, by name."""
    outcomes = {name: [] for name in commands}
    for turn in range(repeats + 1):
        for name, command in commands.items():
            outcome = run(command, programs.environment)
            if turn > 0:  # the first one brings the files into memory
                outcomes[name].append(outcome)
    return outcomes


def seconds_of(outcomes):
    return {name: [outcome.seconds for outcome in each] for name, each in outcomes.items()}


def whole(programs, repeats, report):
    """Whole processes: from the start of the program to its end."""
    outcomes = in_turns(programs, programs.once, repeats)
    for name in outcomes:
        if name != "empty":
            for outcome in outcomes[name]:
                programs.check_output(name, outcome.output)
    seconds = seconds_of(outcomes)
    peaks = {name: [o.peak_mib for o in each] for name, each in outcomes.items()}
    for name in outcomes:
        report.peer(PEER_NAMES[name], "whole process", milliseconds(seconds[name]))
        report.peer(PEER_NAMES[name], "peak memory", mib(peaks[name]))
    for name, other, what in (
        ("jar", "batched", "jar, against numpy on the gzipped files"),
        ("jar", "raw", "jar, against numpy on decompressed files"),
        ("dist", "batched", "distribution, against numpy on the gzipped files"),
    ):
        if name in seconds and other in seconds:
            both = milliseconds(seconds[name]), milliseconds(seconds[other])
            report.row(Row(what, *both, paired_ratio(seconds[name], seconds[other])))


def commands(programs, repeats, report):
    """What else than the accuracy costs: each against the accuracy alone, by the same program."""
    for program, start in programs.ours.items():
        page = str(Path(programs.scratch) / "page.html")
        weights = ["--weights", programs.weights]
        kinds = {
            "accuracy": weights,
            "`--metrics`": [*weights, "--metrics"],
            "`--html`": [*weights, "--html", page],
            "`--format json`": [*weights, "--format", "json"],
            "`predict`": ["predict", *weights, "--index", "7"],
            "`inspect`": ["inspect", programs.weights],
            "`--help`": ["--help"],
        }
        every = {kind: [*start, *arguments] for kind, arguments in kinds.items()}
        seconds = seconds_of(in_turns(programs, every, repeats))
        plain = seconds.pop("accuracy")
        for kind, taken in seconds.items():
            both = milliseconds(taken), milliseconds(plain)
            what = f"{program}, {kind}, against the accuracy alone"
            report.row(Row(what, *both, paired_ratio(taken, plain)))


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
        both = milliseconds(one), milliseconds(numpy)
        report.row(Row("warm, 1 thread, against numpy", *both, paired_ratio(one, numpy)))
    both = milliseconds(two), milliseconds(one)
    report.row(Row("warm, 2 threads, against 1", *both, paired_ratio(two, one)))


def networks(programs, repeats, report):
    """What one more network costs in a run that ranks many, against a warm run on two threads."""
    files = []
    for i in range(MANY_NETWORKS):
        files.append(str(Path(programs.scratch) / f"network-{i}.pkl"))
        shutil.copy(programs.weights, files[-1])
    each, runs = [], []
    warm_process = programs.warm.get("ours") and WarmProcess(
        programs.warm["ours"], programs.environment
    )
    for turn in range(-WARM_UP_TURNS if warm_process else 0, max(5, repeats // 3)):
        if warm_process:
            runs.append(warm_process.turn(2)[0] * 1000)
        if turn < 0:
            continue
        seconds = {}
        for count in (FEW_NETWORKS, MANY_NETWORKS):
            outcome = run([*programs.jar, "--quiet", *files[:count]], programs.environment)
            seconds[count] = outcome.seconds
            ranked = [line.split() for line in outcome.output.splitlines()]
            for line in ranked:
                if line and line[0].isdigit() and line[-1].endswith(".pkl"):
                    programs.check(line[-1], round(float(line[1]) * IMAGE_COUNT))
        more = (seconds[MANY_NETWORKS] - seconds[FEW_NETWORKS]) * 1000
        each.append(more / (MANY_NETWORKS - FEW_NETWORKS))
    if warm_process:
        warm_process.close()
        runs = runs[WARM_UP_TURNS:]
        both = f"{median(each):.1f} ms", f"{median(runs):.1f} ms"
        what = "one more network in a ranking, against a warm run on 2 threads"
        report.row(Row(what, *both, paired_ratio(each, runs)))


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
    both = f"{most.peak_mib:.0f} MiB", mib(small)
    ratio = most.peak_mib / median(small)
    report.row(Row("peak memory, 8,100,000 images, against 60,000", *both, ratio))
    both = f"{most.seconds:.1f} s", f"{median(many):.1f} s"
    ratio = most.seconds / median(many)
    report.row(Row("time, 8,100,000 images, against 810,000", *both, ratio))


GROUPS = {
    "whole": whole,
    "commands": commands,
    "warm": warm,
    "networks": networks,
    "large": large,
}
