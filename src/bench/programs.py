"""mnist-eval and its peers: what runs them, or why one is left out."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from runs import Failed

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "target"
IMAGES = str(ROOT / "data/t10k-images-idx3-ubyte.gz")
LABELS = str(ROOT / "data/t10k-labels-idx1-ubyte.gz")
IMAGE_COUNT = 10_000

# Of these weights it is known how many answers are right; of others, that all programs agree.
RIGHT = {
    "b7f55a27988ba34c3777b0f1bbd464817c8a4db855723e6ff26f703501917a13": 9352,
    "be35b8cd6513bebe3e5b323d702070d748c9aab28ced1560f86bb23c6011f788": 9864,
}

# ONNX Runtime is fastest with these many images at once; 100 to 10,000 were tried.
ONNX_BATCH = "1000"


class Programs:
    """The commands, by name; missing ones are named in `skipped` with the reason."""

    def __init__(self, weights, jdk, scratch):
        self.weights = str(weights)
        self.scratch = scratch
        self.right = RIGHT.get(hashlib.sha256(Path(weights).read_bytes()).hexdigest())
        self.java = str(Path(jdk) / "bin/java") if jdk else shutil.which("java")
        self.environment = environment(jdk)
        self.once = {}
        self.warm = {}
        self.skipped = []
        self.numpy_version = None
        self.add_ours()
        self.add_numpy()
        self.add_bench()

    def add_ours(self):
        jar = TARGET / "mnist-eval.jar"
        if not jar.exists():
            raise Failed(f"{jar} is missing: mvn package -DskipTests makes it")
        self.jar = [self.java, "-jar", str(jar)]
        self.ours = {"jar": self.jar}
        self.once["jar"] = [*self.jar, "--weights", self.weights]
        dist = TARGET / "dist/mnist-eval/bin/mnist-eval"
        if dist.exists():
            self.ours["distribution"] = [str(dist)]
            self.once["dist"] = [str(dist), "--weights", self.weights]
        else:
            self.skip("our distribution", "mvn -f src/dist/pom.xml package makes it")

    def add_numpy(self):
        # The interpreter itself: a version manager's shim takes longer than the job.
        self.python = ask(["python3", "-c", "import sys; print(sys.executable)"])
        self.numpy_version = self.python and ask(
            [self.python, "-c", "import numpy; print(numpy.__version__)"], self.environment
        )
        if not self.numpy_version:
            self.skip("numpy", "python3 has no numpy")
            return
        for script in Path(__file__).parent.glob("numpy_*.py"):
            # Python keeps what it has compiled beside the script: not in the sources.
            shutil.copy(script, self.scratch)
        for name in ("batched", "original"):
            script = str(Path(self.scratch) / f"numpy_{name}.py")
            command = [self.python, script, self.weights, IMAGES, LABELS]
            self.once[name] = command
            self.warm[name] = [*command, "warm"]
        raw = [decompressed(file, self.scratch) for file in (IMAGES, LABELS)]
        self.once["raw"] = [*self.once["batched"][:3], *raw]

    def add_bench(self):
        classes = TARGET / "bench/classes"
        class_path_file = TARGET / "bench/class-path"
        if not class_path_file.exists():
            self.skip(
                "ONNX Runtime, an empty JVM and warm runs",
                "mvn -f src/bench/pom.xml package makes target/bench",
            )
            return
        libraries = class_path_file.read_text().strip()
        jar = TARGET / "mnist-eval.jar"
        bench = [self.java, f"-Djava.io.tmpdir={self.scratch}", "-cp"]
        self.once["empty"] = [self.java, "-cp", str(classes), "mnisteval.bench.Empty"]
        self.warm["ours"] = [*bench, f"{classes}:{jar}", "mnisteval.bench.EvaluatorRuns"]
        self.warm["ours"] += [self.weights, IMAGES, LABELS]
        if "onnxruntime" not in libraries or not self.numpy_version:
            self.skip("ONNX Runtime", "it needs its jar, and numpy to write its model")
            return
        model = str(Path(self.scratch) / "network.onnx")
        encoder = str(Path(__file__).parent / "onnx_model.py")
        subprocess.run([self.python, encoder, self.weights, model], check=True)
        onnx = [*bench, f"{classes}:{libraries}", "mnisteval.bench.OnnxRuntimeRuns"]
        onnx += [model, IMAGES, LABELS, ONNX_BATCH]
        self.once["onnx"] = [*onnx, str(os.cpu_count())]
        self.warm["onnx"] = [*onnx, "warm"]

    def skip(self, what, why):
        self.skipped.append(f"{what}: {why}")
        print(f"skipped: {what}: {why}", file=sys.stderr)

    def check(self, name, right):
        """Fail unless a program has as many right answers as all others."""
        if self.right is None:
            self.right = right
        if right != self.right:
            raise Failed(f"{name}: {right} answers are right, expected {self.right}")

    def check_output(self, name, output):
        """The same for a whole run, which prints the accuracy as Python does."""
        label, _, accuracy = output.strip().partition(":")
        if label != "Accuracy":
            raise Failed(f"{name}: printed {output!r}, expected the accuracy")
        self.check(name, round(float(accuracy) * IMAGE_COUNT))


def decompressed(file, folder):
    """Decompress a gzipped file into a folder, and return where it is."""
    copy = Path(folder) / Path(file).stem
    copy.write_bytes(gzip.decompress(Path(file).read_bytes()))
    return str(copy)


def environment(jdk):
    """Ours, without what would tune a program behind its back."""
    plain = dict(os.environ)
    for name in (
        "OPENBLAS_CORETYPE",
        "OPENBLAS_L2_SIZE",
        "JAVA_TOOL_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "_JAVA_OPTIONS",
    ):
        plain.pop(name, None)
    plain["OPENBLAS_NUM_THREADS"] = "1"
    # It calls home otherwise, and dies of it in some places.
    plain["ORT_DISABLE_TELEMETRY"] = "1"
    if jdk:
        plain["JAVA_HOME"] = str(jdk)
    return plain


def ask(command, env=None):
    """What a program prints, or None if it can't be run."""
    try:
        return subprocess.run(
            command, env=env, capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
