# SPDX-License-Identifier: GPL-3.0-or-later
"""Byte-pair and unigram tokenizers as the encoders RoBERTa, ModernBERT, XLM-R and DeBERTa-v3 have
them, and the other steps of tokenizer.json: trained here on the corpora, compared with the
`tokenizers` package in ids and offsets on the corpora, hard cases and every code point."""
import base64
import json
import random
import sys
import tempfile
from pathlib import Path

from tokenizer_support import differences
from tokenizer_texts import code_points, corpus_tasks, hard_tasks
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

try:
    import sentencepiece
except ImportError:
    print("sentencepiece is missing: delete build/peers/.complete and run packaging/test")
    sys.exit(77)

ROBERTA = ["<s>", "<pad>", "</s>", "<unk>"]
CL100K = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")


def bpe(texts, normalizer, pre_tokenizer, special, size=3000, **options):
    tokenizer = Tokenizer(models.BPE(**options))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer
    alphabet = [] if options else pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False))
    return tokenizer


def roberta(texts, prefix, trim):
    tokenizer = bpe(texts, None, pre_tokenizers.ByteLevel(add_prefix_space=prefix), ROBERTA)
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=trim, add_prefix_space=prefix)
    return tokenizer


def modernbert(texts):
    """Runs of blanks are added tokens in normalized text."""
    tokenizer = bpe(texts, normalizers.NFC(), pre_tokenizers.ByteLevel(add_prefix_space=False),
                    ["|||IP_ADDRESS|||", "<|padding|>"])
    tokenizer.add_tokens([AddedToken(" " * n, normalized=True, special=False) for n in range(24, 1, -1)])
    tokenizer.add_special_tokens(["[UNK]", "[CLS]", "[SEP]", "[PAD]", AddedToken("[MASK]", lstrip=True)])
    tokenizer.add_tokens([AddedToken("[unused0]", normalized=True), AddedToken("e\u0301x", single_word=True)])
    return templated(tokenizer, "[CLS]", "[SEP]")


def split_bpe(texts):
    steps = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(CL100K), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)])
    tokenizer = bpe(texts, None, steps, ROBERTA, 3000)
    spec = json.loads(tokenizer.to_str())
    spec["model"]["ignore_merges"] = True
    tokenizer = Tokenizer.from_str(json.dumps(spec))
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True, add_prefix_space=False),
        processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])])
    return tokenizer


def sentencepiece_bpe(texts):
    """Characters beyond the alphabet are unknown, fused, or spelled in bytes."""
    special = ["<unk>", "<s>", "</s>", "<pad>"] + [f"<0x{b:02X}>" for b in range(200)]
    tokenizer = bpe(texts[:4000], normalizers.Sequence([normalizers.Nmt(), normalizers.Replace(" ", "\u2581")]),
                    pre_tokenizers.Metaspace(prepend_scheme="first"), special, 2000,
                    unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    return templated(tokenizer, "<s>", "</s>")


def suffixed_bpe(texts):
    tokenizer = bpe(texts[:4000], normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents(),
                                                        normalizers.Lowercase()]),
                    pre_tokenizers.Whitespace(), ["<unk>", "<s>", "</s>"], 1500, unk_token="<unk>",
                    continuing_subword_prefix="@@", end_of_word_suffix="</w>")
    return templated(tokenizer, "<s>", "</s>")


def templated(tokenizer, cls, sep):
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{cls} $A {sep}",
        special_tokens=[(cls, tokenizer.token_to_id(cls)), (sep, tokenizer.token_to_id(sep))])
    return tokenizer


def fields(data):
    """Fields of a message of protocol buffers: (number, value)."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            size = {1: 8, 5: 4}.get(key & 7)
            size = varint() if size is None else size
            yield key >> 3, data[at:at + size]
            at += size


def sentencepiece_model(texts, folder):
    """Pieces with scores and the real table of replacements that SentencePiece writes (nmt_nfkc)."""
    source = Path(folder) / "texts.txt"
    source.write_text("\n".join(texts), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(source), model_prefix=str(Path(folder) / "m"), vocab_size=4000, model_type="unigram",
        character_coverage=0.9995, normalization_rule_name="nmt_nfkc", hard_vocab_limit=False,
        minloglevel=2)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(Path(folder) / "m.model"))
    pieces = [(processor.id_to_piece(i), processor.get_score(i)) for i in range(processor.get_piece_size())]
    model = list(fields((Path(folder) / "m.model").read_bytes()))
    spec = dict(fields(next(value for number, value in model if number == 3)))
    return pieces, base64.b64encode(spec[2]).decode()


def precompiled(charsmap, *others):
    """A sequence with the table, by way of JSON: the package takes raw bytes only."""
    return [{"type": "Precompiled", "precompiled_charsmap": charsmap}, *others]


def with_normalizers(tokenizer, parts):
    spec = json.loads(tokenizer.to_str())
    spec["normalizer"] = {"type": "Sequence", "normalizers": parts}
    return Tokenizer.from_str(json.dumps(spec))


BLANKS = {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}


def xlm_roberta(pieces, charsmap):
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *pieces[3:], ("<mask>", 0.0)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, 3, False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.add_special_tokens([*ROBERTA, AddedToken("<mask>", lstrip=True)])
    return with_normalizers(templated(tokenizer, "<s>", "</s>"), precompiled(charsmap, BLANKS))


def deberta(pieces, charsmap):
    vocabulary = [("[PAD]", 0.0), ("[CLS]", 0.0), ("[SEP]", 0.0), ("[UNK]", 0.0), *pieces[3:]]
    tokenizer = Tokenizer(models.Unigram(vocabulary, 3, False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Punctuation("isolated"), pre_tokenizers.Metaspace()])
    tokenizer.add_special_tokens(["[PAD]", "[CLS]", "[SEP]", AddedToken("[UNK]", normalized=True)])
    tokenizer.add_special_tokens([AddedToken("[MASK]", normalized=False)])
    tokenizer = templated(tokenizer, "[CLS]", "[SEP]")
    strip = {"type": "Strip", "strip_left": True, "strip_right": True}
    return with_normalizers(tokenizer, [strip, *precompiled(charsmap, BLANKS)])


def unigram(texts):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Strip(left=True, right=False)])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.Metaspace(prepend_scheme="first")])
    tokenizer.train_from_iterator(texts[:6000], trainers.UnigramTrainer(
        vocab_size=8000, special_tokens=["<s>", "</s>", "<unk>"] + [f"<0x{b:02X}>" for b in range(256)],
        unk_token="<unk>", show_progress=False))
    spec = json.loads(tokenizer.to_str())
    spec["model"]["byte_fallback"] = True
    return templated(Tokenizer.from_str(json.dumps(spec)), "<s>", "</s>")


def decomposed(texts):
    tokenizer = unigram(texts)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.Prepend("_")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split("-", "merged_with_previous"),
        pre_tokenizers.Split(Regex(r"\d+|[A-Z]"), "removed", invert=True),
        pre_tokenizers.Punctuation("contiguous"), pre_tokenizers.Metaspace(prepend_scheme="never", split=False)])
    return tokenizer


def main():
    tool, root = sys.argv[1], Path(sys.argv[2])
    only = sys.argv[3:]
    rng = random.Random(7)
    hard, points = hard_tasks(rng, 6000), list(code_points())
    hard += ["a  b   c    d", "  lead", "trail  ", "x <mask> y", "x  <mask>", "<s>a</s>", "[unused0]", "ex e\u0301x ",
             "it's I'LL we'RE 'tis ''s", "a\u3000\u3000b", "1234567 12\u0663\u0664", "\r\n\r\n a\r\nb", "a\u0301" * 40,
             "\u0323\u0301x", "e\u0301\u0323\u0300", "\u1100\u1161\u11a8\u1112", "\uff21\uff22\ufb01\u2460\u0301"]
    # Every sentence and every code point where the steps differ from those of the cases before:
    # a split by an expression is by letters and digits, DeBERTa's table is XLM-R's.
    every, some = corpus_tasks(root), corpus_tasks(root, 8)
    texts = [t for t in some if isinstance(t, str)] or [t for t in hard if isinstance(t, str)]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        pieces, charsmap = sentencepiece_model(texts, name)
        cases = {
            "roberta": (lambda: roberta(texts, False, True), hard + points + every),
            "roberta, blank before": (lambda: roberta(texts, True, True), hard + some),
            "roberta, whole offsets": (lambda: roberta(texts, True, False), hard + some),
            "modernbert": (lambda: modernbert(texts), hard + points + some),
            "split by an expression": (lambda: split_bpe(texts), hard + some),
            "sentencepiece bpe": (lambda: sentencepiece_bpe(texts), hard + some),
            "bpe with suffixes": (lambda: suffixed_bpe(texts), hard + points + some),
            "xlm-r": (lambda: xlm_roberta(pieces, charsmap), hard + points + every),
            "deberta": (lambda: deberta(pieces, charsmap), hard + some),
            "unigram": (lambda: unigram(texts), hard + points + some),
            "decomposed": (lambda: decomposed(texts), hard + points + some),
        }
        for title, (make, tasks) in cases.items():
            if only and title not in only:
                continue
            make().save(str(Path(name) / "tokenizer.json"))
            for special, compared in ((False, tasks), (True, hard)):
                count = differences(tool, name, compared, special)
                print(f"{title}, control tokens {special}: {len(compared)} texts, {count} differ", flush=True)
                wrong += count
    return 1 if wrong else 0


sys.exit(main())
