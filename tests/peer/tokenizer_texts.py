# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts that tokenizers are compared on: hard cases, random ones, every code point, corpora."""
from pathlib import Path

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


def hard_tasks(rng, count=20000):
    """Raw and pre-split."""
    hard = HARD + list(random_words(rng, count))
    return hard + [h.split(" ") for h in hard] + [["", "a", "\u200b", "b c", ""]]


def corpus_tasks(root, every=1):
    """Each sentence of each corpus (or every n-th), raw and pre-split."""
    tasks = []
    folder = Path(root).parent / "shared/data"
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        if path.is_file() and path.suffix != ".md" and path.suffix != ".csv":
            for number, tokens in enumerate(sentences(path)):
                if number % every == 0:
                    tasks += [" ".join(tokens), tokens]
    return tasks


def code_points(each=24):
    """Every code point, several in one text, each inside, before and behind a word and with marks."""
    points = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for start in range(0, len(points), each):
        yield " ".join(f"a{c}b {c}1{c} {c}\u0301 e{c}\u0323x" for c in points[start:start + each])
