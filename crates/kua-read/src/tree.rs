//! One parsed sentence with what the grammar asks of it again and again: children, reach, classes.

use crate::lexicon::{ClassMask, Lexicon};
use kua_record::Span;
use kua_syntax::{EntityType, Rel, Sentence, Token, Upos};
use smol_str::SmolStr;

/// A sentence's tree; tokens are named by their index.
pub struct Tree<'a> {
    /// The document's text.
    pub text: &'a str,
    /// The sentence.
    pub sent: &'a Sentence,
    lower: Vec<SmolStr>,
    case: Vec<Option<SmolStr>>,
    kids: Vec<Vec<u32>>,
    lo: Vec<u32>,
    hi: Vec<u32>,
    /// Classes of each token as a noun by itself.
    own_mask: Vec<ClassMask>,
    entity: Vec<Option<EntityType>>,
    time: Vec<bool>,
}

impl<'a> Tree<'a> {
    /// Prepares a sentence.
    pub fn new(text: &'a str, sent: &'a Sentence, lex: &Lexicon) -> Self {
        let n = sent.tokens.len();
        let mut kids: Vec<Vec<u32>> = vec![Vec::new(); n];
        for (i, t) in sent.tokens.iter().enumerate() {
            if let Some(h) = t.head
                && h < n
            {
                kids[h].push(i as u32);
            }
        }
        let mut lo: Vec<u32> = (0..n as u32).collect();
        let mut hi = lo.clone();
        // Each token stretches all of its ancestors; sentences are short and trees shallow.
        for i in 0..n {
            let mut at = sent.tokens[i].head;
            let mut steps = 0;
            while let Some(h) = at {
                if h >= n || steps > n {
                    break;
                }
                lo[h] = lo[h].min(i as u32);
                hi[h] = hi[h].max(i as u32);
                at = sent.tokens[h].head;
                steps += 1;
            }
        }
        let mut entity = vec![None; n];
        for &(a, b, kind) in &sent.entities {
            entity.iter_mut().take(b.min(n)).skip(a).for_each(|e| *e = Some(kind));
        }
        let classes = &lex.classes;
        let mut own_mask: Vec<ClassMask> = sent
            .tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                let before = |k: usize| i.checked_sub(k + 1).map(|j| sent.tokens[j].lemma.as_str());
                let lemma = t.lemma.as_str();
                let mut mask = if lemma.chars().any(char::is_uppercase) {
                    let lower = lemma.to_lowercase();
                    classes.of(&lower, before) | classes.of(lemma, before)
                } else {
                    classes.of(lemma, before)
                };
                // "masked men": the words before count as written, too.
                let written = |k: usize| i.checked_sub(k + 1).map(|j| sent.tokens[j].span.of(text));
                mask |= classes.of(&lemma.to_lowercase(), written);
                if t.upos == Upos::Propn {
                    mask |= match entity[i] {
                        Some(EntityType::Per) => classes.bit("person"),
                        Some(EntityType::Org) => classes.bit("body"),
                        Some(EntityType::Norp) => classes.bit("person"),
                        Some(EntityType::Gpe | EntityType::Loc) => classes.bit("place"),
                        None => 0,
                    };
                }
                mask
            })
            .collect();
        // "Health Minister Silvia Radeva" is what her title says.
        for (i, token) in sent.tokens.iter().enumerate() {
            if entity[i] == Some(EntityType::Per) && token.upos == Upos::Propn {
                let title = |&k: &u32| {
                    let rel = sent.tokens[k as usize].rel.base();
                    (k as usize) < i && matches!(rel, "nmod" | "compound" | "appos")
                };
                let titles = kids[i].iter().filter(|k| title(k)).fold(0, |m, &k| m | own_mask[k as usize]);
                own_mask[i] |= titles & classes.people();
            }
        }
        let lower = sent.tokens.iter().map(|t| small(t.span.of(text))).collect();
        let mut tree = Self {
            text,
            sent,
            lower,
            case: Vec::new(),
            kids,
            lo,
            hi,
            own_mask,
            entity,
            time: vec![false; n],
        };
        tree.case = (0..n).map(|i| tree.find_case(i)).collect();
        tree
    }

    /// Marks the tokens of a time expression.
    pub fn mark_time(&mut self, span: Span) {
        for (t, mark) in self.sent.tokens.iter().zip(&mut self.time) {
            *mark |= span.contains(t.span);
        }
    }

    /// Whether the token is part of a time expression.
    pub fn is_time(&self, i: usize) -> bool {
        self.time[i]
    }

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.sent.tokens.len()
    }

    /// The token.
    pub fn tok(&self, i: usize) -> &'a Token {
        &self.sent.tokens[i]
    }

    /// Its lemma.
    pub fn lemma(&self, i: usize) -> &'a str {
        self.tok(i).lemma.as_str()
    }

    /// Its words as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.tok(i).span.of(self.text)
    }

    /// Its words in small letters.
    pub fn lower(&self, i: usize) -> &str {
        &self.lower[i]
    }

    /// Its relation.
    pub fn rel(&self, i: usize) -> Rel {
        self.tok(i).rel
    }

    /// Its relation without subtype.
    pub fn base(&self, i: usize) -> &'static str {
        self.tok(i).rel.base()
    }

    /// Its part of speech.
    pub fn upos(&self, i: usize) -> Upos {
        self.tok(i).upos
    }

    /// Its head.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.tok(i).head
    }

    /// Its children in text order.
    pub fn kids(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.kids[i].iter().map(|&k| k as usize)
    }

    /// Its first child with one of these relations (base names).
    pub fn kid(&self, i: usize, bases: &[&str]) -> Option<usize> {
        self.kids(i).find(|&k| bases.contains(&self.base(k)))
    }

    /// First and last token of its subtree.
    pub fn reach(&self, i: usize) -> (usize, usize) {
        (self.lo[i] as usize, self.hi[i] as usize)
    }

    /// Whether `a` is `b` or an ancestor of `b`.
    pub fn dominates(&self, a: usize, b: usize) -> bool {
        let mut at = Some(b);
        let mut steps = 0;
        while let Some(x) = at {
            if x == a {
                return true;
            }
            steps += 1;
            if steps > self.len() {
                return false;
            }
            at = self.head(x);
        }
        false
    }

    /// Ancestors from the head up.
    pub fn ancestors(&self, i: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.head(i);
        while let Some(x) = at {
            if out.len() > self.len() {
                break;
            }
            out.push(x);
            at = self.head(x);
        }
        out
    }

    /// The entity that the token is part of.
    pub fn entity(&self, i: usize) -> Option<EntityType> {
        self.entity[i]
    }

    /// Classes of the token's own word.
    pub fn own_mask(&self, i: usize) -> ClassMask {
        self.own_mask[i]
    }

    /// Bytes from token `a` to token `b`, both inclusive.
    pub fn span(&self, a: usize, b: usize) -> Span {
        Span::new(self.tok(a).span.start, self.tok(b).span.end)
    }

    /// Its `case` children joined ("in", "because of", "according to"); `None` without one.
    pub fn case(&self, i: usize) -> Option<&str> {
        self.case[i].as_deref()
    }

    fn find_case(&self, i: usize) -> Option<SmolStr> {
        let possessive = |k: usize| matches!(self.lower(k), "'s" | "’s" | "'" | "’");
        let mut words = Vec::new();
        for k in self.kids(i).filter(|&k| self.base(k) == "case" && !possessive(k)) {
            words.push(self.lower(k));
            words.extend(self.kids(k).filter(|&f| self.base(f) == "fixed").map(|f| self.lower(f)));
        }
        if words.is_empty() { None } else { Some(words.join(" ").into()) }
    }

    /// The token and its conjuncts, in text order.
    pub fn with_conjuncts(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        out.extend(self.kids(i).filter(|&k| self.base(k) == "conj"));
        out
    }

    /// Whether the token heads a clause: a verb, or anything with a copula or a subject.
    pub fn is_clause(&self, i: usize) -> bool {
        let aux_like = matches!(self.base(i), "aux" | "cop");
        (self.upos(i) == Upos::Verb
            && !aux_like
            && !matches!(self.base(i), "amod" | "compound" | "case" | "fixed" | "flat" | "mark"))
            || self.kids(i).any(|k| matches!(self.base(k), "cop" | "nsubj" | "csubj"))
            || (self.upos(i) == Upos::Aux && !aux_like)
    }
}

/// In small letters; most words are already.
fn small(word: &str) -> SmolStr {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        SmolStr::new(word)
    } else {
        SmolStr::new(word.to_lowercase())
    }
}
