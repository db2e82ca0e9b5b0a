#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run tells while it trains and leaves behind: its log, sentences of each evaluation, and
event files for TensorBoard."""
import json
import os
import struct
import sys
import unittest

sys.dont_write_bytecode = True
import test_train
from test_train import MINILM, Project, run

SETTINGS = [f"--set={s}" for s in (
    "max_steps=8", "batch_size=8", "eval_every=4", "deterministic=true", "precision=fp32",
    "learning_rate=0.0005", "warmup_ratio=0.25")]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Live(Project):
    def train(self, name, *more):
        return run("train", self.project, "--model", MINILM, *SETTINGS, "--name", name, *more)

    def kept(self, name):
        folder = f"{self.project}-files/runs/{name}"
        return lines(f"{folder}/log.jsonl"), lines(f"{folder}/examples.jsonl")

    def test_log_examples_and_event_files(self):
        board = f"{self.folder}/board"
        events = f"{self.folder}/events"
        done = self.train("whole", "--events", events, "--tensorboard", board)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = lines(events)
        # The lines are of six kinds; no sentence of the project is among them.
        self.assertLessEqual({e["event"] for e in told},
                             {"started", "step", "eval", "checkpoint", "log", "finished"})
        notes = [(e["note"], e["step"]) for e in told if e["event"] == "log" and "note" in e]
        self.assertIn(("warmup_end", 2), notes)
        self.assertIn(("schedule_end", 8), notes)
        self.assertIn("best", [name for name, _ in notes])
        for event in told:
            if event["event"] == "log":
                self.assertIn(event["severity"], ("info", "warning", "error"))
        log, examples = self.kept("whole")
        self.assertEqual([e["event"] for e in log if e["event"] in ("started", "eval", "finished")],
                         ["started", "eval", "eval", "finished"])
        self.assertEqual([e["step"] for e in examples], [4, 8])
        for shown in examples:
            self.assertEqual(len(shown["examples"]), 10)
            ranks = [(e["agrees"], e["score"]) for e in shown["examples"]]
            self.assertEqual(ranks, sorted(ranks))
            for example in shown["examples"]:
                self.assertEqual(example["agrees"], [
                    (s["start"], s["end"], s["label"]) for s in example["gold"]] == [
                    (s["start"], s["end"], s["label"]) for s in example["predicted"]])
                for span in example["gold"]:
                    words = example["text"][span["start"]:span["end"]]
                    self.assertEqual(words, words.strip())
                    self.assertTrue(words)
        # One file of whole records: 8 bytes of length, 4 of its checksum, the event, 4 again.
        (name,) = os.listdir(f"{board}/whole")
        with open(f"{board}/whole/{name}", "rb") as file:
            data = file.read()
        at = count = 0
        while at < len(data):
            (length,) = struct.unpack_from("<Q", data, at)
            at += 16 + length
            count += 1
        self.assertEqual(at, len(data))
        # Head, steps, evaluations; samples of the machine come once a second.
        self.assertGreaterEqual(count, 1 + 8 + 2)

    def test_a_board_that_cannot_be_written_does_not_end_the_run(self):
        path = f"{self.folder}/file"
        with open(path, "w", encoding="ascii"):
            pass
        done = self.train("noboard", "--tensorboard", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr.count("TensorBoard"), 1, done.stderr)
        self.assertIn("warning: ", done.stderr)

    def test_a_rate_that_is_too_high_is_said(self):
        done = run("train", self.project, "--model", MINILM, *SETTINGS, "--name", "wild",
                   "--set=max_steps=60", "--set=learning_rate=0.05", "--set=eval_every=15")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("warning: ", done.stderr)
        log, _ = self.kept("wild")
        warned = [e["note"] for e in log if e.get("severity") == "warning"]
        self.assertEqual(len(warned), len(set(warned)))  # each once
        self.assertTrue({"rate_too_high", "nothing_found"} & set(warned), warned)


if __name__ == "__main__":
    unittest.main(argv=[test_train.__file__])
