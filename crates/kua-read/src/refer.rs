//! What pronouns and definite references stand for, where the text itself resolves it.
//!
//! In: all trees of a document. Out: [`Discourse`], which answers for one token. Precision before recall: two
//! equally good candidates are none.

use crate::lexicon::{ClassMask, Lexicon};
use crate::phrase;
use crate::tree::Tree;
use kua_record::Span;
use kua_syntax::{EntityType, Rel, Upos};

/// A noun phrase that later words may refer to.
#[derive(Debug, Clone)]
struct Mention {
    sent: usize,
    head: usize,
    span: Span,
    lemma: String,
    mask: ClassMask,
    plural: bool,
    person: bool,
    /// One human being: "she" can be a minister, never a ministry.
    single: bool,
    subject: bool,
    definite_this: bool,
}

impl Mention {
    fn referent(&self) -> Referent {
        Referent { span: self.span, mask: self.mask, at: (self.sent, self.head) }
    }
}

/// What a token refers to.
#[derive(Debug, Clone)]
pub struct Referent {
    /// Its words as they stood there.
    pub span: Span,
    /// Its classes.
    pub mask: ClassMask,
    /// Sentence and head token.
    pub at: (usize, usize),
}

/// Mentions of a document in text order.
pub struct Discourse {
    mentions: Vec<Mention>,
    /// Full names of persons in text order, with the last word of each.
    names: Vec<(Span, String)>,
}

impl Discourse {
    /// Collects the mentions.
    pub fn new(trees: &[Tree<'_>], lex: &Lexicon) -> Self {
        let mut mentions = Vec::new();
        let mut names = Vec::new();
        let group = lex.classes.bit("crowd")
            | lex.classes.bit("force")
            | lex.classes.bit("official")
            | lex.classes.bit("person")
            | lex.classes.bit("body")
            | lex.classes.bit("attacker");
        for (s, tree) in trees.iter().enumerate() {
            for &(a, b, kind) in &tree.sent.entities {
                if kind == EntityType::Per && b > a {
                    let span = tree.span(a, b - 1);
                    names.push((span, tree.form(b - 1).to_lowercase()));
                }
            }
            for i in 0..tree.len() {
                if let Some(span) = crate::speech::name_by_shape(tree, i) {
                    let last = span.of(tree.text).split_whitespace().last().unwrap_or_default();
                    names.push((span, last.to_lowercase()));
                }
            }
            for i in 0..tree.len() {
                let upos = tree.upos(i);
                let nominal = matches!(upos, Upos::Noun | Upos::Propn)
                    || (upos == Upos::Num && !matches!(tree.base(i), "nummod" | "compound"));
                if !nominal || matches!(tree.base(i), "compound" | "flat" | "fixed" | "amod" | "goeswith") {
                    continue;
                }
                let mask = noun_mask(tree, lex, i);
                let conj = tree.kids(i).any(|k| tree.base(k) == "conj" && !tree.is_clause(k));
                let collective = mask & (lex.classes.bit("force") | lex.classes.bit("crowd")) != 0
                    && !tree.tok(i).feats.has("Number=Plur")
                    && lex.in_list("they-noun", tree.lemma(i));
                let named = crate::speech::name_by_shape(tree, i).is_some();
                let none = tree.kids(i).any(|k| tree.base(k) == "det" && tree.lower(k) == "no");
                if none {
                    continue;
                }
                let person = named || tree.entity(i) == Some(EntityType::Per) || mask & group != 0;
                let body =
                    matches!(tree.entity(i), Some(EntityType::Org | EntityType::Gpe | EntityType::Loc))
                        || lex.in_list("institution", &tree.lemma(i).to_lowercase());
                mentions.push(Mention {
                    sent: s,
                    head: i,
                    span: phrase::core(tree, lex, i),
                    lemma: tree.lemma(i).to_lowercase(),
                    mask,
                    plural: tree.tok(i).feats.has("Number=Plur") || conj || collective || upos == Upos::Num,
                    person,
                    single: person && !body
                        || lex.classes.by_kind(tree.lemma(i)) & lex.classes.bit("person") != 0,
                    subject: tree.base(i) == "nsubj",
                    definite_this: tree.kids(i).any(|k| {
                        tree.base(k) == "det" && matches!(tree.lower(k), "this" | "these" | "that" | "those")
                    }),
                });
            }
        }
        Self { mentions, names }
    }

    /// The mentions that stand before token `t` of sentence `s`.
    fn before(&self, s: usize, t: usize) -> &[Mention] {
        &self.mentions[..self.mentions.partition_point(|m| (m.sent, m.head) < (s, t))]
    }

    /// What the pronoun or definite reference at token `t` of sentence `s` stands for.
    pub fn resolve(&self, trees: &[Tree<'_>], lex: &Lexicon, s: usize, t: usize) -> Option<Referent> {
        let tree = &trees[s];
        let word = tree.lower(t);
        // "seven of these", "one of them": a part of those.
        let parted = matches!(tree.upos(t), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
            || lex.in_list("share-noun", tree.lemma(t));
        if parted
            && let Some(whole) = tree.kids(t).find(|&k| {
                tree.base(k) == "nmod"
                    && tree.case(k) == Some("of")
                    && matches!(tree.lower(k), "them" | "these" | "those")
            })
        {
            return self.best(trees, lex, s, whole, true, None);
        }
        if tree.upos(t) == Upos::Noun {
            return self.same_noun(trees, s, t, lex);
        }
        let (plural, person) = match word {
            "they" | "them" | "their" | "theirs" | "themselves" => (true, None),
            "these" | "those" if tree.upos(t) == Upos::Pron => (true, None),
            "he" | "him" | "his" | "she" | "her" | "hers" | "himself" | "herself" => (false, Some(true)),
            "it" | "its" | "itself" => (false, Some(false)),
            _ => return None,
        };
        if tree.rel(t) == Rel::EXPL || (word == "those" || word == "these") && tree.kids(t).next().is_some() {
            return None;
        }
        self.best(trees, lex, s, t, plural, person)
    }

    fn best(
        &self,
        trees: &[Tree<'_>],
        lex: &Lexicon,
        s: usize,
        t: usize,
        plural: bool,
        person: Option<bool>,
    ) -> Option<Referent> {
        let tree = &trees[s];
        let clause = clause_of(tree, t);
        let subject = tree.base(t) == "nsubj";
        let group = lex.classes.people() | lex.classes.bit("group_word") | lex.classes.bit("part");
        // "It was a mere throng": what is a throng is people.
        let of_people = subject
            && tree
                .head(t)
                .is_some_and(|p| tree.kid(p, &["cop"]).is_some() && noun_mask(tree, lex, p) & group != 0);
        let mut ranked: Vec<(i32, &Mention)> = Vec::new();
        for m in self.before(s, t).iter().rev() {
            let distance = s - m.sent;
            if distance > 2 {
                break;
            }
            let fits = match person {
                Some(true) => m.single && !m.plural,
                Some(false) => {
                    !m.plural
                        && (!m.single || lex.in_list("institution", &m.lemma))
                        && !trees[m.sent].is_time(m.head)
                }
                None => m.plural == plural,
            };
            // "Breathe, the network behind the sit-in": the name is what is taken up.
            if trees[m.sent].base(m.head) == "appos" {
                continue;
            }
            let unlike = of_people && m.mask & group == 0;
            if !fits || unlike || m.span.covers(tree.tok(t).span.start) {
                continue;
            }
            // Two places of one verb are two parties ("they attacked them").
            if m.sent == s && clause_of(tree, m.head) == clause && tree.base(t) != "nmod" {
                continue;
            }
            let mut score = -4 * distance as i32;
            score += if m.subject { 3 } else { 0 };
            score += if m.subject && subject { 1 } else { 0 };
            score += if m.person && person != Some(false) { 3 } else { 0 };
            score -= if trees[m.sent].base(m.head) == "nmod" { 2 } else { 0 };
            score -= if lex.in_list("time-noun", &m.lemma) { 5 } else { 0 };
            ranked.push((score, m));
        }
        // Later mentions come first in `ranked`; a stable sort keeps the nearer of two equals in front.
        ranked.sort_by_key(|r| std::cmp::Reverse(r.0));
        let (score, first) = ranked.first()?;
        if person != Some(false) && !first.person && !first.single {
            return None;
        }
        if let Some((second, other)) = ranked.get(1)
            && second == score
            && other.sent == first.sent
            && !first.subject
        {
            return None;
        }
        Some(first.referent())
    }

    /// "this group", "the same unit": the nearest earlier phrase with the same noun.
    fn same_noun(&self, trees: &[Tree<'_>], s: usize, t: usize, lex: &Lexicon) -> Option<Referent> {
        let tree = &trees[s];
        // "these people", "these protests" point too widely to say which.
        let pointing = tree
            .kids(t)
            .any(|k| (tree.base(k) == "det" && tree.lower(k) == "this") || tree.lower(k) == "same");
        let lemma = tree.lemma(t).to_lowercase();
        if !pointing && bare_definite(tree, t) {
            return self.named_before(trees, s, t, lex, &lemma);
        }
        if !pointing || tree.tok(t).feats.has("Number=Plur") {
            return None;
        }
        let people = noun_mask(tree, lex, t)
            & (lex.classes.people() | lex.classes.bit("group_word") | lex.classes.bit("part"))
            != 0;
        if !people {
            return None;
        }
        let near = self.before(s, t).iter().rev().take_while(|m| s - m.sent <= 6);
        let same = |m: &&Mention| m.lemma == lemma && !m.definite_this && !m.plural;
        near.into_iter().find(same).map(Mention::referent)
    }

    /// "the bridge" after "the Halmova bridge": the nearest earlier phrase with the same noun that has a name in it.
    fn named_before(
        &self,
        trees: &[Tree<'_>],
        s: usize,
        t: usize,
        lex: &Lexicon,
        lemma: &str,
    ) -> Option<Referent> {
        if let Some(found) = self.by_title(trees, s, t, lex, lemma) {
            return Some(found);
        }
        let site =
            ["site", "road", "building", "street", "event"].iter().fold(0, |m, c| m | lex.classes.bit(c));
        if trees[s].own_mask(t) & site == 0 {
            return None;
        }
        let named = |m: &&Mention| {
            let tree = &trees[m.sent];
            tree.kids(m.head)
                .any(|k| matches!(tree.base(k), "compound" | "nmod" | "amod") && tree.upos(k) == Upos::Propn)
        };
        self.before(s, t).iter().rev().filter(|m| m.lemma == lemma).find(named).map(Mention::referent)
    }

    /// The state force last named, at most three sentences back.
    pub fn last_force(&self, lex: &Lexicon, s: usize, t: usize) -> Option<Referent> {
        let force = lex.classes.bit("force");
        let near = self.before(s, t).iter().rev().take_while(|m| s - m.sent <= 3);
        near.into_iter().find(|m| m.mask & force != 0 && m.plural).map(Mention::referent)
    }

    /// "The colonel" after "Colonel Yao Amouzou", "the commissioner" after "the state police commissioner, F. Adeoti": the
    /// one person so titled.
    fn by_title(
        &self,
        trees: &[Tree<'_>],
        s: usize,
        t: usize,
        lex: &Lexicon,
        lemma: &str,
    ) -> Option<Referent> {
        if trees[s].own_mask(t) & lex.classes.bit("person") == 0
            || trees[s].tok(t).feats.has("Number=Plur")
            || lex.in_list("institution", lemma)
        {
            return None;
        }
        let mut found: Option<&Mention> = None;
        for m in self.before(s, t) {
            let tree = &trees[m.sent];
            let name = |i: usize| {
                tree.upos(i) == Upos::Propn
                    && !matches!(tree.entity(i), Some(EntityType::Org | EntityType::Gpe | EntityType::Loc))
            };
            let titled = name(m.head)
                && tree.kids(m.head).any(|k| {
                    k < m.head
                        && matches!(tree.base(k), "nmod" | "compound" | "flat" | "appos")
                        && tree.lemma(k).to_lowercase() == lemma
                });
            let named = m.lemma == lemma
                && tree.kids(m.head).any(|k| matches!(tree.base(k), "appos" | "flat") && name(k));
            if titled || named {
                if found.is_some_and(|f| f.span.of(tree.text) != m.span.of(tree.text)) {
                    return None;
                }
                found = found.or(Some(m));
            }
        }
        found.map(Mention::referent)
    }

    /// The fullest form under which a person is named up to byte `upto`: "Rebic" → "Vladimir Rebic".
    pub fn full_name(&self, text: &str, name: Span, upto: usize) -> Span {
        let words = name.of(text);
        let last = words.split_whitespace().last().unwrap_or(words).to_lowercase();
        self.names
            .iter()
            .filter(|(span, key)| *key == last && span.start <= upto)
            .map(|(span, _)| *span)
            .chain([name])
            .max_by_key(|span| (span.of(text).split_whitespace().count(), std::cmp::Reverse(span.start)))
            .filter(|span| span.of(text).contains(' '))
            .or_else(|| crate::layout::full_name_span(text, words))
            .unwrap_or(name)
    }
}

/// Classes of a noun phrase: the noun's own, those of the noun behind "a group of", of its name in apposition.
pub fn noun_mask(tree: &Tree<'_>, lex: &Lexicon, i: usize) -> ClassMask {
    let mut mask = tree.own_mask(i);
    if mask & lex.classes.vessel() != 0
        || matches!(tree.upos(i), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
    {
        for k in tree.kids(i).filter(|&k| tree.base(k) == "nmod" && tree.case(k) == Some("of")) {
            mask |= tree.own_mask(k);
        }
    }
    for k in tree.kids(i).filter(|&k| matches!(tree.base(k), "appos" | "flat")) {
        mask |= tree.own_mask(k);
    }
    mask
}

/// The nearest clause above a token.
pub fn clause_of(tree: &Tree<'_>, t: usize) -> Option<usize> {
    let mut at = Some(t);
    let mut steps = 0;
    while let Some(x) = at {
        if tree.is_clause(x) && x != t {
            return Some(x);
        }
        steps += 1;
        if steps > tree.len() {
            return None;
        }
        at = tree.head(x);
    }
    None
}

/// "the bridge": an article and nothing else.
fn bare_definite(tree: &Tree<'_>, t: usize) -> bool {
    tree.kids(t).any(|k| tree.base(k) == "det" && tree.lower(k) == "the")
        && !tree.kids(t).any(|k| {
            matches!(tree.base(k), "amod" | "compound" | "nmod" | "nummod" | "appos" | "acl" | "flat")
        })
}
