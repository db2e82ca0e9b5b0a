# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that wait and runs in a process of their own, from the command line: order, a kill in the
middle, and the same bytes at the end."""
import json
import os
import signal
import subprocess
import sys
import time
import unittest

CLI = os.environ.get("EVENSPAN_CLI") or sys.argv.pop(1)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ["EVENSPAN_CLI"] = CLI
from test_train import MINILM, SETTINGS, Project, run, sha256  # noqa: E402


def children(parent):
    out = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(parent)],
                         capture_output=True, text=True)
    return [int(line.split()[0]) for line in out.stdout.splitlines() if " worker" in line]


class Order(Project):
    """Needs neither an encoder nor the engine."""

    def queue(self):
        return json.loads(run("queue", "list", self.project, "--json").stdout)

    def names(self):
        return [r["run"] for r in self.queue()["waiting"]]

    def test_1_order(self):
        for name in ("one", "two", "three"):
            done = run("train", self.project, "--queue", "--name", name, "--set", "epochs=2")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("queue run", done.stdout)
        self.assertEqual(self.names(), ["one", "two", "three"])
        self.assertEqual(self.queue()["waiting"][0]["recipe"]["epochs"], 2)
        self.assertFalse(self.queue()["waiting"][0]["begun"])
        self.assertEqual(run("queue", "move", self.project, "--run", "three", "--to", "1")
                         .returncode, 0)
        self.assertEqual(self.names(), ["three", "one", "two"])
        self.assertEqual(run("queue", "remove", self.project, "--run", "one").returncode, 0)
        self.assertEqual(self.names(), ["three", "two"])
        self.assertEqual(self.info()["runs"], ["two", "three"])
        text = run("queue", "list", self.project).stdout
        self.assertLess(text.index("three"), text.index("two"))

    def test_2_refusals(self):
        self.fails(3, "train", self.project, "--queue", "--name", "two", says=["two"])
        self.fails(3, "queue", "remove", self.project, "--run", "none", says=["none"])
        self.fails(3, "queue", "move", self.project, "--run", "none", "--to", "1", says=["none"])
        self.fails(2, "queue", "move", self.project, "--run", "two", "--to", "0", says=["--to"])
        self.fails(2, "queue", "lst", self.project, says=["list"])
        self.fails(2, "queue", "run", self.project, "--evnts", "-", says=["--events"])
        self.fails(2, "train", self.project, "--queue", "--child", says=["--child"])
        self.assertNotIn("worker", run("--help").stdout)


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Training(Project):
    def names(self):
        done = run("queue", "list", self.project, "--json")
        return [r["run"] for r in json.loads(done.stdout)["waiting"]]

    def weights(self, name):
        return sha256(f"{self.project}-files/models/{name}/model.safetensors")

    def test_1_one_after_another_here_and_in_children(self):
        done = run("train", self.project, "--model", MINILM, *SETTINGS, "--name", "whole")
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("a", "b"):
            run("train", self.project, "--model", MINILM, *SETTINGS, "--name", name, "--queue")
        run("train", self.project, "--model", f"{self.folder}/nowhere", "--name", "bad", "--queue")
        run("queue", "move", self.project, "--run", "bad", "--to", "2")
        done = run("queue", "run", self.project, "--events", "-", "--child")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("nowhere", done.stderr)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        finished = [e["run"] for e in events if e["event"] == "finished"]
        self.assertEqual(finished, ["a", "b"])
        self.assertEqual(self.names(), [])
        for name in finished:
            self.assertEqual(self.weights(name), self.weights("whole"))

    def killed(self, whom):
        """Trains in a child, kills one of the two at step 5, and goes on."""
        name = f"killed-{whom}"
        path = f"{self.folder}/{name}.events"
        with subprocess.Popen(
                [CLI, "train", self.project, "--model", MINILM, *SETTINGS, "--name", name,
                 "--events", path, "--child"], stderr=subprocess.PIPE, text=True) as process:
            for _ in range(6000):
                if os.path.exists(path):
                    with open(path, encoding="utf-8") as file:
                        if '"step":5,' in file.read():
                            break
                self.assertIsNone(process.poll())
                time.sleep(0.01)
            worker, = children(process.pid)
            os.kill(worker if whom == "child" else process.pid, signal.SIGKILL)
            said = process.stderr.read()
            process.wait()
        for _ in range(3000):  # the child without its parent ends by itself
            if not os.path.exists(f"/proc/{worker}"):
                break
            time.sleep(0.01)
        else:
            self.fail("the child lives on")
        checked = run("project", "check", self.project, "--json")
        self.assertEqual(json.loads(checked.stdout)["problems"], [])
        run("queue", "remove", self.project, "--run", "none")  # opens the project for writing
        listed = json.loads(run("queue", "list", self.project, "--json").stdout)
        self.assertIn(name, listed["interrupted"])
        done = run("train", self.project, "--resume", "--name", name, "--child")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.weights(name), self.weights("whole"))
        return said

    def test_2_the_child_is_killed(self):
        said = self.killed("child")
        self.assertIn("died", said)
        self.assertIn("remedy: ", said)

    def test_3_the_parent_is_killed(self):
        self.killed("parent")

    def test_4_an_interrupt_pauses_the_queue(self):
        run("train", self.project, "--model", MINILM, *SETTINGS, "--name", "late", "--queue")
        run("train", self.project, "--model", MINILM, *SETTINGS, "--name", "later", "--queue")
        with subprocess.Popen([CLI, "queue", "run", self.project, "--events", "-"], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            for line in process.stdout:
                if json.loads(line).get("step", 0) >= 3:
                    process.send_signal(signal.SIGINT)
                    break
            process.stdout.read()
            process.wait()
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.names(), ["later"])
        done = run("train", self.project, "--resume", "--name", "late", "--queue")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.names(), ["later", "late"])
        self.assertEqual(run("queue", "run", self.project).returncode, 0)
        for name in ("late", "later"):
            self.assertEqual(self.weights(name), self.weights("whole"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
