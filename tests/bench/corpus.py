# SPDX-License-Identifier: GPL-3.0-or-later
"""The corpora as both sides read them, and entities as both sides are scored."""
import hashlib

WNUT17 = {"train": "wnut17/wnut17train.conll", "validation": "wnut17/emerging.dev.conll",
          "test": "wnut17/emerging.test.annotated"}
NCBI = {"train": "ncbi-disease/train.tsv", "validation": "ncbi-disease/devel.tsv",
        "test": "ncbi-disease/test.tsv"}
BC5CDR = {"train": "bc5cdr/train.tsv", "validation": "bc5cdr/devel.tsv", "test": "bc5cdr/test.tsv"}


def read(path):
    """[(words, tags)] of a file with a token and a tag, parted by a tab, on each line."""
    out, words, tags = [], [], []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) > 1 and cells[0] and cells[1]:
                words.append(cells[0])
                tags.append(cells[1])
            elif words:
                out.append((words, tags))
                words, tags = [], []
    if words:
        out.append((words, tags))
    return out


def write(path, sentences):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for words, tags in sentences:
            file.writelines(f"{w}\t{t}\n" for w, t in zip(words, tags))
            file.write("\n")


def labels(sentences):
    """All tags of the training data, O first."""
    return ["O"] + sorted({t for _, tags in sentences for t in tags} - {"O"})


def entities(tags):
    """{(type, first word, word after the last)}, read leniently as seqeval does: an I that follows
    nothing of its type begins an entity."""
    found, begin, kind = set(), None, None
    for at, tag in enumerate(list(tags) + ["O"]):
        prefix, _, name = tag.partition("-")
        if kind is not None and (prefix != "I" or name != kind):
            found.add((kind, begin, at))
            kind = None
        if prefix in ("B", "I") and kind is None:
            begin, kind = at, name
    return found


def as_tags(spans, count):
    """The IOB2 tags of entities, so that two ways to write the same entities compare equal."""
    tags = ["O"] * count
    for kind, begin, end in sorted(spans, key=lambda s: s[1]):
        for at in range(begin, min(end, count)):
            tags[at] = ("B-" if at == begin else "I-") + kind
    return tags


def word_ranges(words, text):
    """Code-point ranges of the words, found one after another in their sentence's text."""
    at, out = 0, []
    for word in words:
        begin = text.index(word, at)
        at = begin + len(word)
        out.append((begin, at))
    return out


def spans_to_entities(spans, words, text):
    """Entities in words, from spans in code points of the text."""
    ranges, found = word_ranges(words, text), set()
    for span in spans:
        inside = [i for i, (begin, end) in enumerate(ranges)
                  if begin < span["end"] and end > span["start"]]
        if inside:
            found.add((span["label"], inside[0], inside[-1] + 1))
    return found


def counts(gold, predicted):
    """[gold, predicted, right] of each sentence, from two lists of entity sets."""
    return [[len(g), len(p), len(g & p)] for g, p in zip(gold, predicted, strict=True)]


def f1(rows):
    gold, predicted, right = (sum(column) for column in zip(*rows))
    return 2 * right / (gold + predicted) if gold + predicted else 0.0


def agreement(reference, other):
    """Shares of equal tags over all words, and over words that the reference does not call O."""
    same = total = named_same = named = 0
    for left, right in zip(reference, other, strict=True):
        for a, b in zip(left, right, strict=True):
            total += 1
            same += a == b
            if a != "O":
                named += 1
                named_same += a == b
    return same / max(1, total), named_same / max(1, named)


def digest(*paths):
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()
