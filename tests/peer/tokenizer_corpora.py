# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids and offsets over every sentence of every corpus, raw and pre-split, and over hard cases."""
import random
import sys
import tempfile
from pathlib import Path

from tokenizer_support import differences, model_folder, with_added_tokens

HARD = [
    "", " ", "[SEP]", "a [SEP] b", "x[MASK]y [CLS][PAD]", "[sep] [UNK]", "word" * 2500,
    "中文 text 混在一起，标点。", "東京タワーとソウル 서울특별시 한국어", "e\u0301te\u0301 n\u0303 A\u030a a\u0323\u0307",
    "👨‍👩‍👧‍👦 👍🏽 🇩🇪🇫🇷 ❤️", "\u202eabc\u202c \u200fdef\u200e", "a\x00b\x07c\ufffdd\ue000e\x85f",
    "İstanbul ı ß ẞ ΑΣ Σ ǅ ﬁ Ⅷ", "naïve café Ångström Łódź Øre đ", "x\u00a0y\u3000z\u2028w\u2009v",
    "state-of-the-art (U.S.A.) $3.50 50% #tag @me http://a.b/c?d=e", "≮a≯b≠c", "\u1fef\u037e\u0387",
    "\u200b", "\u200ba\u200bb\u200b", "\ufeffbom", "a" * 99, "a" * 100, "a" * 101, "é" * 100, "é" * 101,
    "\u0301abc", "ก็ไทย ລາວ ខ្មែរ မြန်မာ", "हिन्दी বাংলা தமிழ்", "עברית العربية ﷽", "豈更車", "\t\r\n \x0b\x0c x",
    "don't can't I'm", "1,000.50-2", "\U0001F600\U0001F1E6", "\u0345\u0399", "क़ ड़", "Ǆungla", "ſhip",
]


def sentences(path):
    """Tokens of a file of the CoNLL family; the reader is simple, since only tokens matter."""
    tokens = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        cells = line.rstrip("\r").split("\t") if "\t" in line.strip() or "\t" in line else line.split(" ")
        if line.strip() == "" or line.startswith("-DOCSTART-"):
            if tokens:
                yield tokens
            tokens = []
        elif line.startswith("# ") and len(cells) == 1 or line.startswith("# text") or line.startswith("# sent"):
            continue
        else:
            tokens.append(cells[1] if len(cells) == 5 else cells[0])
    if tokens:
        yield tokens


def random_words(rng, count):
    pool = [chr(c) for r in ((32, 127), (0xa0, 0x250), (0x300, 0x370), (0x3040, 0x30ff),
                             (0x4e00, 0x4e40), (0xac00, 0xac40), (0x1f600, 0x1f620), (0x2000, 0x2070))
            for c in range(*r)]
    for _ in range(count):
        yield "".join(rng.choices(pool, k=rng.randint(0, 25)))


def added_token_cases(rng, count):
    parts = ["<w>", "NEW", "<l>", "<r>", "<lr>", "[SEP]", "N", " ", "\u00a0", "\u3000", "\n", "a", "é",
             "\u0301", "_", "-", "7", "\u0e33", "中", "\u200d", "\u200b", "\U0001F600", "\u24b6", "\u203f"]
    for _ in range(count):
        yield "".join(rng.choices(parts, k=rng.randint(1, 12)))


def main():
    tool, root = sys.argv[1], Path(sys.argv[2])
    rng = random.Random(1)
    hard = HARD + list(random_words(rng, 20000))
    tasks = hard + [h.split(" ") for h in hard] + [["", "a", "\u200b", "b c", ""]]
    corpora = root.parent / "shared/data"
    for path in sorted(corpora.rglob("*")) if corpora.exists() else []:
        if path.is_file() and path.suffix != ".md" and path.suffix != ".csv":
            for tokens in sentences(path):
                tasks += [" ".join(tokens), tokens]
    wrong = 0
    for special in (False, True):
        count = differences(tool, model_folder(root), tasks, special)
        print(f"{len(tasks)} texts, control tokens {'matched' if special else 'as text'}: {count} differ")
        wrong += count
    cases = list(added_token_cases(rng, 20000))
    cases += [case.split(" ") for case in cases]
    with tempfile.TemporaryDirectory() as folder:
        where = with_added_tokens(root, folder)
        for special in (False, True):
            count = differences(tool, where, cases, special)
            print(f"{len(cases)} texts with added tokens, control tokens {special}: {count} differ")
            wrong += count
    return 1 if wrong else 0


sys.exit(main())
