"""Vectors of single words from the teacher's encoder, for the model of Kua to begin with.

    python vectors.py --minilm DIR [--load teacher.pt] --words FILE… --out words.kuav [--width 96]

Words: all whole words of the encoder's vocabulary, and those of FILEs (text or CoNLL-U) that come up twice. A word's
vector: the mean of its pieces before the encoder, beside what the teacher makes of the word standing alone, turned to
their main directions. Needs torch.
"""
import argparse, collections, re, struct
import torch
from teacher import Pieces, Teacher, Batch, load, read


def words(pieces, files):
    found = {w for w in pieces.ids if len(w) > 1 and w.isascii() and w.isalpha()} | {"a", "i"}
    seen = collections.Counter()
    for path in files:
        for line in open(path, encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) == 10:
                seen[c[1]] += 1
            elif len(c) == 1 and not line.startswith("#"):
                seen.update(re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\S", line))
    small = collections.Counter()
    for form, n in seen.items():
        key = "".join("0" if ch.isnumeric() else ch for ch in form.replace("’", "'").lower())
        small[key] += n
    found |= {w for w, n in small.items() if n > 1 and "\t" not in w}
    return sorted(found)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--minilm", required=True)
    p.add_argument("--load", nargs="*", default=[])
    p.add_argument("--words", nargs="*", default=[])
    p.add_argument("--width", type=int, default=96)
    p.add_argument("--out", required=True)
    args = p.parse_args()
    torch.set_num_threads(1)
    pieces = Pieces(args.minilm + "/vocab.txt")
    names = words(pieces, args.words)
    plain = Teacher({"": 0}, {"": 0})
    plain.load_minilm(args.minilm + "/model.safetensors")
    parts = []
    with torch.no_grad():
        table = plain.words.weight
        parts.append(torch.stack([table[pieces.word(w)].mean(0) for w in names]))
        if args.load:
            (model, *_), tags, rels = load(args.load)
            model.eval()
            rows = []
            for at in range(0, len(names), 256):
                some = [{"lines": [], "words": [{"form": w, "tag": "", "rel": "", "head": 0, "ent": None}]} for w in names[at : at + 256]]
                rows.append(model.encode(Batch(some, pieces, tags, rels))[:, 0, :])
            parts.append(torch.cat(rows))
        x = []
        for part in parts:
            part = part - part.mean(0)
            x.append(part / part.pow(2).sum(1).mean().sqrt())
        x = torch.cat(x, 1)
        _, vectors = torch.linalg.eigh(x.T @ x)
        y = x @ vectors[:, -args.width :].flip(1)
        y = y / y.pow(2).mean(0, keepdim=True).sqrt().pow(0.6)  # the last directions count for something too
        y = y / y.pow(2).mean().sqrt()
        y = y * (1.0 / y.pow(2).mean(1, keepdim=True).sqrt()).clamp(max=1.5, min=0.5)
    print(len(names), "words, width", args.width, "of", x.shape[1])
    text = "\n".join(names).encode()
    with open(args.out, "wb") as out:
        out.write(b"KUAM-01\n" + struct.pack("<II", len(names), len(text)) + text + struct.pack("<II", *y.shape))
        for row in y.tolist():
            scale = struct.unpack("<f", struct.pack("<f", max(abs(v) for v in row) / 127))[0]
            out.write(struct.pack("<f", scale) + bytes(max(-127, min(127, round(v / (scale or 1)))) & 255 for v in row))


if __name__ == "__main__":
    main()
