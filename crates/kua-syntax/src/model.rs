//! A language model: the network with the names of its columns, and the calls that people use.
//!
//! In: bytes of a model file, then text. Out: [`Sentence`]s. The same text gives the same sentences on every machine
//! and thread; nothing in here fails on any text.

use crate::codec::{ModelError, Reader, Writer};
use crate::entity;
use crate::lemma::{Lemmas, Script};
use crate::lists::Lists;
use crate::net::{Dense, Net};
use crate::split::{self, Contractions, Word};
use crate::tensor::{Matrix, pad};
use crate::token::UPOS_NAMES;
use crate::vocab::{FEATURES, Vocab, features};
use crate::{Feats, Rel, Sentence, Token, Upos, conllu, tree, whole};
use kua_record::Span;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Everything that is known about one language's syntax.
#[derive(Debug, Clone)]
pub struct Model {
    /// Weights.
    pub net: Net,
    /// Features.
    pub vocab: Vocab,
    /// Tag columns.
    pub tags: Vec<(Upos, Feats)>,
    /// Label columns.
    pub labels: Vec<Rel>,
    /// Words to be cut in two.
    pub contractions: Contractions,
    /// Lemma rules.
    pub lemmas: Lemmas,
    /// Name lists.
    pub lists: Lists,
}

/// The parts of a model that are not weights, as they stand in the file.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Feature hashes in row order.
    pub hashes: Vec<u32>,
    /// `UPOS` and features, a tab between.
    pub tags: Vec<String>,
    /// Relation names.
    pub labels: Vec<String>,
    /// Form in small letters, a tab, bytes of the first part.
    pub contractions: Vec<String>,
    /// Lemma scripts.
    pub scripts: Vec<String>,
    /// Lemma rules: key, script number, key, …
    pub rules: Vec<u32>,
    /// Name lists: number of the list, a tab, the word.
    pub lists: Vec<String>,
}

/// Part of speech by its UD name.
pub fn upos(name: &str) -> Option<Upos> {
    use Upos::{
        Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, X,
    };
    const ALL: [Upos; 17] =
        [Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym, Verb, X];
    UPOS_NAMES.iter().position(|n| *n == name).map(|i| ALL[i])
}

/// Writes a model file.
pub fn to_bytes(net: &Net, tables: &Tables) -> Vec<u8> {
    let mut w = Writer::new();
    w.words(&tables.hashes);
    for list in [&tables.tags, &tables.labels, &tables.contractions, &tables.scripts, &tables.lists] {
        w.strings(list);
    }
    w.words(&tables.rules);
    w.matrix_8(&net.embedding);
    w.number(net.layers.len());
    for dense in denses(net) {
        w.matrix_16(dense.weight.rows, dense.weight.cols, &dense.weight.data);
        w.matrix_16(1, dense.bias.len(), &dense.bias);
    }
    for m in [&net.root, &net.far, &net.label_root] {
        w.matrix_16(m.rows, m.cols, &m.data);
    }
    w.bytes
}

/// All layers in file order.
fn denses(net: &Net) -> Vec<&Dense> {
    let mut all = vec![&net.window];
    all.extend(&net.layers);
    all.extend([
        &net.tag,
        &net.entity,
        &net.dependent,
        &net.head,
        &net.arc,
        &net.label_dependent,
        &net.label_head,
        &net.label,
    ]);
    all
}

impl Model {
    /// The English model of this program.
    pub fn english() -> &'static Model {
        static ENGLISH: OnceLock<Model> = OnceLock::new();
        ENGLISH.get_or_init(|| {
            let bytes = include_bytes!("../../../models/en.kuam");
            // The file is part of the program and a test reads it: only a broken build can fail here.
            Model::from_bytes(bytes).unwrap_or_else(|e| unreachable!("embedded English model: {e}"))
        })
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`] when the bytes are no model file, are damaged, or do not fit together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut r = Reader::new(bytes)?;
        let mut tables = Tables { hashes: r.words()?, ..Tables::default() };
        for list in [
            &mut tables.tags,
            &mut tables.labels,
            &mut tables.contractions,
            &mut tables.scripts,
            &mut tables.lists,
        ] {
            *list = r.strings()?;
        }
        tables.rules = r.words()?;
        let mut net = Net { embedding: r.matrix_8()?, ..Net::default() };
        let depth = r.number()?;
        if depth > 16 {
            return Err(ModelError::Inconsistent { what: "number of layers" });
        }
        let mut dense = || -> Result<Dense, ModelError> {
            let weight = r.matrix_16()?;
            let bias = r.matrix_16()?.data;
            if bias.len() != weight.cols || pad(weight.cols) != weight.cols {
                return Err(ModelError::Inconsistent { what: "weights and bias of a layer" });
            }
            Ok(Dense { weight, bias })
        };
        net.window = dense()?;
        net.layers = (0..depth).map(|_| dense()).collect::<Result<_, _>>()?;
        net.tag = dense()?;
        net.entity = dense()?;
        net.dependent = dense()?;
        net.head = dense()?;
        net.arc = dense()?;
        net.label_dependent = dense()?;
        net.label_head = dense()?;
        net.label = dense()?;
        net.root = r.matrix_16()?;
        net.far = r.matrix_16()?;
        net.label_root = r.matrix_16()?;
        Self::assemble(net, &tables)
    }

    /// Puts weights and tables together.
    ///
    /// # Errors
    /// [`ModelError::Inconsistent`] when sizes do not fit or a name is unknown.
    pub fn assemble(net: Net, tables: &Tables) -> Result<Model, ModelError> {
        let bad = |what| ModelError::Inconsistent { what };
        let d = net.width();
        let fits =
            |m: &Dense, i: usize, o: usize| m.weight.rows == i && m.weight.cols == o && m.bias.len() == o;
        let (a, l) = (net.dependent.weight.cols, net.label_head.weight.cols);
        let sizes = net.embedding.rows == tables.hashes.len() + FEATURES
            && d.is_multiple_of(32)
            && fits(&net.window, 3 * d, d)
            && net.layers.iter().all(|layer| fits(layer, d, 3 * d))
            && fits(&net.tag, d, pad(tables.tags.len()))
            && fits(&net.entity, d, pad(entity::TAGS))
            && fits(&net.dependent, d, a)
            && fits(&net.head, d, a)
            && fits(&net.arc, a, a)
            && net.root.data.len() == a
            && net.far.data.len() == crate::net::DISTANCES
            && fits(&net.label_dependent, d, l)
            && net.label_head.weight.rows == d
            && net.label_root.data.len() == l
            && fits(&net.label, l, pad(tables.labels.len()));
        if !sizes || tables.tags.is_empty() || tables.labels.is_empty() {
            return Err(bad("sizes of layers"));
        }
        let tags = tables.tags.iter().map(|t| {
            let (name, feats) = t.split_once('\t').unwrap_or((t, ""));
            upos(name).map(|u| (u, Feats(feats.into())))
        });
        let contractions = tables.contractions.iter().map(|c| {
            let (form, cut) = c.split_once('\t')?;
            Some((form.to_string(), cut.parse().ok()?))
        });
        let scripts = tables.scripts.iter().map(|s| Script::parse(s)).collect::<Option<_>>();
        Ok(Model {
            vocab: Vocab::new(tables.hashes.clone()),
            tags: tags.collect::<Option<_>>().ok_or(bad("tags"))?,
            labels: tables.labels.iter().map(|l| Rel::find(l)).collect::<Option<_>>().ok_or(bad("labels"))?,
            contractions: contractions.collect::<Option<_>>().ok_or(bad("contractions"))?,
            lemmas: Lemmas::new(
                tables.rules.as_chunks::<2>().0.iter().map(|p| (p[0], p[1])),
                scripts.ok_or(bad("lemma scripts"))?,
            ),
            lists: Lists::read(&tables.lists),
            net,
        })
    }

    /// Cuts text into sentences of words; see [`split::split`].
    pub fn split<'a>(&self, text: &'a str) -> Vec<Vec<Word<'a>>> {
        split::split(text, &self.contractions)
    }

    /// Reads text: sentences in text order, each with words, tags, lemmas, entities and a tree.
    pub fn parse(&self, text: &str) -> Vec<Sentence> {
        self.parse_tokens(text, &self.split(text))
    }

    /// Reads words that are already cut; one sentence for each, empty ones included.
    ///
    /// `text` tells only what stands between the words.
    pub fn parse_tokens(&self, text: &str, sentences: &[Vec<Word<'_>>]) -> Vec<Sentence> {
        let mut seen = Cache::default();
        let mut out = Vec::with_capacity(sentences.len());
        let mut first = 0;
        // Sentences go through the network some at a time: its products are faster for many words than for few.
        while first < sentences.len() {
            let mut end = first;
            let mut words = 0;
            while end < sentences.len() && (end == first || words + sentences[end].len() <= TOGETHER) {
                words += sentences[end].len();
                end += 1;
            }
            self.together(text, &sentences[first..end], &mut seen, &mut out);
            first = end;
        }
        out
    }

    /// Reads the words of a CoNLL-U document; one sentence for each of its own.
    pub fn parse_document(&self, document: &conllu::Document) -> Vec<Sentence> {
        let words: Vec<Vec<Word>> = document
            .sentences
            .iter()
            .map(|s| s.words.iter().map(|w| Word { form: &w.form, span: w.span }).collect())
            .collect();
        self.parse_tokens(&document.text, &words)
    }

    fn together<'a>(
        &self,
        text: &str,
        sentences: &[Vec<Word<'a>>],
        seen: &mut Cache<'a>,
        out: &mut Vec<Sentence>,
    ) {
        let total: usize = sentences.iter().map(Vec::len).sum();
        let mut vectors = Matrix::zeros(total, self.net.width());
        let mut bounds = Vec::with_capacity(sentences.len());
        let mut at = 0;
        let lists: Vec<Vec<u8>> = sentences.iter().map(|words| self.lists.find(words)).collect();
        for (words, list) in sentences.iter().zip(&lists) {
            bounds.push((at, at + words.len()));
            for (i, word) in words.iter().enumerate() {
                let key = (word.form, list[i], spacing(text, words, i));
                let rows = *seen.entry(key).or_insert_with_key(|(form, list, space)| {
                    let hashes = features(form, *list, *space);
                    std::array::from_fn(|kind| self.vocab.row(kind, hashes[kind]))
                });
                self.net.embed(&rows, vectors.row_mut(at));
                at += 1;
            }
        }
        let encoded = self.net.encode(&vectors, &bounds);
        let tags = self.net.tag.apply(&encoded.low);
        let entities = self.net.entity.apply(&encoded.low);
        let (turned, head) = self.net.sides(&encoded.high);
        let mut heads = Vec::with_capacity(total);
        for &(a, b) in &bounds {
            heads.extend(tree::decode(&self.net.arcs(&turned.slice(a, b), &head.slice(a, b)), b - a));
        }
        let labels = self.net.labels(&encoded.high, &heads, &bounds);
        for ((words, list), &(a, b)) in sentences.iter().zip(&lists).zip(&bounds) {
            let tokens: Vec<Token> =
                (a..b).map(|i| self.token(words[i - a], tags.row(i), heads[i], labels.row(i))).collect();
            let found = entity::tidy(entity::decode(&entities.slice(a, b), words), words, list);
            let upos: Vec<Upos> = tokens.iter().map(|token| token.upos).collect();
            out.push(Sentence {
                span: match words[..] {
                    [first, .., last] => first.span.join(last.span),
                    [only] => only.span,
                    [] => Span::default(),
                },
                tokens,
                entities: whole::names(found, words, &upos, list),
            });
        }
    }

    fn token(&self, word: Word<'_>, tags: &[f32], head: Option<usize>, labels: &[f32]) -> Token {
        let (upos, feats) = &self.tags[best(&tags[..self.tags.len()])];
        Token {
            span: word.span,
            upos: *upos,
            feats: feats.clone(),
            lemma: self.lemmas.lemma(word.form, *upos, feats),
            head,
            rel: if head.is_none() { Rel::ROOT } else { self.label(&labels[..self.labels.len()]) },
        }
    }

    /// The best label that is not `root`.
    fn label(&self, scores: &[f32]) -> Rel {
        let mut found = (f32::NEG_INFINITY, Rel::DEP);
        for (rel, score) in self.labels.iter().zip(scores) {
            if *rel != Rel::ROOT && *score > found.0 {
                found = (*score, *rel);
            }
        }
        found.1
    }
}

/// Most words that go through the network at once (a longer sentence goes alone).
const TOGETHER: usize = 256;

/// Embedding rows of the words met so far.
type Cache<'a> = FxHashMap<(&'a str, u8, (bool, bool)), [u32; FEATURES]>;

/// Index of the greatest value, the first of equals.
pub(crate) fn best(row: &[f32]) -> usize {
    let mut best = 0;
    for (i, x) in row.iter().enumerate() {
        if *x > row[best] {
            best = i;
        }
    }
    best
}

/// Whether white space stands before and after word `i`; the ends of a sentence count as space.
pub fn spacing(text: &str, words: &[Word<'_>], i: usize) -> (bool, bool) {
    let apart =
        |a: usize, b: usize| a < b && text.get(a..b).is_none_or(|gap| gap.contains(char::is_whitespace));
    (
        i == 0 || apart(words[i - 1].span.end, words[i].span.start),
        i + 1 >= words.len() || apart(words[i].span.end, words[i + 1].span.start),
    )
}
