"""Running programs: once each in a process of its own, or in turns in processes that are warm."""

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass

# Between turns: ONNX Runtime's threads go on spinning for a while when their work is done.
REST_SECONDS = 0.02

# After a rest, Linux may start both threads of a run on one processor, and move one 4 ms later. So
# a turn is a few runs, of which the median counts.
RUNS_A_TURN = 5


class Failed(Exception):
    """A program did not do what it was asked to, so nothing that was measured counts."""


@dataclass
class Outcome:
    """What became of one process."""

    seconds: float
    peak_mib: float
    output: str


def run(command, environment):
    """Run a program to its end, and tell its wall time and the most memory it had."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        with process.stdout:
            output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            raise Failed(f"{' '.join(command)}\nexit {process.returncode}: {said}")
    return Outcome(seconds, usage.ru_maxrss / 1024, output)


class WarmProcess:
    """A program that evaluates all images when it is its turn, and stays."""

    def __init__(self, command, environment):
        self.command = command
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def turn(self, threads):
        """Return the seconds of one evaluation, and how many answers were right."""
        self.process.stdin.write(f"{threads} {RUNS_A_TURN}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            raise Failed(f"{' '.join(self.command)}\nended in its turn")
        time.sleep(REST_SECONDS)
        return int(answer[0]) / 1e9, int(answer[1])

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def median(values):
    return statistics.median(values)


def paired_ratio(ours, peers):
    """The median of the rounds' ratios: what slows a whole round down drops out."""
    return statistics.median(a / b for a, b in zip(ours, peers))
