#!/usr/bin/env python3
# SPDX-License-Identifier: CC0-1.0
"""generate.py [--without-errors] [OUT]: writes the sample project's files into OUT.

OUT is this folder unless named. The same script gives the same bytes on every machine: it has a
random generator of its own (SplitMix64) and uses nothing beyond the standard library.

Files: train.conll, validation.conll, test.conll, names.tsv (name, position, origin),
label_errors.tsv (what is wrong in train.conll on purpose), counts.tsv (split, language, what,
number, counted from the phrases and not from the files) and README.md with its table of figures.
"""
import re
import sys
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True

import chinese  # noqa: E402
import english  # noqa: E402
import names  # noqa: E402

SEED = 20260314
LABELS = ["PER", "ORG", "LOC", "PRODUCT", "MONEY", "DATE"]
SPLITS = ["train", "validation", "test"]
SENTENCES = {  # at least so many; the last document may go over
    "en": {"train": 1890, "validation": 270, "test": 540},
    "zh": {"train": 1050, "validation": 150, "test": 300},
}
# Share of names, firms, products and places drawn from those that training never sees.
UNSEEN = {"train": 0.0, "validation": 0.25, "test": 0.5}
HELD_OUT = 5  # of a list with so many phrases or more, every fifth is kept out of training
ANGLO_IN_TRAINING = 0.92  # share of English people; the test split is even over all origins
ERRORS = {"en": 8, "zh": 2}  # of each kind
ERROR_KINDS = ["type", "boundary", "missed", "spurious"]

TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?\b|\d+(?:[.,:/]\d+)*"
                   r"|[^\W\d_][^\W_]*(?:[-'][^\W_]+)*|\S")


class Rng:
    """SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        return (z ^ (z >> 31)) % n

    def chance(self, p):
        return self.below(1 << 30) < p * (1 << 30)

    def pick(self, items):
        return items[self.below(len(items))]

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


class Piece:
    """A stretch of text with its label, or None, and the origin of a person's name."""

    def __init__(self, text, label=None, origin=None):
        self.text, self.label, self.origin = text, label, origin


class Writer:
    """What one document knows: its split, its people and firms, and how to expand a phrase."""

    def __init__(self, rng, split, module, origins):
        self.rng, self.split, self.module, self.origins = rng, split, module, origins
        self.people, self.last = [], {}

    def pool(self, lists):
        return self.rng.pick(lists[1] if self.rng.chance(UNSEEN[self.split]) else lists[0])

    def phrases(self, items):
        if self.split == "train" and len(items) >= HELD_OUT:
            items = [item for i, item in enumerate(items) if i % HELD_OUT != HELD_OUT - 1]
        return self.rng.pick(items)

    def expand(self, phrase):
        while True:
            choice = re.search(r"\(([^()]*\|[^()]*)\)", phrase)
            if not choice:
                break
            option = self.rng.pick(choice.group(1).split("|"))
            phrase = phrase[:choice.start()] + option + phrase[choice.end():]
        pieces = []
        for part in re.split(r"(\{[A-Za-z_]+=?\})", phrase):
            if not part.startswith("{"):
                if part:
                    pieces.append(Piece(part))
                continue
            key = part[1:-1]
            if key in self.module.RULES:
                pieces += self.expand(self.rng.pick(self.module.RULES[key]))
            else:
                pieces += self.entity(key)
        return pieces

    def entity(self, key):
        kind, again = key.rstrip("="), key.endswith("=")
        if kind == "digits":
            return [Piece(str(100 + self.rng.below(49900)))]
        if kind == "small":
            return [Piece(str(2 + self.rng.below(88)))]
        if kind == "digit":
            return [Piece(str(self.rng.below(10)))]
        if again and kind in self.last:
            return [Piece(self.shorter(kind, self.last[kind]), kind)]
        if kind in ("ORG", "LOC", "PRODUCT"):
            name = getattr(self, kind.lower())()
            self.last[kind] = name
            return [Piece(name, kind)]
        return getattr(self, kind.lower())(again)

    def person(self, again):
        if again and self.people or self.people and self.rng.chance(0.15):
            return self.people[-1]
        self.people.append(self.new_person())
        return self.people[-1]


class English(Writer):
    def new_person(self):
        if self.split == "test":
            if not self.origins:
                self.origins += self.rng.shuffled(names.ORIGINS)
            origin = self.origins.pop()
        elif self.rng.chance(ANGLO_IN_TRAINING):
            origin = "anglo"
        else:
            origin = self.rng.pick(names.ORIGINS[1:])
        return (self.pool(names.GIVEN[origin]), self.pool(names.SURNAMES[origin]), origin)

    def full(self, again):
        given, surname, origin = self.person(again)
        if self.rng.chance(0.06):
            return [Piece(f"{given[0]}. {surname}", "PER", origin)]
        return [Piece(f"{given} {surname}", "PER", origin)]

    def given(self, again):
        given, _, origin = self.person(again)
        return [Piece(given, "PER", origin)]

    def sur(self, again):
        _, surname, origin = self.person(again)
        return [Piece(surname, "PER", origin)]

    def per(self, again):
        form = self.rng.below(10)
        if form < 5:
            return self.full(again)
        if form < 8:
            return self.given(again)
        return [Piece(self.rng.pick(["Mr ", "Ms ", "Mrs ", "Dr "]))] + self.sur(again)

    def org(self):
        rng, form = self.rng, self.rng.below(100)
        surname = lambda: self.pool(names.SURNAMES["anglo"])  # noqa: E731
        if form < 45:
            return f"{self.pool(english.ORG_STEMS)} {rng.pick(english.ORG_ENDS)}"
        if form < 72:
            return self.pool(english.ORG_STEMS)
        if form < 78:
            return f"{surname()} {rng.pick(['&', 'and'])} {surname()}"
        if form < 84:
            given = self.pool(names.GIVEN["anglo"])
            return rng.pick([f"{given} {surname()} {rng.pick(['Ltd', 'Stores', 'Associates'])}",
                             f"{given}'s Kitchen", f"{surname()} {rng.pick(english.ORG_ENDS)}"])
        if form < 91:
            place = self.pool(english.PLACES).replace("the ", "")
            return f"{place} {self.pool(english.ORG_STEMS)} {rng.pick(['Group', 'Bank', 'Rail'])}"
        return self.pool(english.ORG_ABBREVIATIONS)

    def product(self):
        name = self.pool(english.PRODUCTS)
        return f"{self.pool(english.ORG_STEMS)} {name}" if self.rng.chance(0.15) else name

    def loc(self):
        return self.pool(english.PLACES)

    def street(self, _):
        return [Piece(f"{self.pool(names.SURNAMES['anglo'])} Street", "LOC")]

    def shorter(self, kind, name):
        return name.split(" ")[0] if kind == "ORG" and self.rng.chance(0.6) \
            and "&" not in name and " and " not in name else name

    def money(self, _):
        rng = self.rng
        n = 2 + rng.below(98)
        thousand = f"{1 + rng.below(40)},{rng.below(10)}00"
        cents = f"{n}.{rng.pick(['99', '50', '20', '05'])}"
        big = rng.pick([f"{1 + rng.below(9)}.{rng.below(10)}", str(n)])
        word = rng.pick("ten twenty fifty eighty".split())
        service = ["${c}", "£{c}", "€{n}", "{n} euros", "{n} dollars", "{c} EUR", "{n} quid",
                   "{n} bucks", "{w} pounds", "RMB {t}", "{t} yuan", "Rs {t}", "{n} pounds {w}",
                   "a hundred dollars", "{w} euros", "₦{t}", "{c}€", "USD {c}", "{n} cents"]
        news = ["${b}bn", "${b} billion", "€{b}m", "{b} million euros", "RMB {b} billion",
                "£{b}bn", "US${b} million", "{b}bn yen", "{b} million pounds", "EUR {b}bn",
                "{b} million rupees", "half a billion dollars", "{b}m zlotys", "{n} cents", "${c}",
                "CHF {b}m", "{w} million dollars"]
        form = rng.pick(news if self.genre == "news" else service)
        return [Piece(form.format(c=cents, n=n, t=thousand, b=big, w=word), "MONEY")]

    def date(self, _):
        rng = self.rng
        day, month, year = 1 + rng.below(28), rng.pick(english.MONTHS), 2019 + rng.below(8)
        number = english.MONTHS.index(month) + 1
        nth = f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"
        return [Piece(rng.pick([
            rng.pick(english.DAYS), rng.pick(english.DAYS), f"{day} {month}", f"{month} {day}",
            f"{month} {day}, {year}", f"{day} {month[:3]} {year}", f"{year}-{number:02}-{day:02}",
            f"{day:02}/{number:02}/{year}", f"{day}.{number}.{year}", f"the {nth} of {month}",
            f"{month} {nth}", f"{month} {year}", "yesterday", "Christmas", f"the {nth}", month,
        ]), "DATE")]

    def on(self, _):
        """A point in the past, with its preposition."""
        rng = self.rng
        if rng.chance(0.45):
            return [Piece(rng.pick([
                "yesterday", "last week", "today", "last " + rng.pick(english.DAYS), "this morning",
                "two weeks ago", "last month", "the other day", "a year ago", "last year",
                "last " + rng.pick(english.MONTHS), "earlier this week",
            ]), "DATE")]
        date = self.date(0)
        text = date[0].text
        if text == "yesterday":
            return date
        if text == "Christmas":
            return [Piece("at ")] + date
        if text.split(" ")[0] in english.MONTHS and re.fullmatch(r"\w+( \d{4})?", text):
            return [Piece("in ")] + date
        return [Piece(rng.pick(["on ", "on ", "around "]))] + date

    def soon(self, _):
        rng = self.rng
        if rng.chance(0.5):
            return [Piece(rng.pick(["tomorrow", "next week", "next " + rng.pick(english.DAYS),
                                    "this afternoon", "next month"]), "DATE")]
        return [Piece("on "), Piece(rng.pick(english.DAYS), "DATE")]

    def by(self, _):
        return [Piece(self.rng.pick(["by ", "before ", "no later than "])),
                *(self.date(0) if self.rng.chance(0.7) else
                  [Piece(self.rng.pick(["next week", "the end of the month", "tomorrow",
                                        "year-end"]), "DATE")])]

    def period(self, _):
        year = 2019 + self.rng.below(8)
        return [Piece(self.rng.pick([
            f"Q{1 + self.rng.below(4)} {year}",
            f"the {self.rng.pick(['first', 'second', 'third'])} quarter",
            f"fiscal {year}", str(year), f"the first half of {year}",
            f"the three months to {self.rng.pick(english.MONTHS)}",
            "the holiday quarter", f"{self.rng.pick(['early', 'late'])} {year}",
        ]), "DATE")]

    def year(self, _):
        return [Piece(str(1988 + self.rng.below(38)), "DATE")]


class Chinese(Writer):
    def new_person(self):
        if self.rng.chance(0.85 if self.split != "test" else 0.7):
            return (self.pool(names.ZH_GIVEN), self.pool(names.ZH_SURNAMES), "east_asian")
        origin = self.rng.pick(sorted(names.ZH_FOREIGN)) if self.split == "test" else "anglo"
        given, surname = self.pool(names.ZH_FOREIGN[origin]).split("·")
        return (given, surname, origin)

    def per(self, again):
        given, surname, origin = self.person(again)
        if origin == "east_asian":
            form = self.rng.below(10)
            text = surname + given if form < 8 else given if form < 9 \
                else familiar(self.rng, surname)
        else:
            text = self.rng.pick([f"{given}·{surname}", surname])
        return [Piece(text, "PER", origin)]

    def zhsur(self, _):
        return [Piece(self.pool(names.ZH_SURNAMES), "PER", "east_asian")]

    def org(self):
        stem, end = self.pool(chinese.ORG_STEMS), self.rng.pick(chinese.ORG_ENDS)
        form = self.rng.below(10)
        if form < 5:
            return stem + end
        return stem if form < 7 else self.pool(chinese.PLACES) + stem + end if form < 9 \
            else self.pool(chinese.PLACES) + end

    def product(self):
        return self.pool(chinese.PRODUCTS)

    def loc(self):
        return self.pool(chinese.PLACES)

    def shorter(self, kind, name):
        return name[:2] if kind == "ORG" and self.rng.chance(0.5) else name

    def money(self, _):
        rng, n = self.rng, 2 + self.rng.below(97)
        digits = "一二三四五六七八九"
        a, b = rng.pick(digits), rng.pick(digits)
        service = [f"{n}元", f"{n}块", f"{a}千{b}百元", f"{a}十{b}块钱", f"￥{n}.9", f"{n}00元", "两百多块",
                   f"人民币{a}百元", f"{n}块{1 + rng.below(9)}", f"{a}百{b}", f"{n}欧元"]
        news = [f"{n}亿元", f"{1 + rng.below(9)}.{rng.below(10)}亿元", f"{n}00万元", f"{a}十{b}亿美元",
                f"{n}亿欧元",
                f"人民币{a}千万元", f"{n}亿港元", f"{n}.5万元", f"{a}亿多元"]
        return [Piece(rng.pick(news if self.genre == "news" else service), "MONEY")]

    def date(self, _):
        rng, m, d = self.rng, 1 + self.rng.below(12), 1 + self.rng.below(28)
        digits = "一二三四五六七八九"
        year = 2019 + rng.below(8)
        common = [f"{m}月{d}日", f"{year}年{m}月", "昨天", "上周" + rng.pick("一二三四五六日"), "去年", "前天",
                  f"{rng.pick(digits)}月{rng.pick(digits)}号", f"{year}年{m}月{d}日", "上个月", "今天",
                  f"{m}月初"]
        news = [f"{year}年第{rng.pick('一二三四')}季度", f"今年前{rng.pick('三五')}个月", f"{year}财年", "今年上半年",
                f"{year}年"]
        own = news if self.genre == "news" else ["双十一", f"{d}号"]
        return [Piece(rng.pick(common + own), "DATE")]

    def soon(self, _):
        return [Piece(self.rng.pick([
            "明天", "后天", "下周" + self.rng.pick("一二三四五"), "下个月", "年底", "明年", "月底",
            f"{1 + self.rng.below(12)}月底"]), "DATE")]

    def year(self, _):
        return [Piece(f"{1988 + self.rng.below(38)}年", "DATE")]


def familiar(rng, surname):
    """A familiar form, such as 老王, which is a name as a whole."""
    return rng.pick(["老", "小"]) + surname


def plan(writer, module, genre):
    """The phrases of one document, in order."""
    rng = writer.rng
    if genre == "news":
        lists = [module.NEWS["lead"]] + [module.NEWS["body"]] * (1 + rng.below(5))
    elif rng.chance(0.3):
        lists = [module.SERVICE["agent_open"]] + [module.SERVICE["agent"]] * (1 + rng.below(3))
        lists += [module.SERVICE["agent_close"]] if rng.chance(0.6) else []
    else:
        lists = [module.SERVICE["open"]] if rng.chance(0.45) else []
        lists += [module.SERVICE["problem"]] + [module.SERVICE["detail"]] * rng.below(3)
        lists += [module.SERVICE["ask"]] if rng.chance(0.6) or len(lists) < 2 else []
        lists += [module.SERVICE["close"]] if rng.chance(0.45) else []
    chosen = []
    for items in lists:
        phrase = writer.phrases(items)
        if phrase not in chosen:
            chosen.append(phrase)
    return chosen


def typo(rng, match):
    word = match.group(0)
    if len(word) < 5 or not rng.chance(0.07):
        return word
    at = 1 + rng.below(len(word) - 2)
    return rng.pick([word[:at] + word[at + 1:], word[:at] + word[at] + word[at:],
                     word[:at] + word[at + 1] + word[at] + word[at + 2:]])


SHORT = {"please": "plz", "you": "u", "your": "ur", "because": "cuz", "and": "&", "not": "nt"}


def dress_english(rng, sentences, genre):
    """Writes the sentences as people do: neat, all in lower case, or in a hurry."""
    style = "neat" if genre == "news" else rng.pick(["neat"] * 9 + ["lower"] * 6 + ["sloppy"] * 5)
    headline = genre == "news" and rng.chance(0.12)
    out = []
    for number, pieces in enumerate(sentences):
        if style == "neat":
            for piece in pieces:
                if piece.label is None:
                    piece.text = re.sub(r"\bi\b", "I", piece.text)
            pieces[0].text = pieces[0].text[0].upper() + pieces[0].text[1:]
            if headline and number == 0:
                for piece in pieces:
                    piece.text = piece.text.upper()
                drop_end(pieces)
        else:
            for piece in pieces:
                if piece.label is None and style == "sloppy":
                    piece.text = re.sub(r"[A-Za-z]+", lambda m: typo(rng, m), piece.text)
                    piece.text = re.sub(r"[a-z]+", lambda m: SHORT.get(m.group(0), m.group(0))
                                        if rng.chance(0.4) else m.group(0), piece.text)
                    if rng.chance(0.4):
                        piece.text = piece.text.replace(",", "")
                if style == "lower" or rng.chance(0.5):
                    piece.text = piece.text.lower()
            if rng.chance(0.5):
                drop_end(pieces)
            if rng.chance(0.08):
                pieces.append(Piece(rng.pick([" !!", " :(", "...", " 😡", " ???", " asap"])))
            if out and style == "sloppy" and rng.chance(0.3) and len(sentences) > 3:
                drop_end(out[-1])
                out[-1] += [Piece(rng.pick([" and ", ", ", " ", " but ", " - "]))] + pieces
                continue
        out.append(pieces)
    return out


def dress_chinese(rng, sentences, genre):
    hurried = genre == "service" and rng.chance(0.5)
    out = []
    for pieces in sentences:
        if hurried:
            for piece in pieces:
                if piece.label is None and rng.chance(0.3):
                    piece.text = piece.text.replace("，", rng.pick([",", "", "，，"])) or "，"
            if rng.chance(0.6):
                drop_end(pieces)
            if out and rng.chance(0.2) and len(sentences) > 3:
                drop_end(out[-1])
                out[-1] += [Piece("，")] + pieces
                continue
        out.append(pieces)
    return out


def drop_end(pieces):
    last = pieces[-1]
    if last.label is None and last.text and last.text[-1] in ".!,:。！，":
        last.text = last.text[:-1]
        if not last.text and len(pieces) > 1:
            pieces.pop()


class Sentence:
    """Text, tokens (begin, end) and mentions (begin, end, label, origin), in code points."""

    def __init__(self, pieces, language):
        pieces = [piece for piece in pieces if piece.text]
        self.text = "".join(piece.text for piece in pieces)
        self.tokens, self.mentions = [], []
        at = 0
        for piece in pieces:
            pattern = re.compile(r"\S") if language == "zh" else TOKEN
            found = pattern.finditer(piece.text)
            self.tokens += [(at + m.start(), at + m.end()) for m in found]
            if piece.label:
                self.mentions.append((at, at + len(piece.text), piece.label, piece.origin))
            at += len(piece.text)
        cut = len(self.text) - len(self.text.lstrip())
        if cut or self.text != self.text.rstrip() or not self.tokens:
            raise SystemExit(f"blanks at an edge, or no word: {self.text!r}")
        self.given = [mention[:3] for mention in self.mentions]  # as the file will say it

    def lines(self):
        tags = {}
        for begin, end, label in self.given:
            inside = [token for token in self.tokens if begin <= token[0] and token[1] <= end]
            for token in inside:
                tags[token] = ("B-" if token == inside[0] else "I-") + label
        return [f"{self.text[b:e]}\t{tags.get((b, e), 'O')}" for b, e in self.tokens]


def make_documents(language, split, seed, seen):
    rng = Rng(seed)
    module, maker, dress = {"en": (english, English, dress_english),
                            "zh": (chinese, Chinese, dress_chinese)}[language]
    documents, origins, total = [], [], 0
    while total < SENTENCES[language][split]:
        genre = "service" if rng.chance(0.5) else "news"
        writer = maker(rng, split, module, origins)
        writer.genre = genre
        sentences = [writer.expand(phrase) for phrase in plan(writer, module, genre)]
        sentences = [Sentence(pieces, language) for pieces in dress(rng, sentences, genre)]
        text = "\n".join(sentence.text for sentence in sentences)
        if not 2 <= len(sentences) <= 6 or text in seen:
            continue
        seen.add(text)
        total += len(sentences)
        name = f"{language}-{split}-{len(documents) + 1:04}"
        documents.append((name, language, genre, sentences))
    return documents


def change(rng, sentence, kind):
    """A wrong reading of one mention: (right, given), each (begin, end, label) or None."""
    mentions, tokens = sentence.given, sentence.tokens
    free = [t for t in tokens if not any(b < t[1] and t[0] < e for b, e, _ in mentions)]
    if kind == "spurious":
        words = [t for t in free if t[1] - t[0] >= (1 if sentence.text[t[0]] > "\u2e80" else 4)
                 and sentence.text[t[0]].isalpha()]
        return (None, (*rng.pick(words), rng.pick(LABELS[:4]))) if words else None
    if not mentions:
        return None
    begin, end, label = right = rng.pick(mentions)
    if kind == "missed":
        return right, None
    if kind == "type":
        return right, (begin, end, rng.pick([other for other in LABELS[:4] if other != label]))
    inside = [t for t in tokens if begin <= t[0] and t[1] <= end]
    options = [(inside[1][0], end), (begin, inside[-2][1])] if len(inside) > 1 else []
    first, last = tokens.index(inside[0]), tokens.index(inside[-1])
    if first > 0 and tokens[first - 1] in free and sentence.text[tokens[first - 1][0]].isalpha():
        options.append((tokens[first - 1][0], end))
    if last + 1 < len(tokens) and tokens[last + 1] in free \
            and sentence.text[tokens[last + 1][0]].isalpha():
        options.append((begin, tokens[last + 1][1]))
    return (right, (*rng.pick(options), label)) if options else None


def plant_errors(documents):
    rows = []
    for language, count in ERRORS.items():
        rng = Rng(SEED + 99 + len(language + str(count)))
        order = rng.shuffled([doc for doc in documents if doc[1] == language])
        for kind in ERROR_KINDS * count:
            while True:
                name, _, _, sentences = order.pop()
                number = rng.below(len(sentences))
                pair = change(rng, sentences[number], kind)
                if pair:
                    break
            right, given = pair
            sentence = sentences[number]
            kept = [mention for mention in sentence.given if mention != right]
            sentence.given = sorted(kept + ([given] if given else []))
            begin, end, _ = right or given
            rows.append(("train.conll", name, str(number + 1), str(begin), str(end),
                         given[2] if given else "", right[2] if right else "", kind,
                         str(given[0]) if given else "", str(given[1]) if given else ""))
    return sorted(rows)


def count(documents):
    numbers = Counter()
    for _, language, _, sentences in documents:
        numbers[language, "documents"] += 1
        for sentence in sentences:
            numbers[language, "sentences"] += 1
            numbers[language, "tokens"] += len(sentence.tokens)
            numbers[language, "spans"] += len(sentence.given)
            for mention in sentence.given:
                numbers[language, mention[2]] += 1
            for mention in sentence.mentions:
                if mention[3]:
                    numbers[language, "origin:" + mention[3]] += 1
    return numbers


def figures(counts, unseen):
    kinds = ["documents", "sentences", "tokens", "spans"] + LABELS
    lines = ["| split | language | " + " | ".join(kinds) + " |", "|---" * (len(kinds) + 2) + "|"]
    for split in SPLITS:
        for language in ("en", "zh"):
            lines.append(f"| {split} | {language} | "
                         + " | ".join(str(counts[split][language, kind]) for kind in kinds) + " |")
    lines += ["", "Share of origins among English PER mentions (labels as they should be):", "",
              "| split | " + " | ".join(names.ORIGINS) + " |",
              "|---" * (len(names.ORIGINS) + 1) + "|"]
    for split in SPLITS:
        parts = [counts[split]["en", "origin:" + origin] for origin in names.ORIGINS]
        shares = " | ".join(f"{100 * n / sum(parts):.1f} %" for n in parts)
        lines.append(f"| {split} | {shares} |")
    lines += ["", "Share of test mentions whose text no training mention of that type has: "
              + ", ".join(f"{language} {share:.1f} %" for language, share in unseen.items()) + "."]
    return "\n".join(lines)


def unseen_share(documents, language):
    texts = {split: [(m[2], s.text[m[0]:m[1]].lower()) for d in documents[split] if d[1] == language
                     for s in d[3] for m in s.mentions] for split in ("train", "test")}
    known = set(texts["train"])
    return 100 * sum(mention not in known for mention in texts["test"]) / len(texts["test"])


def write(path, lines):
    path.write_bytes(("\n".join(lines) + "\n").encode())


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--without-errors"]
    here = Path(__file__).resolve().parent
    out = Path(arguments[0]) if arguments else here
    out.mkdir(parents=True, exist_ok=True)
    seen, documents, counts, errors = set(), {}, {}, []
    for i, split in enumerate(SPLITS):
        documents[split] = make_documents("en", split, SEED + i, seen) \
            + make_documents("zh", split, SEED + 10 + i, seen)
    if "--without-errors" not in sys.argv:
        errors = plant_errors(documents["train"])
    for split in SPLITS:
        counts[split] = count(documents[split])
        lines = []
        for name, language, genre, sentences in documents[split]:
            lines += [f"# newdoc id = {name}", f"# meta language = {language}",
                      f"# meta genre = {genre}"]
            for number, sentence in enumerate(sentences, 1):
                lines += [f"# sent_id = {name}-{number}",
                          f"# text = {sentence.text}", *sentence.lines(), ""]
        write(out / f"{split}.conll", lines[:-1])
    write(out / "names.tsv", ["name\tposition\torigin"] + ["\t".join(row) for row in names.rows()])
    write(out / "label_errors.tsv", ["file\tdocument\tsentence\tstart\tend\tgiven\tright\tkind\t"
                                     "given_start\tgiven_end"] + ["\t".join(row) for row in errors])
    write(out / "counts.tsv", ["split\tlanguage\twhat\tnumber"] + [
        f"{split}\t{language}\t{what}\t{number}" for split in SPLITS
        for (language, what), number in sorted(counts[split].items())])
    head, _, rest = (here / "README.md").read_text(encoding="utf-8").partition("<!-- figures -->\n")
    tail = rest.partition("<!-- end of figures -->\n")[2]
    unseen = {language: unseen_share(documents, language) for language in ("en", "zh")}
    (out / "README.md").write_bytes((head + "<!-- figures -->\n" + figures(counts, unseen)
                                     + "\n<!-- end of figures -->\n" + tail).encode())


if __name__ == "__main__":
    main()
