# SPDX-License-Identifier: GPL-3.0-or-later
"""Event files read back by TensorBoard itself: every scalar, step and time, bit for bit."""
import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import unittest
import warnings

warnings.simplefilter("ignore")
try:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader
    from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import crc32c
except ImportError as missing:
    print(f"TensorBoard is not installed: {missing}")
    sys.exit(77)

TOOL = sys.argv[1]


def fp32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def same(a, b):
    return struct.pack("<f", a) == struct.pack("<f", b)


def write(folder, events):
    return subprocess.run([TOOL, folder], text=True, capture_output=True,
                          input="".join(json.dumps(e) + "\n" for e in events))


def read(folder):
    """{tag: [(step, value)]} and the wall times, of every file in the folder."""
    accumulator = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    out = {}
    for tag in tags["scalars"]:
        out[tag] = [(e.step, e.value) for e in accumulator.Scalars(tag)]
    return out


class EventFiles(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()

    def tearDown(self):
        self.folder.cleanup()

    def test_every_scalar(self):
        chance = random.Random(5)
        events, expected = [], {}

        def expect(tag, step, value):
            expected.setdefault(tag, []).append((step, fp32(value)))

        for step in range(1, 2001):
            # Over the whole range of fp32, small denormal numbers too.
            loss = chance.choice([0.0, 1e-44, 1e-20, 3.4e38, chance.random()]) \
                if step % 7 == 0 else chance.random() * 3
            event = {"event": "step", "run": "run-1", "step": step, "epoch": step / 500,
                     "time": step * 0.1, "loss": loss, "learning_rate": chance.random() * 1e-4,
                     "grad_norm": chance.random() * 20,
                     "tokens_per_second": chance.random() * 1e6}
            events.append(event)
            for key in ("loss", "learning_rate", "grad_norm", "tokens_per_second", "epoch"):
                expect(f"train/{key}", step, event[key])
            if step % 500 == 0:
                micro = {k: chance.random() for k in ("precision", "recall", "f1")}
                types = {"PER": {"f1": chance.random()}, "日期": {"f1": chance.random()}}
                events.append({"event": "eval", "run": "run-1", "step": step, "time": step * 0.1,
                               "split": "validation", "loss": 0.25, "micro": micro,
                               "types": types})
                expect("validation/loss", step, 0.25)
                for key, value in micro.items():
                    expect(f"validation/{key}", step, value)
                for label, score in types.items():
                    expect(f"validation/f1/{label}", step, score["f1"])
            if step % 100 == 0:
                events.append({"event": "load", "run": "run-1", "step": step, "time": step * 0.1,
                               "cpu": 50.5, "machine": 60, "memory": 1.5e9, "gpu": -1,
                               "gpu_memory": -1})
                expect("machine/cpu", step, 50.5)
                expect("machine/cpu_of_all", step, 60)
                expect("machine/memory", step, 1.5e9)
        done = write(self.folder.name, events)
        self.assertEqual(done.returncode, 0, done.stderr)
        got = read(os.path.join(self.folder.name, "run-1"))
        self.assertEqual(sorted(got), sorted(expected))
        for tag, points in expected.items():
            self.assertEqual(len(got[tag]), len(points), tag)
            for (step, value), (step2, value2) in zip(points, got[tag]):
                self.assertEqual(step, step2)
                self.assertTrue(same(value, value2), f"{tag} {step} {value} {value2}")

    def test_a_second_sitting_adds_a_file(self):
        first = [{"event": "step", "run": "r", "step": s, "loss": s / 8} for s in range(1, 11)]
        second = [{"event": "step", "run": "r", "step": s, "loss": s / 8} for s in range(11, 21)]
        for part in (first, second):
            self.assertEqual(write(self.folder.name, part).returncode, 0)
        folder = os.path.join(self.folder.name, "r")
        self.assertEqual(len(os.listdir(folder)), 2)
        points = []
        for name in sorted(os.listdir(folder)):
            for event in LegacyEventFileLoader(os.path.join(folder, name)).Load():
                for value in event.summary.value:
                    if value.tag == "train/loss":
                        points.append((event.step, value.simple_value))
        self.assertEqual(sorted(points), [(s, s / 8) for s in range(1, 21)])

    def test_not_a_number_stays_none(self):
        write(self.folder.name, [{"event": "step", "run": "r", "step": 1, "loss": None}])
        value = read(os.path.join(self.folder.name, "r"))["train/loss"][0][1]
        self.assertNotEqual(value, value)

    def test_a_folder_that_cannot_be_made(self):
        path = os.path.join(self.folder.name, "file")
        with open(path, "w", encoding="ascii"):
            pass
        done = write(path, [{"event": "step", "run": "r", "step": s, "loss": 1} for s in (1, 2)])
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1)  # said once

    def test_checksums(self):
        chance = random.Random(9)
        texts = [b"", b"123456789", bytes(range(256)), b"\0" * 32, b"\xff" * 32]
        texts += [chance.randbytes(chance.randint(1, 300)) for _ in range(200)]
        done = subprocess.run([TOOL, "--crc"], text=True, capture_output=True, check=True,
                              input="".join(t.hex() + "\n" for t in texts))
        got = [int(line) for line in done.stdout.split()]
        self.assertEqual(got, [crc32c(t) for t in texts])
        self.assertEqual(got[1], 0xE3069283)  # the check value of CRC-32C


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
