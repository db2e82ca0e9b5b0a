# SPDX-License-Identifier: GPL-3.0-or-later
"""window.first_paint: seconds from the start of the program to its first painted frame, a project
of a million sentences on the command line. Without a display a virtual one is taken (Xvfb), else
Qt's offscreen platform; the row says which."""
import os
import shutil
import subprocess
import time

import bench_store
import product
import rows


def display():
    """(environment, name, process to end afterwards)"""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return {}, "the display here", None
    if shutil.which("Xvfb"):
        read, write = os.pipe()
        server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24"],
                                  pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as lines:
            number = lines.readline().strip()
        if number:
            return {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}, "Xvfb", server
        server.wait()
    return {"QT_QPA_PLATFORM": "offscreen"}, "offscreen, no display", None


def start(project, env):
    """Seconds until the program says that it has painted, and what it measured itself."""
    begin = time.monotonic()
    try:
        program = subprocess.Popen([product.BIN / "evenspan", "--first-paint", project],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   env={**os.environ, **env})
    except OSError as error:
        raise rows.Missing(f"evenspan cannot be started ({error.strerror})") from None
    words = program.stdout.readline().split()
    seconds = time.monotonic() - begin
    program.stdout.close()
    try:
        program.wait(timeout=60)
    except subprocess.TimeoutExpired:
        program.kill()
        raise rows.Missing("evenspan did not end after its first frame") from None
    if not words:
        raise rows.Missing(f"evenspan ended with {program.returncode} before its first frame")
    return seconds, {"inside_ms": float(words[0])}


def run(names):
    project = bench_store.million_project()
    env, where, server = display()
    try:
        start(project, env)  # the first start reads the libraries from disk
        runs, details, notes = rows.paired(lambda: start(project, env), None,
                                           max(3, product.ROUNDS))
    finally:
        if server:
            server.terminate()
            server.wait()
    yield rows.make_row(
        "window.first_paint", rows.median(runs["ours"]), "s", "lower", None, None, goal=0.3,
        absolute=True, runs=runs, sentences=bench_store.SENTENCES,
        note="; ".join(notes + [f"warm start on {where}"]),
        profile={"inside_ms": details["ours"].get("inside_ms")})
