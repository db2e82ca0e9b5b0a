# SPDX-License-Identifier: GPL-3.0-or-later
"""inspect.open and inspect.filter: the inspection of a split with 50,000 mentions whose predictions
are there, and the slowest of its filters with all counts. Absolute goals: no peer has such a page."""
import tempfile

import bench_label
import product
import rows

GOALS = {"inspect.open": 1000.0, "inspect.filter": 100.0}


def run(names):
    with tempfile.TemporaryDirectory() as folder:
        found = bench_label.figures([product.BIN / "tool_inspect", folder])
    for name in names:
        yield rows.make_row(name, found.get(name), "ms", "lower", None, None, goal=GOALS[name],
                            absolute=True, note="without the window's own painting")
