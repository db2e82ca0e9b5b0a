# SPDX-License-Identifier: GPL-3.0-or-later
"""A trained run handed over: as a Hugging Face folder, an ONNX file and an archive, and the archive
taken back into the library; what is said of bad places, changed weights and changed archives."""
import hashlib
import json
import os
import shutil
import sys
import unittest
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_train import MINILM, Project, run, sha256  # noqa: E402


@unittest.skipUnless(os.path.exists(MINILM), "the encoder is absent")
class Export(Project):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.environment = dict(os.environ, XDG_DATA_HOME=f"{cls.folder}/data")
        done = run("train", cls.project, "--model", MINILM, "--set=max_steps=2", "--set=batch_size=4",
                   "--name", "r")
        assert done.returncode == 0, done.stderr
        cls.model = f"{cls.project}-files/models/r"

    def export(self, form, out, *more):
        return run("models", "export", self.project, "--run", "r", "--format", form, "--out", out, *more)

    def test_folder(self):
        out = f"{self.folder}/hf"
        done = self.export("hf", out, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads(done.stdout)
        self.assertEqual(said["files"], sorted(os.listdir(self.model)))
        for name in said["files"]:
            self.assertEqual(sha256(f"{out}/{name}"), sha256(f"{self.model}/{name}"))
        self.assertEqual(said["bytes"], sum(os.path.getsize(f"{out}/{n}") for n in said["files"]))
        again = self.export("hf", out)
        self.assertEqual(again.returncode, 3)
        self.assertIn("already", again.stderr)
        # The folder trains on like any other.
        done = run("train", self.project, "--model", out, "--set=max_steps=1", "--set=batch_size=4")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_onnx(self):
        done = self.export("onnx", f"{self.folder}/r.onnx")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(os.path.getsize(f"{self.folder}/r.onnx"), 80_000_000)
        with open(f"{self.folder}/r.onnx", "rb") as file:
            start = file.read(100)
        self.assertIn(b"Evenspan", start)
        done = self.export("onnx", f"{self.folder}/onnx/", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("tokenizer.json", json.loads(done.stdout)["files"])
        self.assertEqual(sha256(f"{self.folder}/r.onnx"), sha256(f"{self.folder}/onnx/model.onnx"))

    def test_archive_and_back(self):
        path = f"{self.folder}/r.zip"
        done = self.export("archive", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        with zipfile.ZipFile(path) as zipped:
            self.assertIsNone(zipped.testzip())
            names = {n.removeprefix("r/") for n in zipped.namelist()}
            self.assertEqual(names, {*os.listdir(self.model), "SHA256SUMS"})
            sums = dict(reversed(line.split("  ")) for line in
                        zipped.read("r/SHA256SUMS").decode().splitlines())
            for name in names - {"SHA256SUMS"}:
                self.assertEqual(sums[name], hashlib.sha256(zipped.read(f"r/{name}")).hexdigest())
            self.assertIn("named-entity", zipped.read("r/README.md").decode())
        done = run("models", "add", path, "--name", "back", "--json", env=self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        added = json.loads(done.stdout)
        self.assertEqual(added["source"], path)
        self.assertEqual(sha256(f"{added['path']}/model.safetensors"),
                         sha256(f"{self.model}/model.safetensors"))
        done = run("models", "verify", "back", env=self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(os.listdir(f"{self.folder}/data/evenspan/models"), ["back"])
        twice = run("models", "add", path, "--name", "back", env=self.environment)
        self.assertEqual(twice.returncode, 3)

    def test_changed_archives_are_refused(self):
        path = f"{self.folder}/good.zip"
        self.assertEqual(self.export("archive", path).returncode, 0)

        def changed(change):
            bad = f"{self.folder}/bad.zip"
            with zipfile.ZipFile(path) as source, zipfile.ZipFile(bad, "w") as out:
                for name in source.namelist():
                    for new, bytes_ in change(name, source.read(name)):
                        out.writestr(new, bytes_)
            done = run("models", "add", bad, "--name", "bad", env=self.environment)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn("remedy: ", done.stderr)
            self.assertFalse(os.path.exists(f"{self.folder}/data/evenspan/models/bad"))
            return done.stderr

        keep = lambda name, b: [(name, b)]
        self.assertIn("config.json", changed(
            lambda n, b: [(n, b.replace(b"O", b"0"))] if n.endswith("/config.json") else keep(n, b)))
        self.assertIn("README.md", changed(lambda n, b: [] if n.endswith("README.md") else keep(n, b)))
        self.assertIn("list", changed(lambda n, b: [] if n.endswith("SHA256SUMS") else keep(n, b)))
        self.assertIn("extra", changed(
            lambda n, b: [(n, b), ("r/extra", b"")] if n.endswith("/config.json") else keep(n, b)))
        self.assertIn("outside", changed(
            lambda n, b: [(n, b), ("../extra", b"x")] if n.endswith("/config.json") else keep(n, b)))
        with open(f"{self.folder}/text.zip", "w", encoding="utf-8") as file:
            file.write("no archive")
        self.fails(3, "models", "add", f"{self.folder}/text.zip", says=["archive"])

    def test_bad_calls(self):
        self.fails(2, "models", "export", self.project, "--run", "r", "--format", "onxn", "--out", "x",
                   says=["onnx"])
        self.fails(3, "models", "export", self.project, "--run", "q", "--out", "x", says=["r"])
        self.fails(3, "models", "export", self.project, "--run", "r", "--out", f"{self.folder}/no/x",
                   says=["folder"])
        self.assertEqual(run("models", "export", self.project).returncode, 2)

    def test_weights_that_changed(self):
        project = f"{self.folder}/c.evenspan"
        shutil.copy(self.project, project)
        shutil.copytree(f"{self.project}-files", f"{project}-files")
        weights = f"{project}-files/models/r/model.safetensors"
        with open(weights, "r+b") as file:
            file.seek(-5, 2)
            file.write(b"\x7f")
        for form in ("hf", "onnx", "archive"):
            out = f"{self.folder}/changed-{form}"
            self.fails(3, "models", "export", project, "--run", "r", "--format", form, "--out", out,
                       says=["not what the run saved"])
            self.assertFalse(os.path.exists(out))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"], failfast=False)
