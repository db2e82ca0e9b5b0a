# SPDX-License-Identifier: GPL-3.0-or-later
"""launcher.events: what 1,000,000 events of a run in ten seconds cost the window's thread, in
milliseconds of processor a second. An absolute goal: no peer shows a run in a window of its own."""
import bench_label
import bench_window
import product
import rows


def run(names):
    env, where, server = bench_window.display()
    try:
        found = bench_label.figures([product.BIN / "tool_launcher"], env)
    finally:
        if server:
            server.terminate()
            server.wait()
    for name in names:
        yield rows.make_row(name, found.get(name), "ms/s", "lower", None, None, goal=50.0,
                            absolute=True, note=f"1,000,000 events in 10 s on {where}")
