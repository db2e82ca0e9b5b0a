# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs on encoders whose layers are not BERT's, from the command line: random small ELECTRA, DeBERTa-v3
and ModernBERT folders learn the sample's sentences, with checkpointing and layer-wise rates, and what
the run saves gives transformers' pipeline("ner") the entities that Evenspan finds by the decoder of
the same name."""
import json
import os
import subprocess
import sys
import tempfile

import torch
import transformers
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

CLI = sys.argv[1]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "resources/sample")
SPECIAL = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def cli(*arguments):
    done = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, (arguments, done.stderr.decode()[-2000:])
    return done.stdout


def sentences(split):
    with open(f"{SAMPLE}/{split}.conll", encoding="utf-8") as file:
        return [line[len("# text = "):].rstrip("\n") for line in file if line.startswith("# text = ")]


def bert_pieces(texts):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=900, special_tokens=SPECIAL))
    return tokenizer


def unigram(texts):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.Strip(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.train_from_iterator(
        texts, trainers.UnigramTrainer(vocab_size=900, special_tokens=SPECIAL, unk_token="[UNK]"))
    return tokenizer


def byte_level(texts):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=900, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.add_special_tokens([AddedToken("[MASK]", lstrip=True)])
    return tokenizer


SIZES = dict(hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96, initializer_range=0.1)
CASES = {
    "electra": (bert_pieces, "BertTokenizer", dict(embedding_size=32, max_position_embeddings=128)),
    "deberta-v2": (unigram, "DebertaV2Tokenizer", dict(
        max_position_embeddings=128, type_vocab_size=0, relative_attention=True, position_buckets=32,
        norm_rel_ebd="layer_norm", share_att_key=True, pos_att_type="p2c|c2p", position_biased_input=False)),
    "modernbert": (byte_level, "PreTrainedTokenizerFast", dict(
        max_position_embeddings=512, local_attention=16, pad_token_id=0, cls_token_id=1, sep_token_id=2,
        bos_token_id=1, eos_token_id=2)),
}

with tempfile.TemporaryDirectory() as root:
    texts = sentences("train")
    project = f"{root}/p.evenspan"
    cli("project", "create", project)
    cli("import", project, *(f"{SAMPLE}/{s}.conll" for s in ("train", "validation")))
    with open(f"{root}/raw.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(sentences("test")[:60]) + "\n")
    for kind, (make, name, more) in CASES.items():
        folder = f"{root}/{kind}"
        os.mkdir(folder)
        tokenizer = make(texts)
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
        tokenizer.save(f"{folder}/tokenizer.json")
        with open(f"{folder}/tokenizer_config.json", "w", encoding="utf-8") as file:
            json.dump({"tokenizer_class": name, "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]",
                       "unk_token": "[UNK]", "mask_token": "[MASK]"}, file)
        torch.manual_seed(5)
        config = transformers.AutoConfig.for_model(kind, vocab_size=tokenizer.get_vocab_size(), **SIZES, **more)
        transformers.AutoModel.from_config(config).save_pretrained(folder)
        run = kind.replace("-", "_")
        cli("train", project, "--model", folder, "--name", run, "--set=max_steps=300", "--set=learning_rate=1e-3",
            "--where", "language=en", "--set=eval_every=300", "--events", f"{root}/events", "--set=max_length=96",
            "--set=precision=fp32", "--set=device=cpu", "--set=threads=1",
            "--set=layer_decay=0.9", "--set=gradient_checkpointing=true")
        mine = json.loads(cli("predict", project, "--run", run, "--input", f"{root}/raw.txt", "--json",
                              "--decoder", "hf:first"))
        model, info = transformers.AutoModelForTokenClassification.from_pretrained(
            f"{project}-files/models/{run}", output_loading_info=True)
        assert not any(info.values()), info
        pipe = transformers.pipeline("ner", model=f"{project}-files/models/{run}", aggregation_strategy="first")
        found, worst = 0, 0.0
        for answer in mine:
            theirs = pipe(answer["text"])
            a = [(s["label"], s["start"], s["end"]) for s in answer["spans"]]
            b = [(t["entity_group"], t["start"], t["end"]) for t in theirs]
            assert a == b, (kind, answer["text"], a, b)
            worst = max([worst, *(abs(s["score"] - float(t["score"])) for s, t in zip(answer["spans"], theirs))])
            found += len(a)
        with open(f"{root}/events", encoding="utf-8") as file:
            losses = [e["loss"] for e in map(json.loads, file) if e["event"] == "step"]
        first, last = sum(losses[:5]) / 5, sum(losses[-20:]) / 20
        print(f"{kind}: {found} entities in {len(mine)} sentences, largest difference of a score {worst:.2g}, "
              f"loss {first:.3f} -> {last:.3f}", flush=True)
        # A random encoder learns little in so few steps; that it learns is enough here.
        assert found > 20 and worst < 1e-4 and last < 0.5 * first
