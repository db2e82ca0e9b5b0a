# SPDX-License-Identifier: GPL-3.0-or-later
"""Token patterns find what spaCy's Matcher finds: random patterns over random texts.

Both see the same tokens. Compared is the longest match from each token on; which of those that
overlap are kept is a matter of who uses the matcher.
"""
import json
import random
import subprocess
import sys
import unicodedata

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab
from spacy.lang.lex_attrs import LEX_ATTRS

# Words at the borders of what the flags say; no decomposed letters, which are letters here and are
# not there, and none whose small form is longer or depends on its place.
WORDS = ["acme", "Acme", "ACME", "a", "A", "b", "Bb", "bB", "McDonald", "O'Brien", "It's", "it's",
         "12", "7", "2026", "1a", "a1", "3.5", "12,000", "\u00b2", "\u0663\u0664", "\u00bd", "x\u00b2",
         ".", ",", "!", "-", "\u2013", "(", ")", "[", "]", "{", "}", "<", ">", "\"", "'", "\u00ab",
         "\u00bb", "\u201c", "\u201d", "\u201e", "\u2019", "$", "\u20ac", "\u00a3", "+", "=", "_", "a_b",
         "\u00c9t\u00e9", "\u00e9t\u00e9", "\u5317", "\u4eac", "\U0001F600", "stra\u00dfe", "\u01c5a",
         "\u00aa", "\u00ba", "United", "undated", "UNITED", "end", "ed", "ing", "sing", "Xxxxxxx"]
EXPRESSIONS = ["^a", "a$", "[A-Z]", "^[A-Z][a-z]+$", "\\d", "\\d{2,}", "^\\w+$", "\\W", "a|b", "e?d$",
               "x*", ".{3}", "^.{2,3}$", "(?i)acme", "(?P<c>[a-z])(?P=c)", "[^a-z]", "[&(){}\\[]",
               "[]\\[]", "n.t", "\\Aed\\Z", "(a)(c)", "\\bO", "{", "}", "x{", "[a-]", "\\.", "\\s",
               "[\\w.-]+", "(?!a)", "(?<=n)d", "^(?:un|in)", "[0-9]{,2}$", "[\\W]", "[^\\w']"]
FLAGS = ["IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT",
         "IS_SPACE", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY"]
SHAPES = ["Xxxxx", "xxxx", "X", "x", "dd", "dddd", "XXXX", ".", "Xx", "(", "Xxx", "X'Xxxxx", "d"]
OPS = ["?", "+", "*", "!", "{2}", "{1,2}", "{2,}", "{,2}", "{0,1}", "1"]


def letters(rng, key):
    pick = rng.choice(WORDS)
    return pick.lower() if key.upper() == "LOWER" else rng.choice(SHAPES) if key == "SHAPE" else pick


def strings(rng, key, low=1):
    return [letters(rng, key) for _ in range(rng.randint(low, 6))]


def word_value(rng, key):
    kind = rng.randrange(9)
    if kind < 2:
        return letters(rng, key)
    if kind == 2:
        return {"IN": strings(rng, key)}
    if kind == 3:
        return {"NOT_IN": strings(rng, key, 0)}
    if kind == 4:
        return {"REGEX": {rng.choice(["IN", "NOT_IN"]): rng.sample(EXPRESSIONS, rng.randint(1, 3))}}
    if kind == 5:
        return {rng.choice(["IS_SUBSET", "INTERSECTS"]): strings(rng, key)}
    if kind == 6:
        return {"IN": strings(rng, key), "NOT_IN": strings(rng, key)}
    return {"REGEX": rng.choice(EXPRESSIONS)}


def length_value(rng):
    if rng.random() < 0.3:
        return rng.randint(1, 6)
    if rng.random() < 0.3:
        return {rng.choice(["IN", "NOT_IN"]): [rng.randint(0, 8) for _ in range(3)]}
    return {rng.choice(["==", "!=", ">=", "<=", ">", "<"]): rng.randint(0, 7)
            for _ in range(rng.randint(1, 2))}


def token(rng):
    out = {}
    for _ in range(rng.choice([0, 1, 1, 1, 1, 2, 3])):
        kind = rng.randrange(8)
        if kind < 4:
            key = rng.choice(["TEXT", "ORTH", "LOWER", "SHAPE", "text", "lower"])
            if not (key in ("ORTH", "TEXT", "text") and {"ORTH", "TEXT", "text"} & out.keys()) \
                    and key.upper() not in {k.upper() for k in out}:
                out[key] = word_value(rng, key)
        elif kind < 6:
            out[rng.choice(FLAGS)] = rng.random() < 0.6
        elif kind == 6:
            out["LENGTH"] = length_value(rng)
        else:
            word = rng.choice(WORDS)
            key = rng.choice(["PREFIX", "SUFFIX"])
            affix = word[0] if key == "PREFIX" else word[-3:]
            out[key] = rng.choice([affix, {"IN": [affix, "a"]}, {"NOT_IN": [affix]}])
    if rng.random() < 0.45:
        out["OP"] = rng.choice(OPS)
    return out


def longest(vocab, words, pattern):
    matcher = Matcher(vocab, validate=False)  # its schema knows no PREFIX, the matcher does
    matcher.add("A", [pattern])
    best = {}
    for _, start, end in matcher(Doc(vocab, words=words)):
        best[start] = max(end, best.get(start, 0))
    return sorted(map(list, best.items()))


def main():
    rng = random.Random(20)
    vocab = Vocab(lex_attr_getters=dict(LEX_ATTRS))
    tasks = []
    for _ in range(8000):
        text = " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12)))
        assert unicodedata.normalize("NFC", text) == text
        tasks.append({"text": text, "pattern": [token(rng) for _ in range(rng.choice([1, 1, 2, 2, 3, 4]))]})
    answers = subprocess.run([sys.argv[1]], input="\n".join(map(json.dumps, tasks)) + "\n",
                             capture_output=True, text=True, check=True).stdout.splitlines()
    wrong = lost = matched = places = empty = 0
    reasons = {}
    for task, line in zip(tasks, answers, strict=True):
        ours = json.loads(line)
        if ours["lost"]:
            # What is left out must be what cannot match or needs no token, nothing that works.
            lost += 1
            why = ours["lost"].split(": ", 1)[1]
            reason = "fits no token" if "fits no token" in why else why.split(":")[0]
            reasons[reason] = reasons.get(reason, 0) + 1
            if reason == "fits no token" and longest(vocab, ours["tokens"], task["pattern"]):
                needed = [t for t in task["pattern"] if t.get("OP") in ("!", "?", "*", "{,2}", "{0,1}")]
                wrong += not needed
            continue
        peer = longest(vocab, ours["tokens"], task["pattern"])
        matched += bool(peer)
        places += len(peer)
        if sorted(ours["matches"]) != peer:
            wrong += 1
            if wrong <= 5:
                print(json.dumps(task, ensure_ascii=False), "\nours", ours["matches"], "\npeer", peer,
                      "\n", ours["tokens"])
    print(f"{len(tasks) - lost} patterns compared, {matched} find something, {places} places; "
          f"{lost} left out {reasons}; {wrong} differ")
    assert matched > 2000 and lost < len(tasks) / 4
    assert set(reasons) <= {"fits no token", "The pattern needs no token at all"}, reasons
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
