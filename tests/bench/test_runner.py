# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark runner itself: names, rows, arithmetic, missing peers. Runs no benchmark."""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import bench_formats  # noqa: E402
import bench_mitigation  # noqa: E402
import bench_predict  # noqa: E402
import bench_quality  # noqa: E402
import bench_store  # noqa: E402
import bench_train  # noqa: E402
import corpus  # noqa: E402
import product  # noqa: E402
import rows  # noqa: E402
import run  # noqa: E402

INTERVAL = sys.argv.pop(1) if len(sys.argv) > 1 and os.path.isfile(sys.argv[1]) else None
NAMES = """train.fp32 train.bf16 train.gpu train.padded train.memory predict.fp32 predict.bf16
predict.ctranslate2 predict.ctranslate2_int8 quality.wnut17 quality.ncbi quality.bc5cdr tokenize
store.import store.export store.search store.commit
formats.import.conll formats.import.conllu formats.import.doccano formats.import.prodigy
formats.import.label-studio formats.import.hf-json formats.import.csv formats.import.bioc
formats.import.bioc-json formats.import.pubtator formats.import.brat formats.import.xmi
formats.import.cas-json formats.export.conll formats.export.doccano formats.export.csv formats.export.spacy
formats.whole_import.conll formats.whole_import.conllu formats.whole_import.doccano
formats.whole_import.prodigy formats.whole_import.label-studio formats.whole_import.hf-json
formats.whole_import.csv formats.whole_import.bioc formats.whole_import.bioc-json
formats.whole_import.pubtator formats.whole_import.brat formats.whole_import.xmi
formats.whole_import.cas-json formats.whole_export.conll formats.whole_export.doccano
formats.whole_export.csv formats.whole_export.spacy
label.open_long label.key label.commit label.scroll
label.filter label.propagate label.memory launcher.start
launcher.stop launcher.frame launcher.key launcher.events fairness.bootstrap fairness.suite
fairness.tables fairness.mitigation.names fairness.mitigation.pairs fairness.mitigation.dro
fairness.mitigation.reweigh fairness.panel report.pdf inspect.open inspect.filter
inspect.live inspect.ig window.first_paint""".split()
KEYS = {"name", "value", "unit", "better", "peer", "peer_value", "ratio", "goal", "machine"}


def runner(*words):
    return subprocess.run([sys.executable, HERE / "run.py", *words], capture_output=True, text=True)


class Programs(unittest.TestCase):
    def test_each_that_a_benchmark_starts_is_built_for_it(self):
        asked = set()
        for file in HERE.glob("*.py"):
            if not file.name.startswith("test_"):
                asked |= set(re.findall(r'"(tool_[a-z_]+)"', file.read_text(encoding="utf-8")))
        built = re.findall(r"add_dependencies\(bench_tools([^)]*)\)",
                           (HERE / "CMakeLists.txt").read_text(encoding="utf-8"))
        self.assertGreater(len(asked), 10)
        self.assertEqual(asked - set(" ".join(built).split()), set())


class Names(unittest.TestCase):
    def test_list_gives_every_name_once(self):
        done = runner("--list")
        self.assertEqual((done.returncode, done.stdout.split()), (0, NAMES))

    def test_list_of_a_family(self):
        self.assertEqual(runner("--list", "quality").stdout.split(),
                         [name for name in NAMES if name.startswith("quality.")])

    def test_an_unknown_name_is_refused_with_the_nearest(self):
        for words in (["store.serch"], ["tokenize", "store.serch"], ["--check", "store.serch"]):
            done = runner(*words)
            self.assertEqual(done.returncode, 2)
            self.assertIn("store.search", done.stderr)
            self.assertEqual(done.stdout, "")

    def test_an_unknown_flag_is_refused(self):
        self.assertEqual(runner("--jsno", "x").returncode, 2)

    def test_check_does_nothing(self):
        done = runner("--check", "train")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_a_name_does_not_bring_its_longer_sister(self):
        self.assertEqual(run.chosen(["predict.ctranslate2"]), ["predict.ctranslate2"])

    def test_order_is_the_list_s_and_nothing_twice(self):
        self.assertEqual(run.chosen(["tokenize", "train.bf16", "tokenize"]),
                         ["train.bf16", "tokenize"])

    def test_every_name_has_a_module(self):
        for module, _ in run.BENCHES.values():
            self.assertTrue((HERE / f"{module}.py").is_file())


class Ratios(unittest.TestCase):
    def test_more_is_better(self):
        self.assertEqual(rows.times_better(120, 40, "higher"), 3)

    def test_less_is_better(self):
        self.assertEqual(rows.times_better(2, 8, "lower"), 4)

    def test_nothing_to_compare(self):
        for value, other in ((None, 1), (1, None), (0, 1), (1, 0)):
            self.assertIsNone(rows.times_better(value, other, "higher"))

    def test_a_goal_in_times(self):
        row = rows.make_row("a", 90, "x/s", "higher", "p", 30, goal=3)
        self.assertEqual((row["ratio"], row["reached"]), (3, True))
        self.assertFalse(rows.make_row("a", 89, "x/s", "higher", "p", 30, goal=3)["reached"])

    def test_a_goal_in_the_unit(self):
        row = rows.make_row("a", 0.25, "s", "lower", None, None, goal=0.3, absolute=True)
        self.assertAlmostEqual(row["ratio"], 1.2)
        self.assertTrue(row["reached"])
        row = rows.make_row("a", 0.6, "s", "lower", None, None, goal=0.3, absolute=True)
        self.assertEqual((row["ratio"], row["reached"]), (0.5, False))

    def test_a_missing_figure_is_neither_reached_nor_missed(self):
        row = rows.make_row("a", None, "x/s", "higher", "p", 30, goal=3)
        self.assertIsNone(row["reached"])
        self.assertIn("–", rows.line(row))

    def test_the_median_of_what_there_is(self):
        self.assertEqual(rows.median([3, 1, 2]), 2)
        self.assertIsNone(rows.median([]))


class Pairs(unittest.TestCase):
    def test_sides_alternate_and_the_first_changes(self):
        seen = []
        runs, _, notes = rows.paired(lambda: (seen.append("o") or len(seen), {}),
                                     lambda: (seen.append("p") or len(seen), {}), 3)
        self.assertEqual("".join(seen), "oppoop")
        self.assertEqual(runs, {"ours": [1, 4, 5], "peer": [2, 3, 6]})
        self.assertEqual(notes, [])

    def test_a_missing_peer_is_asked_once_and_said(self):
        asked = []

        def peer():
            asked.append(1)
            raise rows.Missing("no such package")
        row, _ = rows.paired_row("a", "x/s", "higher", "p", lambda: (5, {}), peer, 3, goal=2)
        self.assertEqual(len(asked), 1)
        self.assertEqual((row["value"], row["peer_value"], row["ratio"]), (5, None, None))
        self.assertIn("peer: no such package", row["note"])

    def test_the_row_takes_the_medians(self):
        figures = iter([10, 30, 20])
        row, _ = rows.paired_row("a", "x/s", "higher", "p", lambda: (next(figures), {}),
                                 lambda: (5, {}), 3)
        self.assertEqual((row["value"], row["peer_value"], row["ratio"]), (20, 5, 4))
        self.assertEqual(row["runs"], {"ours": [10, 30, 20], "peer": [5, 5, 5]})


class Runs(unittest.TestCase):
    class Family:
        def __init__(self, action):
            self.action = action

        def run(self, names):
            return self.action(names)

    def collect(self, names, action):
        out = sys.stdout
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        try:
            return run.run(names, lambda module: self.Family(action))
        finally:
            sys.stdout.close()
            sys.stdout = out

    def test_rows_have_every_key(self):
        def action(names):
            for name in names:
                yield rows.make_row(name, 1.0, "s", "lower", None, None)
        found = self.collect(["tokenize", "store.search"], action)
        self.assertEqual([row["name"] for row in found], ["tokenize", "store.search"])
        for row in found:
            self.assertLessEqual(KEYS, set(row))
            self.assertIn(row["better"], ("higher", "lower"))
            json.dumps(row)

    def test_a_family_that_cannot_run_still_gives_rows_with_the_reason(self):
        def action(names):
            yield rows.make_row("train.fp32", 1.0, "s", "higher", None, None)
            raise rows.Missing("the corpus is not here")
        found = self.collect(["train.fp32", "train.bf16"], action)
        self.assertEqual([(r["name"], r["value"]) for r in found],
                         [("train.fp32", 1.0), ("train.bf16", None)])
        self.assertEqual(found[1]["note"], "the corpus is not here")
        self.assertLessEqual(KEYS, set(found[1]))

    def test_json_file_and_status_where_nothing_can_be_measured(self):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "rows.json"
            env = {**os.environ, "EVENSPAN_CORPORA": folder + "/none", "BENCH_ROUNDS": "1"}
            done = subprocess.run([sys.executable, HERE / "run.py", "tokenize", "--json", out],
                                  capture_output=True, text=True, env=env)
            self.assertEqual(done.returncode, 1)
            found = json.loads(out.read_text())
            self.assertEqual([row["name"] for row in found], ["tokenize"])
            self.assertIsNone(found[0]["value"])
            self.assertIn("corpus", found[0]["note"])


    def test_a_terminated_run_leaves_no_folder_and_no_child(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "stub.py").write_text(
                "import pathlib, tempfile, product\n"
                "def run(names):\n"
                f"    with tempfile.TemporaryDirectory(dir={folder!r}) as mine:\n"
                f"        pathlib.Path({folder!r}, 'ready').touch()\n"
                f"        product.call(['sleep', '97.531'])\n")
            program = ("import sys; sys.path[:0] = [%r, %r]; import run; "
                       "run.BENCHES['tokenize'] = ('stub', ''); sys.exit(run.main(['tokenize']))"
                       % (str(HERE), folder))
            child = subprocess.Popen([sys.executable, "-c", program])
            while not (Path(folder) / "ready").exists() and child.poll() is None:
                time.sleep(0.01)
            time.sleep(0.2)
            child.terminate()
            self.assertEqual(child.wait(timeout=60), 143)
            self.assertEqual([p for p in Path(folder).iterdir() if p.name.startswith("tmp")], [])
            left = subprocess.run(["pgrep", "-f", "sleep 97.531"], capture_output=True)
            self.assertEqual(left.stdout, b"")


class Figures(unittest.TestCase):
    def test_steps_leave_the_first_out(self):
        events = [{"event": "started", "time": 0}, {"event": "step", "step": 1, "time": 2.0},
                  {"event": "step", "step": 5, "time": 6.0}, {"event": "finished", "time": 9.0}]
        self.assertEqual(product.steps_per_second(events), (4, 4.0))
        with self.assertRaises(rows.Missing):
            product.steps_per_second(events[:2])

    def test_settings_are_asked_for_as_the_help_offers_them(self):
        wishes = {"precision": "bf16", "threads": 2}
        self.assertEqual(product.flags("--precision TEXT --threads N", wishes),
                         ["--precision", "bf16", "--threads", "2"])
        self.assertEqual(product.flags("--set KEY --threads N", wishes),
                         ["--set", "precision=bf16", "--threads", "2"])
        with self.assertRaises(rows.Missing):
            product.flags("--threads N", wishes)

    def test_encoder_weights_of_minilm(self):
        self.assertEqual(bench_train.ENCODER_WEIGHTS, 10_616_832)

    def test_what_a_step_spends_its_time_on(self):
        text = ("step 60\nattention      1.500 s  15.0 %\nproducts       8.250 s  82.5 %\n"
                "update         0.250 s   2.5 %\nhalf 3 s\n")
        self.assertEqual(list(bench_train.time_shares(text).items()),
                         [("products", 82.5), ("attention", 15.0), ("update", 2.5)])
        self.assertEqual(bench_train.time_shares("no such line"), {})

    def test_exact_enough(self):
        self.assertTrue(bench_predict.exact({"all": 0.999, "named": 0.99}))
        self.assertFalse(bench_predict.exact({"all": 0.9995, "named": 0.985}))
        self.assertFalse(bench_predict.exact({"missing": "no peer"}))

    def test_formats_have_a_peer_each(self):
        for name in NAMES:
            if name.startswith("formats."):
                _, way, form = name.split(".")
                table = bench_formats.READERS if way.endswith("import") else bench_formats.WRITERS
                self.assertIn(form, table)
        # The reader or writer alone, and all that the program does.
        self.assertEqual(sum(n.startswith("formats.") for n in NAMES),
                         2 * (len(bench_formats.READERS) + len(bench_formats.WRITERS)))

    def test_a_format_is_measured_alone_and_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            for form, size in (("csv", 3), ("conll", 4)):
                with open(f"{folder}/file.{form}", "wb") as file:
                    file.write(b"x" * size * 1_000_000)
            alone = bench_formats.Case("formats.import.csv", folder, 2.5)
            whole = bench_formats.Case("formats.whole_export.conll", folder, 2.5)
            self.assertEqual((alone.way, alone.whole, alone.mb()), ("import", False, 3))
            # What each side's file holds beside the text differs, so the text alone counts.
            self.assertEqual((whole.way, whole.whole, whole.mb()), ("export", True, 2.5))

    def test_a_format_of_many_files_counts_them_all(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(f"{folder}/file.brat")
            for name, size in (("a.txt", 1), ("a.ann", 2)):
                with open(f"{folder}/file.brat/{name}", "wb") as file:
                    file.write(b"x" * size * 1_000_000)
            self.assertEqual(bench_formats.Case("formats.import.brat", folder, 2.5).mb(), 3)

    def test_a_second_peer_has_a_line(self):
        class Case:
            form, way = "hf-json", "import"
            def peer(self, form):
                assert form == "hf-datasets"
                return 4.0, {}
        self.assertIn("3.00 x", bench_formats.also(Case(), 12.0))
        Case.form = "csv"
        self.assertIsNone(bench_formats.also(Case(), 12.0))

    def test_a_gap_that_overshoots_is_not_smaller(self):
        up, down = {"low": 2, "high": 9}, {"low": -9, "high": -2}
        for before, after, change, wanted in ((-8, -2, up, True), (8, 2, down, True), (-8, 9, up, False),
                                              (-8, -12, down, False), (8, 12, up, False),
                                              (-8, -6, {"low": -1, "high": 5}, False)):
            self.assertEqual(bench_mitigation.towards_zero(before, after, change), wanted, (before, after))

    def test_the_row_of_a_correction_is_of_the_region_served_worst(self):
        def line(group, kind, before, after, low, high, dimension="suite:origins"):
            value = lambda v: {"value": v}
            return {"dimension": dimension, "group": group, "kind": kind, "measure": "recall",
                    "before": value(before), "after": value(after),
                    "change": {"value": after - before if before is not None else None, "low": low, "high": high},
                    "p": .01, "adjusted": .02, "swap_p": .015, "verdict": "better"}
        found = {"change": {"before": ["a", "b"], "names_learnt": 7, "lines": [
            line("", "overall", .9, .91, -.01, .03, ""), line("north", "gap", .1, .02, -.2, .01),
            line("south", "gap", -.2, -.05, .1, .2), line("south", "group", .5, .8, .2, .4),
            line("east", "gap", -.5, 0, .4, .6, "list:origins"), line("west", "gap", None, .1, None, None)]}}
        row = bench_mitigation.row_of("names", found)
        self.assertAlmostEqual(row["value"], 5)
        self.assertAlmostEqual(row["peer_value"], 20)
        self.assertTrue(row["reached"])
        self.assertIn("south", row["note"])
        self.assertEqual(len(row["changes"]), 6)
        found["change"]["lines"] = found["change"]["lines"][:1]
        with self.assertRaises(rows.Missing):
            bench_mitigation.row_of("names", found)

    def test_sentences_of_the_store(self):
        for words, tags in bench_store.sentences(50):
            self.assertEqual((len(words), len(tags)), (20, 20))
            self.assertGreaterEqual(len(corpus.entities(tags)), 1)


class Corpus(unittest.TestCase):
    def test_entities_are_read_leniently(self):
        self.assertEqual(
            corpus.entities(["I-A", "I-A", "B-A", "O", "I-creative-work", "I-A"]),
            {("A", 0, 2), ("A", 2, 3), ("creative-work", 4, 5), ("A", 5, 6)})

    def test_tags_and_entities_round_trip(self):
        dice = random.Random(3)
        for _ in range(200):
            tags = [dice.choice(["O", "B-A", "I-A", "B-B", "I-B"]) for _ in range(9)]
            found = corpus.entities(tags)
            self.assertEqual(corpus.entities(corpus.as_tags(found, 9)), found)

    def test_spans_find_their_words(self):
        words, text = ["Zoë", "von", "东", "京", "x"], "Zoë von 东京 x"
        spans = [{"label": "P", "start": 0, "end": 7}, {"label": "L", "start": 8, "end": 10}]
        self.assertEqual(corpus.spans_to_entities(spans, words, text), {("P", 0, 2), ("L", 2, 4)})

    def test_agreement_counts_words(self):
        every, named = corpus.agreement([["O", "B-A"], ["B-A", "O"]], [["O", "B-A"], ["O", "O"]])
        self.assertEqual((every, named), (0.75, 0.5))

    def test_f1(self):
        counts = corpus.counts([{1, 2}, {3}], [{1}, {4}])
        self.assertEqual(counts, [[2, 1, 1], [1, 1, 0]])
        self.assertAlmostEqual(corpus.f1(counts), 2 / 5)
        self.assertEqual(corpus.f1([[0, 0, 0]]), 0)

    def test_files_round_trip(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.tsv"
            sentences = [(["a", "\ufeff", "c"], ["O", "B-X", "I-X"]), (["d"], ["O"])]
            corpus.write(path, sentences)
            self.assertEqual(corpus.read(path), sentences)
            path.write_text("a\tO\n\t\nb\tO\n")  # a line of blanks ends a sentence too
            self.assertEqual(corpus.read(path), [(["a"], ["O"]), (["b"], ["O"])])


@unittest.skipIf(INTERVAL is None, "tool_interval is not built")
class Interval(unittest.TestCase):
    """The tool against the formula written down again here."""

    def runs(self, seed, count):
        dice = random.Random(seed)
        return [[[g := dice.randrange(4), p := dice.randrange(4), dice.randrange(min(g, p) + 1)]
                 for _ in range(150)] for _ in range(count)]

    def test_against_a_plain_bootstrap(self):
        a, b = self.runs(1, 3), self.runs(2, 2)
        found = bench_quality.interval(a, b, INTERVAL)
        mean = lambda runs: sum(map(corpus.f1, runs)) / len(runs)  # noqa: E731
        self.assertAlmostEqual(found["estimate"], 100 * (mean(a) - mean(b)), places=5)
        dice, drawn = random.Random(5), []
        for _ in range(1000):
            places = dice.choices(range(150), k=150)
            side = [mean([[run[i] for i in places] for run in dice.choices(runs, k=len(runs))])
                    for runs in (a, b)]
            drawn.append(100 * (side[0] - side[1]))
        drawn.sort()
        width = found["high"] - found["low"]
        # Two sets of draws differ by chance; a wrong resampling differs by far more.
        self.assertAlmostEqual(found["low"], drawn[25], delta=0.15 * width)
        self.assertAlmostEqual(found["high"], drawn[974], delta=0.15 * width)

    def test_equal_sides_differ_by_nothing(self):
        a = self.runs(1, 1)
        found = bench_quality.interval(a, a, INTERVAL)
        self.assertEqual((found["estimate"], found["low"], found["high"]), (0, 0, 0))

    def test_half_a_sentence_is_refused(self):
        done = subprocess.run([INTERVAL, "10", "0.95", "1"], input="A 1 1\nB 1 1 1\n", text=True,
                              capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (3, ""))


if __name__ == "__main__":
    unittest.main()
