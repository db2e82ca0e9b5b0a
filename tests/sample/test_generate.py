# SPDX-License-Identifier: GPL-3.0-or-later
"""test_generate.py FOLDER: the generator gives the committed bytes again, and without errors it
gives the labels that label_errors.tsv calls right, and nothing else differs."""
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

FOLDER = Path(sys.argv.pop(1)).resolve()
sys.dont_write_bytecode = True
sys.path.insert(0, str(FOLDER))
import chinese  # noqa: E402
import english  # noqa: E402
import names  # noqa: E402

WRITTEN = ["train.conll", "validation.conll", "test.conll", "names.tsv", "label_errors.tsv",
           "counts.tsv", "README.md"]


def generate(*arguments):
    folder = tempfile.TemporaryDirectory()
    subprocess.run([sys.executable, FOLDER / "generate.py", *arguments, folder.name], check=True)
    return folder


def texts_of(path):
    return [line[len("# text = "):] for line in path.read_text(encoding="utf-8").split("\n")
            if line.startswith("# text = ")]


def mentions(path):
    """{(document, sentence, begin, end, label)} of a file, read without the importer."""
    found, text, at, current = set(), "", 0, None
    document = sentence = ""

    def close():
        if current:
            found.add((document, sentence, *current))

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            document = line[len("# newdoc id = "):]
        elif line.startswith("# sent_id = "):
            sentence = line.rpartition("-")[2]
        elif line.startswith("# text = "):
            text, at = line[len("# text = "):], 0
        elif "\t" in line:
            token, tag = line.split("\t")
            begin = text.index(token, at)
            assert not text[at:begin].strip(), line
            at = begin + len(token)
            if tag[0] == "I":
                assert current and current[2] == tag[2:], line
                current = (current[0], at, current[2])
            else:
                close()
                current = (begin, at, tag[2:]) if tag[0] == "B" else None
        elif not line:
            close()
            current = None
    close()
    return found


class Generate(unittest.TestCase):
    def test_same_bytes(self):
        with generate() as out:
            self.assertEqual(sorted(WRITTEN), sorted(p.name for p in Path(out).iterdir()))
            for name in WRITTEN:
                self.assertEqual((FOLDER / name).read_bytes(),
                                 (Path(out) / name).read_bytes(), name)

    def test_list_of_errors_is_exact(self):
        with generate("--without-errors") as out:
            right = mentions(Path(out) / "train.conll")
            for name in ("validation.conll", "test.conll", "names.tsv"):
                self.assertEqual((FOLDER / name).read_bytes(),
                                 (Path(out) / name).read_bytes(), name)
            lines = [(folder / "train.conll").read_text(encoding="utf-8").split("\n")
                     for folder in (FOLDER, Path(out))]
        words = [[line.split("\t")[0] for line in side] for side in lines]
        self.assertEqual(words[0], words[1])
        given = mentions(FOLDER / "train.conll")

        gone, come, kinds = set(), set(), Counter()
        rows = (FOLDER / "label_errors.tsv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(rows[0].split("\t"), ["file", "document", "sentence", "start", "end",
                                               "given", "right", "kind", "given_start",
                                               "given_end"])
        for row in rows[1:]:
            file, document, sentence, start, end, label, other, kind, begin, stop = row.split("\t")
            self.assertEqual(file, "train.conll")
            kinds[document[:2], kind] += 1
            here = (int(start), int(end))
            if other:
                gone.add((document, sentence, *here, other))
            if label:
                come.add((document, sentence, int(begin), int(stop), label))
            there = (int(begin), int(stop)) if label else None
            self.assertEqual(kind, "missed" if not label else "spurious" if not other else
                             "type" if label != other else "boundary", row)
            self.assertEqual(there == here, kind in ("type", "spurious"))
        self.assertEqual(right - given, gone)
        self.assertEqual(given - right, come)
        self.assertEqual(len(rows) - 1, 40)
        self.assertEqual(kinds, Counter({(language, kind): count for language, count in
                                         (("en", 8), ("zh", 2)) for kind in
                                         ("type", "boundary", "missed", "spurious")}))

    def test_held_out_names_are_new_in_test(self):
        new = [name.lower() for lists in (names.GIVEN, names.SURNAMES)
               for origin in names.ORIGINS for name in lists[origin][1]]
        places = {word.lower() for text in english.PLACES[0] for word in text.split()}
        new = set(new) | {stem.lower() for stem in english.ORG_STEMS[1]}
        heads = {}
        for split in ("train", "test"):
            texts = {(document, number): text for document, number, text in self.numbered(split)}
            heads[split] = {word.lower() for document, sentence, begin, end, label
                            in mentions(FOLDER / f"{split}.conll")
                            if document.startswith("en-") and label in ("PER", "ORG")
                            for word in texts[document, sentence][begin:end].split()}
        self.assertEqual(new & heads["train"] - places, set())
        self.assertGreater(len(new & heads["test"]), len(new) * 2 // 3)

    @staticmethod
    def numbered(split):
        document = number = ""
        for line in (FOLDER / f"{split}.conll").read_text(encoding="utf-8").split("\n"):
            if line.startswith("# newdoc id = "):
                document = line[len("# newdoc id = "):]
            elif line.startswith("# sent_id = "):
                number = line.rpartition("-")[2]
            elif line.startswith("# text = "):
                yield document, number, line[len("# text = "):]

    def test_variety(self):
        for module, least in ((english, 120), (chinese, 60)):
            phrases = [phrase for genre in (module.SERVICE, module.NEWS)
                       for items in genre.values() for phrase in items]
            self.assertEqual(len(set(phrases)), len(phrases))
            self.assertGreaterEqual(len(phrases), least)
        # Few sentences of the test split, such as a bare "thanks", stand in training too.
        known, asked = set(texts_of(FOLDER / "train.conll")), texts_of(FOLDER / "test.conll")
        self.assertLess(sum(text in known for text in asked) / len(asked), 0.03)


if __name__ == "__main__":
    unittest.main()
