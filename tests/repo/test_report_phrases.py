# SPDX-License-Identifier: GPL-3.0-or-later
"""test_report_phrases.py ROOT: whatever a reader or a writer says in a report stands among the phrases
that the window can say in other languages, and nothing else does."""
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(sys.argv[1])
SAYS = re.compile(r"(?<![\w:])(?:m_)?(?:job|m_job|reading|m_reading|m_lost|m_overlaps|this)?(?:\.|->)?"
                  r"(?:lost|lost\.add|repaired|repair|warn|problem|bad|add)\(")
ERROR = re.compile(r"(?:\bError\{|return \{(?=ErrorCode))")
PLAIN = re.compile(r'"((?:[^"\\]|\\.)*)"')


def unescape(text):
    return text.replace('\\"', '"').replace("\\\\", "\\")


def arguments(text, at):
    """The first argument of a call and the others, up to its closing bracket."""
    depth, quoted, start, out = 0, False, at, []
    while True:
        c = text[at]
        if quoted:
            if c == "\\":
                at += 1
            elif c == '"':
                quoted = False
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            if depth == 0:
                return out + [text[start:at]]
            depth -= 1
        elif c == "," and depth == 0:
            out.append(text[start:at])
            start = at + 1
        at += 1


def alternatives(argument):
    """The sentences that an argument can be, with %1 for what is put in; none where it is no literal."""
    parts = re.split(r"\?|(?<![:\w]):(?!:)", re.sub(r'"(?:[^"\\]|\\.)*"', lambda m: m.group(0).replace(
        "?", "\0").replace(":", "\1"), argument))
    for part in parts:
        part = part.replace("\0", "?").replace("\1", ":")
        part = re.sub(r'"\s+"', "", part)
        if not PLAIN.search(part):
            continue
        words, number, rest = "", 0, part.strip()
        pieces = [p.strip() for p in re.split(r"\+(?![^(]*\))", re.sub(
            r'"(?:[^"\\]|\\.)*"', lambda m: m.group(0).replace("+", "\2").replace("(", "\3").replace(")", "\4"), rest))]
        for piece in pieces:
            piece = piece.replace("\2", "+").replace("\3", "(").replace("\4", ")")
            literal = re.fullmatch(r'(?:std::string\()?"((?:[^"\\]|\\.)*)"\)?', piece)
            if literal:
                words += unescape(literal.group(1))
            else:
                number += 1
                words += f"%{number}"
        yield words


def phrases():
    text = "".join((ROOT / "ui/project" / name).read_text("utf-8")
                   for name in ("report_phrases.cpp", "report_failures.cpp"))
    found = {}
    for call in re.finditer(r'QT_TRANSLATE_NOOP\(\s*"ReportWords",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', text):
        found[unescape("".join(PLAIN.findall(call.group(1))))] = True
    return found


def said():
    for path in sorted((ROOT / "core/io").glob("*.cpp")):
        text = path.read_text("utf-8")
        for call in SAYS.finditer(text):
            given = arguments(text, call.end())
            # A problem has a remedy too, behind its place.
            yield from ((path.name, sentence) for argument in [given[0]] + given[2:3]
                        for sentence in alternatives(argument) if re.search(r"[a-z] [a-z]", sentence))
        for fault in ERROR.finditer(text):
            given = arguments(text, fault.end())
            # Its words and its remedy; what it names stands between.
            yield from ((path.name, sentence) for argument in given[1:4:2]
                        for sentence in alternatives(argument) if re.search(r"[a-z] [a-z]", sentence))


class Phrases(unittest.TestCase):
    def test_every_sentence_can_be_said_in_other_languages(self):
        known = phrases()
        self.assertGreater(len(known), 200)
        sentences = list(said())
        self.assertGreater(len(sentences), 150)
        missing = sorted({f"{name}: {sentence}" for name, sentence in sentences if sentence not in known})
        self.assertEqual(missing, [])

    def test_the_reader_of_sources_reads(self):
        self.assertEqual(list(alternatives('"a layer " + std::string(x(y, 1)) + ", which goes"')),
                         ["a layer %1, which goes"])
        self.assertEqual(list(alternatives('open ? "one thing" : "another: thing"')),
                         ["one thing", "another: thing"])


unittest.main(argv=[sys.argv[0], "-v"])
