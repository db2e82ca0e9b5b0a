# SPDX-License-Identifier: GPL-3.0-or-later
"""The report verb from outside: without a display, in both languages, from an audit or from an
earlier report; nothing half-written; nothing of the machine or its user in any file."""
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest

CLI = os.environ.get("EVENSPAN_CLI") or (sys.argv[1] if len(sys.argv) > 1 else "evenspan-cli")
MARKER = "MARKERPERSON"


def share(value):
    return {"value": value, "low": value - 0.03, "high": value + 0.03, "reason": "",
            "method": "wilson", "unstable": False}


def nothing(reason):
    return {"value": None, "low": None, "high": None, "reason": reason, "method": "",
            "unstable": False}


def group(name, recall, level="full"):
    cell = {"type": "", "gold": 150, "predicted": 149, "right": 130, "recall": share(recall),
            "precision": share(0.9), "f1": share(recall)}
    return {"name": name, "unknown": False, "level": level, "mentions": 150, "clusters": 40,
            "documents": 40, "cells": [cell]}


def audit():
    return {
        "format": 1, "name": "spring", "version": "0.1.0", "time": 1767225600000, "run": "base",
        "split": "test", "documents": 80, "mentions": 300,
        "headline": {"f1": share(0.8712), "worst_dimension": "meta:land", "worst_group": "south",
                     "worst": share(0.8134), "assessable": 2},
        "dimensions": [{"id": "meta:land", "source": "document", "unit": "document",
                        "cluster": "document", "headline": "f1",
                        "groups": [group("north", 0.8888), group("south", 0.8134)]}]}


class Report(unittest.TestCase):
    def setUp(self):
        self.box = tempfile.TemporaryDirectory(prefix=MARKER)
        self.folder = self.box.name
        self.audit = f"{self.folder}/audit.json"
        with open(self.audit, "w", encoding="utf-8") as file:
            json.dump(audit(), file)

    def tearDown(self):
        self.box.cleanup()

    def run_cli(self, *words):
        env = {key: value for key, value in os.environ.items()
               if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        env.update(USER=MARKER, LOGNAME=MARKER)
        return subprocess.run([CLI, *words], capture_output=True, text=True, env=env, timeout=300)

    def out(self, name):
        return f"{self.folder}/{name}"

    def write(self, source, stem, *more):
        done = self.run_cli("report", source, "--pdf", self.out(f"{stem}.pdf"), "--html",
                            self.out(f"{stem}.html"), "--json", self.out(f"{stem}.json"), *more)
        self.assertEqual(done.returncode, 0, done.stderr)

    def read(self, name):
        with open(self.out(name), "rb") as file:
            return file.read()

    def test_three_files_with_the_same_figures(self):
        self.write(self.audit, "a")
        text = subprocess.run(["pdftotext", self.out("a.pdf"), "-"], capture_output=True, text=True,
                              check=True).stdout
        html = self.read("a.html").decode()
        printed = [cell["printed"] for section in json.loads(self.read("a.json"))["sections"]
                   for block in section["blocks"] if block["kind"] == "table"
                   for row in block["rows"] for cell in row if "value" in cell]
        self.assertIn("88.9% [85.9, 91.9]", printed)
        for figure in printed:
            self.assertIn(figure, html)
            self.assertIn(figure, text)

    def test_from_an_earlier_report_the_same_bytes(self):
        self.write(self.audit, "a")
        self.write(self.out("a.json"), "b")
        self.assertEqual(self.read("a.pdf"), self.read("b.pdf"))
        self.assertEqual(self.read("a.html"), self.read("b.html"))

    def test_chinese(self):
        self.write(self.audit, "zh", "--language", "zh_CN")
        text = subprocess.run(["pdftotext", self.out("zh.pdf"), "-"], capture_output=True,
                              text=True, check=True).stdout
        for words in ("偏见报告", "摘要", "术语表", "召回率"):
            self.assertIn(words, text)
        self.assertIn('lang="zh-CN"', self.read("zh.html").decode())

    def test_nothing_of_the_machine(self):
        self.write(self.audit, "a")
        plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", self.out("a.pdf"),
                                "-"], capture_output=True, check=True).stdout
        for data in (plain, self.read("a.html"), self.read("a.json")):
            self.assertNotIn(MARKER.encode(), data)
            host = socket.gethostname()
            if len(host) > 3:
                self.assertNotIn(host.encode(), data)

    def test_wrong_input_is_said_and_leaves_nothing(self):
        with open(self.out("odd.json"), "w", encoding="utf-8") as file:
            file.write('{"format": 1, "dimensions": 3}')
        before = sorted(os.listdir(self.folder))
        for words, status in (
                ((self.out("odd.json"), "--pdf", self.out("x.pdf")), 3),
                ((self.out("none.json"), "--pdf", self.out("x.pdf")), 3),
                ((self.audit,), 2),
                ((self.audit, "--pdf", self.out("x.pdf"), "--language", "fr"), 2),
                ((self.audit, "--pdf", self.out("x"), "--html", self.out("x")), 2),
                ((self.audit, "--pdf", self.out("nowhere/x.pdf")), 3)):
            done = self.run_cli("report", *words)
            self.assertEqual(done.returncode, status, (words, done.stderr))
            self.assertNotEqual(done.stderr, "")
            self.assertEqual(sorted(os.listdir(self.folder)), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
