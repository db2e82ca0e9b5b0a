# SPDX-License-Identifier: GPL-3.0-or-later
"""label.*: the labelling workspace in the real window: a text of 10 MB with 20,000 entities, and
filters, counts, search and propagation over a project of 1,000,000 documents (BENCH_SENTENCES) with
5,000,000 entities. Absolute goals: no peer opens such a text or such a project."""
import json
import os
import subprocess

import bench_store
import bench_window
import product
import rows

GOALS = {"label.open_long": ("s", 1.0), "label.key": ("ms", 16.0), "label.commit": ("ms", 30.0),
         "label.scroll": ("ms", 16.0), "label.filter": ("ms", 100.0),
         "label.propagate": ("s", 1.0), "label.memory": ("MB", 600.0)}


def large_project():
    """Made once: five entities a document, suggestions, metadata, notes, uncertainties."""
    path = product.cache(f"entities-{bench_store.SENTENCES}.evenspan")
    if not path.exists():
        product.note(f"making a project of {bench_store.SENTENCES:,} documents once")
        half = product.cache("half-entities.evenspan")
        bench_store.remove(half)
        product.tool("tool_filter", "--make", half, bench_store.SENTENCES)
        half.replace(path)
    return path


def figures(command, env=None):
    """{name: value} of a tool's JSON lines; its details go on to our stderr."""
    try:
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True,
                              timeout=900, env={**os.environ, **(env or {})})
    except (OSError, subprocess.TimeoutExpired) as error:
        raise rows.Missing(f"{command[0].name} gave no figures ({error})") from None
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return {row["name"]: row["value"] for row in lines}


STORE = ("label.filter", "label.propagate")


def run(names):
    found, where = {}, ""
    project = large_project()
    if any(name not in STORE for name in names):
        env, where, server = bench_window.display()
        try:
            found.update(figures([product.BIN / "tool_label", project], env))
        finally:
            if server:
                server.terminate()
                server.wait()
    if any(name in STORE for name in names):
        found.update(figures([product.BIN / "tool_filter", project]))
    for name in names:
        unit, goal = GOALS[name]
        yield rows.make_row(name, found.get(name), unit, "lower", None, None, goal=goal,
                            absolute=True,
                            note=None if name in STORE else f"on {where}")
