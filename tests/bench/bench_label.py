# SPDX-License-Identifier: GPL-3.0-or-later
"""label.*: the labelling workspace in the real window: a text of 10 MB with 20,000 entities, and
filters over a project of a million sentences. Absolute goals: no peer opens such a text."""
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


def run(names):
    env, where, server = bench_window.display()
    try:
        done = subprocess.run(
            [str(product.BIN / "tool_label"), str(bench_store.million_project())],
            capture_output=True, text=True, timeout=900, env={**os.environ, **env})
    except (OSError, subprocess.TimeoutExpired) as error:
        raise rows.Missing(f"tool_label gave no figures ({error})") from None
    finally:
        if server:
            server.terminate()
            server.wait()
    found = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            row = json.loads(line)
            found[row["name"]] = row["value"]
    for name in names:
        unit, goal = GOALS[name]
        yield rows.make_row(name, found.get(name), unit, "lower", None, None, goal=goal,
                            absolute=True, note=f"on {where}")
