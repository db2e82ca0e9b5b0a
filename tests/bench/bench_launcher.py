# SPDX-License-Identifier: GPL-3.0-or-later
"""launcher.events: what 1,000,000 events of a run in ten seconds cost the window's thread, in
milliseconds of processor a second. launcher.start and launcher.stop: from pressing Start to the
first step, and from pressing Stop to the window's answer, in the real window on the sample project.
launcher.frame and launcher.key: the window painted whole with its curves, and from a key in the
text of the labelling page to its paint, while such a run trains.
Absolute goals: no peer shows a run in a window of its own."""
import bench_label
import bench_window
import product
import rows

TOOLS = {"launcher.events": "tool_launcher", "launcher.start": "tool_launch",
         "launcher.stop": "tool_launch", "launcher.frame": "tool_launch",
         "launcher.key": "tool_launch"}
GOALS = {"launcher.events": ("ms/s", 50.0, "1,000,000 events in 10 s"),
         "launcher.start": ("s", 1.0, "engine loaded, MiniLM, the sample project"),
         "launcher.stop": ("ms", 100.0, "until the window says so; at most two more steps are told"),
         "launcher.frame": ("ms", 16.0, "95th percentile over 200 frames while every core trains"),
         "launcher.key": ("ms", 16.0, "95th percentile over 400 keys while every core trains")}


def run(names):
    env, where, server = bench_window.display()
    found = {}
    try:
        for tool in dict.fromkeys(TOOLS[name] for name in names):
            found.update(bench_label.figures([product.BIN / tool], env))
    finally:
        if server:
            server.terminate()
            server.wait()
    for name in names:
        unit, goal, note = GOALS[name]
        yield rows.make_row(name, found.get(name), unit, "lower", None, None, goal=goal,
                            absolute=True, note=f"{note}, on {where}")
