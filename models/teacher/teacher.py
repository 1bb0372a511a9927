"""A joint tagger and parser on a small pretrained encoder, which labels raw text for the model of Kua to learn from.

    python teacher.py train  --minilm DIR --train TRAIN.conllu --dev DEV.conllu --out teacher.pt
    python teacher.py label  --minilm DIR --load teacher.pt --in RAW.conllu --out SILVER.conllu
    python teacher.py score  --minilm DIR --load teacher.pt --dev DEV.conllu

DIR holds the files of all-MiniLM-L6-v2 (`vocab.txt`, `model.safetensors`; Apache-2.0). TRAIN comes from
`cargo xtask train en --data BENCH --show TRAIN.conllu` (the sentences that Kua itself trains on, entities in MISC).
RAW comes from `kua inspect syntax --lines`. Needs torch, nothing else.

A word is the mean of its pieces after the encoder, beside what the encoder cannot see because it knows small letters
alone: capitals, shape and a look at the letters. Heads: tag (part of speech with features), entity, biaffine arcs and
labels (Dozat and Manning 2017).
"""
import argparse, json, math, random, struct, sys, time, unicodedata
import torch
from torch import nn
import torch.nn.functional as F

ENTITIES = ["O"] + [f"{p}-{t}" for t in ("Per", "Org", "Loc", "Gpe", "Norp") for p in "BI"]


# ---------------------------------------------------------------- data

def read(path):
    """Sentences of a CoNLL-U file: dicts of columns; `lines` keeps every line as it was."""
    out, lines, words = [], [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if words:
                out.append({"lines": lines, "words": words})
            lines, words = [], []
            continue
        lines.append(line)
        c = line.split("\t")
        if len(c) == 10 and c[0].isdigit():
            misc = dict(p.partition("=")[::2] for p in c[9].split("|"))
            words.append({"form": c[1], "tag": c[3] + "\t" + ("" if c[5] == "_" else c[5]), "rel": c[7],
                          "head": int(c[6]) if c[6].isdigit() else 0, "ent": misc.get("Ent"),
                          "lemma": c[2], "xpos": c[4]})
    if words:
        out.append({"lines": lines, "words": words})
    return out


class Pieces:
    """WordPiece for small letters, as BERT cuts words."""

    def __init__(self, path):
        self.ids = {w.rstrip("\n"): i for i, w in enumerate(open(path, encoding="utf-8"))}
        self.cls, self.sep, self.unk = self.ids["[CLS]"], self.ids["[SEP]"], self.ids["[UNK]"]
        self.seen = {}

    def word(self, form):
        if form not in self.seen:
            text = unicodedata.normalize("NFD", form.replace("’", "'").lower())
            text = "".join(c for c in text if unicodedata.category(c) != "Mn")
            parts, now = [], ""
            for c in text:
                if c.isalnum():
                    now += c
                else:
                    parts += [now, c]
                    now = ""
            out = []
            for part in parts + [now]:
                out += self.piece(part) if part else []
            self.seen[form] = (out or [self.unk])[:10]
        return self.seen[form]

    def piece(self, text):
        out, at = [], 0
        while at < len(text):
            for end in range(len(text), at, -1):
                found = self.ids.get(("##" if at else "") + text[at:end])
                if found is not None:
                    break
            else:
                return [self.unk]
            out.append(found)
            at = end
        return out


def shape(form, first):
    if not any(c.isalpha() for c in form):
        kind = 0 if any(c.isdigit() for c in form) else 1
    elif form.islower():
        kind = 2
    elif form.isupper():
        kind = 3 if len(form) > 1 else 4
    elif form[0].isupper() and form[1:].islower():
        kind = 5
    else:
        kind = 6
    return 2 * kind + first


LETTERS = 16


def letters(form):
    if len(form) > LETTERS:
        form = form[:8] + form[-8:]
    ids = [1 + (ord(c) if ord(c) < 127 else 127 + ord(c) % 60) for c in form]
    return ids + [0] * (LETTERS - len(ids))


class Batch:
    def __init__(self, sentences, pieces, tags, rels):
        n = [len(s["words"]) for s in sentences]
        rows = []
        for s in sentences:
            row, where = [pieces.cls], [-1]
            for i, w in enumerate(s["words"]):
                p = pieces.word(w["form"])
                row += p
                where += [i] * len(p)
            rows.append(((row + [pieces.sep])[:512], (where + [-1])[:512]))
        B, W, T = len(n), max(n), max(len(r) for r, _ in rows)
        self.n, self.W = n, W
        self.ids = torch.zeros(B, T, dtype=torch.long)
        self.pad = torch.zeros(B, T, dtype=torch.bool)
        self.where = torch.full((B, T), W, dtype=torch.long)  # column W gathers what is no word
        for b, (row, where) in enumerate(rows):
            self.ids[b, : len(row)] = torch.tensor(row)
            self.pad[b, : len(row)] = True
            self.where[b, : len(row)] = torch.tensor([W if w < 0 else w for w in where])
        self.mask = torch.zeros(B, W, dtype=torch.bool)
        self.shape = torch.zeros(B, W, dtype=torch.long)
        self.letters = torch.zeros(B, W, LETTERS, dtype=torch.long)
        self.tag = torch.full((B, W), -1)
        self.ent = torch.full((B, W), -1)
        self.sure = torch.ones(B, W)
        self.head = torch.full((B, W), -1)
        self.rel = torch.full((B, W), -1)
        for b, s in enumerate(sentences):
            marked = not any(l == "# entities = guessed" for l in s["lines"][:3])
            ws, k = s["words"], n[b]
            fill = lambda to, values: to[b, :k].copy_(torch.tensor(values))
            self.mask[b, :k] = True
            fill(self.shape, [shape(w["form"], i == 0) for i, w in enumerate(ws)])
            fill(self.letters, [letters(w["form"]) for w in ws])
            fill(self.tag, [tags.get(w["tag"], -1) for w in ws])
            fill(self.head, [w["head"] for w in ws])
            fill(self.rel, [rels.get(w["rel"], -1) for w in ws])
            fill(self.ent, [ENTITIES.index(w["ent"]) if w["ent"] else -1 for w in ws])
            self.sure[b, :k] = 1.0 if marked else 0.4


def batches(sentences, pieces, size, shuffle):
    cost = lambda s: 2 + sum(len(pieces.word(w["form"])) for w in s["words"])
    order = sorted(range(len(sentences)), key=lambda i: cost(sentences[i]) + (random.random() * 4 if shuffle else 0))
    out, now, longest = [], [], 0
    for i in order:
        longest = max(longest, cost(sentences[i]))
        if now and longest * (len(now) + 1) > size:
            out.append(now)
            now, longest = [], cost(sentences[i])
        now.append(i)
    if now:
        out.append(now)
    if shuffle:
        random.shuffle(out)
    return out


# ---------------------------------------------------------------- model

def safetensors(path):
    """The tensors of a .safetensors file."""
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    out = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        a, b = entry["data_offsets"]
        out[name] = torch.frombuffer(bytearray(data[8 + size + a : 8 + size + b]), dtype=torch.float32).reshape(entry["shape"])
    return out


class Layer(nn.Module):
    def __init__(self, d=384, heads=12, inner=1536, drop=0.1):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(d, d) for _ in range(4))
        self.up, self.down = nn.Linear(d, inner), nn.Linear(inner, d)
        self.norm1, self.norm2 = nn.LayerNorm(d, eps=1e-12), nn.LayerNorm(d, eps=1e-12)
        self.heads, self.drop = heads, drop

    def forward(self, x, mask):
        B, T, d = x.shape
        cut = lambda y: y.view(B, T, self.heads, -1).transpose(1, 2)
        y = F.scaled_dot_product_attention(cut(self.q(x)), cut(self.k(x)), cut(self.v(x)), attn_mask=mask)
        y = self.o(y.transpose(1, 2).reshape(B, T, d))
        x = self.norm1(x + F.dropout(y, self.drop, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(y, self.drop, self.training))


class Teacher(nn.Module):
    half = False  # sixteen-bit products in the encoder, where the processor is fast at them

    def __init__(self, tags, rels, d=384, extra=160, arc=400, label=160):
        super().__init__()
        self.words = nn.Embedding(30522, d)
        self.places, self.kinds = nn.Embedding(512, d), nn.Embedding(2, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.layers = nn.ModuleList(Layer(d) for _ in range(6))
        self.mix = nn.Parameter(torch.zeros(4))
        self.shape = nn.Embedding(14, 32)
        self.letter = nn.Embedding(200, 48, padding_idx=0)
        self.look = nn.Conv1d(48, 128, 3, padding=1)
        self.lower = nn.Linear(extra, d)
        nn.init.normal_(self.lower.weight, std=0.005)
        nn.init.zeros_(self.lower.bias)
        w = d + extra
        self.hidden = nn.Linear(w, 512)
        self.tag = nn.Sequential(nn.Linear(w, 256), nn.GELU(), nn.Dropout(0.3), nn.Linear(256, len(tags)))
        self.ent = nn.Sequential(nn.Linear(w, 256), nn.GELU(), nn.Dropout(0.3), nn.Linear(256, len(ENTITIES)))
        self.dep, self.head = nn.Linear(512, arc), nn.Linear(512, arc)
        self.root = nn.Parameter(torch.randn(512) * 0.1)
        self.arc = nn.Parameter(torch.zeros(arc, arc))
        self.arc_head = nn.Linear(arc, 1)
        self.ldep, self.lhead = nn.Linear(512, label), nn.Linear(512, label)
        self.label = nn.Parameter(torch.randn(len(rels), label, label) * 0.01)
        self.label_flat = nn.Linear(2 * label, len(rels))

    def load_minilm(self, path):
        t = safetensors(path)
        g = lambda n: t[n] if n in t else t["bert." + n]
        e = "embeddings."
        pairs = [(self.words.weight, e + "word_embeddings.weight"), (self.places.weight, e + "position_embeddings.weight"),
                 (self.kinds.weight, e + "token_type_embeddings.weight"), (self.norm.weight, e + "LayerNorm.weight"),
                 (self.norm.bias, e + "LayerNorm.bias")]
        for i, l in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for m, n in [(l.q, "attention.self.query"), (l.k, "attention.self.key"), (l.v, "attention.self.value"),
                         (l.o, "attention.output.dense"), (l.norm1, "attention.output.LayerNorm"),
                         (l.up, "intermediate.dense"), (l.down, "output.dense"), (l.norm2, "output.LayerNorm")]:
                pairs += [(m.weight, p + n + ".weight"), (m.bias, p + n + ".bias")]
        with torch.no_grad():
            for to, name in pairs:
                to.copy_(g(name))

    def encode(self, b):
        drop = lambda x, p: F.dropout(x, p, self.training)
        B, W = b.mask.shape
        look = F.relu(self.look(self.letter(b.letters.view(B * W, LETTERS)).transpose(1, 2))).amax(2).view(B, W, -1)
        extra = drop(torch.cat([look, self.shape(b.shape)], 2), 0.2)
        low = torch.cat([self.lower(extra), torch.zeros(B, 1, 384)], 1)
        index = b.where.unsqueeze(2).expand(-1, -1, 384)
        T = b.ids.shape[1]
        x = self.words(b.ids) + self.places.weight[:T] + self.kinds.weight[0] + torch.gather(low, 1, index)
        x = drop(self.norm(x), 0.1)
        mask = b.pad[:, None, None, :]
        kept = []
        with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
            for l in self.layers:
                x = l(x, mask)
                kept.append(x)
        mix = torch.softmax(self.mix, 0)
        x = sum(m * k.float() for m, k in zip(mix, kept[-4:]))
        sums = torch.zeros(B, W + 1, 384).scatter_add(1, index, x)
        count = torch.zeros(B, W + 1).scatter_add(1, b.where, torch.ones_like(b.where, dtype=torch.float))
        words = sums[:, :W] / count[:, :W].clamp(min=1).unsqueeze(2)
        return drop(torch.cat([words, extra], 2), 0.33)

    def forward(self, b):
        drop = lambda x: F.dropout(x, 0.33, self.training)
        x = self.encode(b)
        h = drop(F.gelu(self.hidden(x)))
        top = torch.cat([self.root.expand(len(h), 1, -1), h], 1)
        dep, head = drop(F.gelu(self.dep(h))), drop(F.gelu(self.head(top)))
        arcs = dep @ self.arc @ head.transpose(1, 2) + self.arc_head(head).transpose(1, 2)
        cols = torch.cat([torch.ones(len(h), 1, dtype=torch.bool), b.mask], 1)
        W = h.shape[1]
        own = torch.zeros(W, W + 1, dtype=torch.bool)
        own[torch.arange(W), torch.arange(W) + 1] = True
        arcs = arcs.masked_fill(~cols[:, None, :] | own, -1e9)
        return self.tag(x), self.ent(x), arcs, drop(F.gelu(self.ldep(h))), drop(F.gelu(self.lhead(top)))

    def labels(self, ldep, lhead, heads):
        up = torch.gather(lhead, 1, heads.clamp(min=0).unsqueeze(2).expand(-1, -1, lhead.shape[2]))
        bi = torch.einsum("bwi,lij,bwj->bwl", ldep, self.label, up)
        return bi + self.label_flat(torch.cat([ldep, up], 2))


def loss(model, b):
    tag, ent, arcs, ldep, lhead = model(b)
    n = b.mask.sum()
    flat = lambda x, y: F.cross_entropy(x.flatten(0, 1), y.flatten(), ignore_index=-1, reduction="sum") / n
    e = F.cross_entropy(ent.flatten(0, 1), b.ent.flatten(), ignore_index=-1, reduction="none")
    return (flat(tag, b.tag) + flat(arcs, b.head) + flat(model.labels(ldep, lhead, b.head), b.rel)
            + 0.5 * (e * b.sure.flatten()).sum() / n)


# ---------------------------------------------------------------- trees

def cycle(heads):
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        at = start
        while at and not seen[at]:
            seen[at] = start
            at = heads[at]
        if at and seen[at] == start:
            out, nxt = [at], heads[at]
            while nxt != at:
                out.append(nxt)
                nxt = heads[nxt]
            return out
    return None


def edmonds(s):
    """s[d][h], node 0 the root; the head of each node of the best tree."""
    n = len(s)
    heads = [0] + [max((h for h in range(n) if h != d), key=lambda h: s[d][h]) for d in range(1, n)]
    ring = cycle(heads)
    if not ring:
        return heads
    within = set(ring)
    kept = [v for v in range(n) if v not in within]
    m = len(kept)
    t = [[s[u][v] for v in kept] + [0.0] for u in kept] + [[0.0] * (m + 1)]
    leave, enter = [0] * m, [0] * m
    for a, u in enumerate(kept):
        leave[a] = max(ring, key=lambda c: s[u][c])
        t[a][m] = s[u][leave[a]]
        enter[a] = max(ring, key=lambda c: s[c][u] - s[c][heads[c]])
        t[m][a] = s[enter[a]][u] - s[enter[a]][heads[enter[a]]]
    inner = edmonds(t)
    for a, u in enumerate(kept):
        if u:
            heads[u] = leave[a] if inner[a] == m else kept[inner[a]]
    heads[enter[inner[m]]] = kept[inner[m]]
    return heads


def tree(scores):
    """`scores` of n words × (n + 1) heads (log-probabilities); heads with exactly one root."""
    n = len(scores)
    best = [0] + [max(range(n + 1), key=lambda h: scores[d][h]) for d in range(n)]
    if sum(h == 0 for h in best[1:]) == 1 and not cycle(best):
        return best[1:]
    full = [[0.0] * (n + 1)] + [[(x - 1e6 if h == 0 else max(x, -1e5)) for h, x in enumerate(row)] for row in scores]
    return edmonds(full)[1:]


def parse(models, sentences, pieces, tags, rels, size=6000):
    """For each sentence, for each word: tag, head, label, entity, and the probabilities of tag, arc, label, entity.
    Of several models the mean of the probabilities counts."""
    for m in models:
        m.eval()
    tag_names, rel_names = list(tags), list(rels)
    out = [None] * len(sentences)
    mean = lambda xs: sum(xs) / len(xs)
    with torch.no_grad():
        for group in batches(sentences, pieces, size, False):
            b = Batch([sentences[i] for i in group], pieces, tags, rels)
            made = [m(b) for m in models]
            arcs = mean([torch.softmax(r[2], 2) for r in made])
            logs = arcs.clamp(min=1e-12).log()
            heads = torch.zeros(b.mask.shape, dtype=torch.long)
            for k, n in enumerate(b.n):
                heads[k, :n] = torch.tensor(tree(logs[k, :n, : n + 1].tolist()))
            label = mean([torch.softmax(m.labels(r[3], r[4], heads), 2) for m, r in zip(models, made)])
            if "root" in rels:
                root = rels["root"]
                label[:, :, root] = torch.where(heads == 0, 2.0, 0.0)
            tag = mean([torch.softmax(r[0], 2) for r in made])
            ent = mean([torch.softmax(r[1], 2) for r in made])
            tp, ti = tag.max(2)
            ep, ei = ent.max(2)
            lp, li = label.max(2)
            ap = torch.gather(arcs, 2, heads.unsqueeze(2)).squeeze(2)
            for k, i in enumerate(group):
                out[i] = [(tag_names[ti[k, w]], int(heads[k, w]), rel_names[li[k, w]], ENTITIES[ei[k, w]],
                           float(tp[k, w]), float(ap[k, w]), min(1.0, float(lp[k, w])), float(ep[k, w])) for w in range(b.n[k])]
    return out


def score(models, sentences, pieces, tags, rels):
    base = lambda r: r.split(":")[0]
    right = [0] * 4
    total = 0
    for s, found in zip(sentences, parse(models, sentences, pieces, tags, rels)):
        for w, f in zip(s["words"], found):
            total += 1
            right[0] += w["tag"].split("\t")[0] == f[0].split("\t")[0]
            right[1] += w["tag"] == f[0]
            right[2] += w["head"] == f[1]
            right[3] += w["head"] == f[1] and base(w["rel"]) == base(f[2])
    return "UPOS %.2f  tag %.2f  UAS %.2f  LAS %.2f" % tuple(100 * r / total for r in right)


# ---------------------------------------------------------------- commands

def train(args, pieces):
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    data, dev = read(args.train), read(args.dev)
    dev_small = dev[::2]
    count = lambda key: {v: i for i, v in enumerate(sorted({w[key] for s in data for w in s["words"]}))}
    tags, rels = count("tag"), count("rel")
    model = Teacher(tags, rels)
    model.load_minilm(args.minilm + "/model.safetensors")
    if args.load:  # goes on
        model.load_state_dict(torch.load(args.load[0])["model"])
    print(len(data), "sentences", len(tags), "tags", len(rels), "labels", flush=True)
    own = [p for n, p in model.named_parameters() if n.split(".")[0] in ("places", "kinds", "norm", "layers", "words")]
    ids = {id(p) for p in own}
    heads = [p for p in model.parameters() if id(p) not in ids]
    opt = torch.optim.AdamW([{"params": own, "lr": args.rate}, {"params": heads, "lr": args.head_rate}],
                            betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps = args.epochs * len(batches(data, pieces, args.batch, False))
    at = lambda k: min(1.0, k / (0.06 * steps)) * max(0.02, 1 - k / steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, at)
    began, done = time.time(), 0
    for epoch in range(args.epochs):
        model.train()
        total, k = 0.0, 0
        for group in batches(data, pieces, args.batch, True):
            l = loss(model, Batch([data[i] for i in group], pieces, tags, rels))
            opt.zero_grad(set_to_none=True)
            l.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            schedule.step()
            total, k, done = total + float(l.detach()), k + 1, done + 1
            if done == args.steps:
                sys.exit()
            if done in (10, 20) or done % 100 == 0:
                print(f"step {done} of {steps}: {total / k:.3f}, {time.time() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {total / k:.3f}  {time.time() - began:.0f} s  half dev:",
              score([model], dev_small, pieces, tags, rels), flush=True)
        torch.save({"model": model.state_dict(), "tags": tags, "rels": rels}, args.out)
    print("dev:", score([model], dev, pieces, tags, rels), flush=True)


def load(paths):
    models = []
    for path in paths:
        kept = torch.load(path)
        model = Teacher(kept["tags"], kept["rels"])
        model.load_state_dict(kept["model"])
        models.append(model)
    return models, kept["tags"], kept["rels"]


def label(args, pieces):
    models, tags, rels = load(args.load)
    sentences = [s for s in read(args.input) if len(s["words"]) <= args.longest]
    found = parse(models, sentences, pieces, tags, rels)
    kept = words = 0
    with open(args.out, "w", encoding="utf-8") as out:
        for s, labels in zip(sentences, found):
            doubt = sum(1 for f in labels if f[5] < 0.5)
            if doubt > args.doubt * len(labels):
                continue  # a fragment or a slip of the splitter: not worth learning from
            kept, words = kept + 1, words + len(labels)
            for line in s["lines"]:
                c = line.split("\t")
                if len(c) != 10:
                    continue
                misc = [m for m in c[9].split("|") if m == "SpaceAfter=No"]
                if not c[0].isdigit():
                    out.write("\t".join(c[:9] + ["|".join(misc) or "_"]) + "\n")
                    continue
                tag, head, rel, _, *sure = labels[int(c[0]) - 1]
                upos, feats = tag.split("\t")
                if min(sure[:3]) < 0.95:
                    misc += ["Sure=" + ",".join(str(int(100 * p)) for p in sure[:3])]
                out.write("\t".join([c[0], c[1], "_", upos, "_", feats or "_", str(head), rel, "_", "|".join(misc)]) + "\n")
            out.write("\n")
    print(kept, "of", len(sentences), "sentences,", words, "words")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=["train", "label", "score"])
    p.add_argument("--minilm", required=True)
    p.add_argument("--train")
    p.add_argument("--dev")
    p.add_argument("--in", dest="input")
    p.add_argument("--out")
    p.add_argument("--load", nargs="*", default=[])
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--batch", type=int, default=1100, help="pieces a step, padding included")
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--doubt", type=float, default=0.12, help="greatest share of words with a doubtful head")
    p.add_argument("--longest", type=int, default=120, help="most words of a sentence")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--half", action="store_true")
    p.add_argument("--steps", type=int, help="stops after so many steps (for trying things)")
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    Teacher.half = args.half
    pieces = Pieces(args.minilm + "/vocab.txt")
    if args.what == "train":
        train(args, pieces)
    elif args.what == "label":
        label(args, pieces)
    else:
        models, tags, rels = load(args.load)
        print(score(models, read(args.dev), pieces, tags, rels))


if __name__ == "__main__":
    main()
