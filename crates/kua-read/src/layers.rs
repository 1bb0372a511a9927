//! Single layers of a reading, for measuring and debugging (`kua inspect speech`).
//!
//! In: the [`Work`] of a document. Out: mentions in text order. The reader itself uses the same rules.

use crate::layout::Quoted;
use crate::lexicon::{Lexicon, RoleKey};
use crate::phrase;
use crate::reader::{Reader, Work};
use crate::roles;
use crate::speech;
use crate::tree::Tree;
use kua_record::Span;
use kua_syntax::{Rel, Upos};

/// Reported speech: who, by which word, what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The words that name the speaker; `None` where the text names none.
    pub source: Option<Span>,
    /// The word of speech.
    pub cue: Span,
    /// What is said, quotation marks included.
    pub content: Span,
    /// In the speaker's own words, in the writer's, or both.
    pub kind: SpeechKind,
}

/// How speech is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeechKind {
    /// Wholly in quotation marks.
    Direct,
    /// No quotation marks.
    Indirect,
    /// Partly quoted.
    Mixed,
}

impl SpeechKind {
    /// `direct`, `indirect` or `mixed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

impl Reader {
    /// Reported speech of a document, in text order of the cues.
    pub fn speech(&self, work: &Work<'_>) -> Vec<Speech> {
        let mut out = Vec::new();
        for (s, tree) in work.trees.iter().enumerate() {
            for v in 0..tree.len() {
                out.extend(speech_at(work, &self.lex, tree, v));
            }
            out.extend(s.checked_sub(1).and_then(|s| credit(&work.trees[s], tree, &self.lex)));
        }
        out.sort_by_key(|s| (s.cue.start, s.content.start));
        out
    }
}

/// A verb that is a predicate, not the helper or the preposition of something else.
pub(crate) fn plain_verb(tree: &Tree<'_>, v: usize) -> bool {
    tree.upos(v) == Upos::Verb && !matches!(tree.base(v), "aux" | "case" | "mark" | "compound" | "fixed")
}

fn speech_at(work: &Work<'_>, lex: &Lexicon, tree: &Tree<'_>, v: usize) -> Option<Speech> {
    if let Some(found) = according(tree, lex, v).or_else(|| word_of(work, tree, lex, v)) {
        return Some(found);
    }
    let said = matches!(lex.speech(tree.lemma(v)), Some("say" | "show"));
    // Verbs of thought pass on what somebody holds to be so, as verbs of speech do; verbs of a `say` act only with a
    // clause of their own ("demanded that"), since many of them ("have", "make") mean much else.
    let thought = lex.in_list("cognition", tree.lemma(v));
    let act = lex.verb(tree.lemma(v)).iter().any(|&f| lex.frames[f as usize].act.family() == "say")
        && !lex.in_list("light", tree.lemma(v));
    let intended = lex.in_list("intention", tree.lemma(v));
    if tree.upos(v) != Upos::Verb || !(said || act || thought || intended) {
        return None;
    }
    let passive = roles::is_passive(tree, v);
    // "know how to run it", "is supposed to pay": nobody says that it is so.
    let bare =
        |c: &usize| tree.tok(*c).feats.has("VerbForm=Inf") && tree.kid(*c, &["nsubj", "aux"]).is_none();
    // "is supposed to have left" passes on, "is supposed to pay" is a duty.
    let duty = tree.lemma(v) == "suppose"
        && !tree.kid(v, &["xcomp"]).is_some_and(|x| tree.kids(x).any(|k| tree.lower(k) == "have"));
    let hearsay = said && passive && !duty && lex.in_list("hearsay-passive", tree.lemma(v));
    let complement = tree
        .kid(v, &["ccomp"])
        .filter(|c| !bare(c))
        .or_else(|| tree.kid(v, &["xcomp"]).filter(|_| hearsay || intended))
        // "announced the closure", "the closure was announced": what is told is a noun.
        .or_else(|| {
            let told = if passive { "nsubj" } else { "obj" };
            let tells = lex.in_list("tells-noun", tree.lemma(v)) && !lex.in_list("keeps-noun", tree.lemma(v));
            // "requested a rerun", "called for a rerun"
            let demands = lex.in_list("demands-noun", tree.lemma(v));
            let called = || {
                let calls = !passive && tree.lemma(v) == "call";
                tree.kids(v).find(|&k| calls && tree.base(k) == "obl" && tree.case(k) == Some("for"))
            };
            tree.kid(v, &[told]).filter(|_| tells || demands).or_else(called)
        });
    let quote = quote_near(work, tree, v).filter(|_| said || complement.is_some());
    let host = (tree.rel(v) == Rel::PARATAXIS && said && tree.kid(v, &["obj"]).is_none())
        .then(|| tree.head(v))
        .flatten();
    let content = match (complement, quote, host) {
        (Some(c), Some(q), _) => {
            let clause = whole_clause(tree, c);
            if q.inner.overlaps(clause) { clause.join(q.inner) } else { clause }
        }
        (Some(c), None, _) => whole_clause(tree, c),
        (None, Some(q), _) => q.inner,
        (None, None, Some(h)) => outside(tree, h, v),
        _ => return None,
    };
    Some(Speech {
        source: source(tree, lex, v, passive).map(|s| tree_phrase(tree, lex, s)),
        cue: tree.tok(v).span,
        content,
        kind: kind(work, content),
    })
}

/// A clause with all that is joined to it, without punctuation at its ends.
fn whole_clause(tree: &Tree<'_>, c: usize) -> Span {
    let (lo, hi) = tree.reach(c);
    let named = |&i: &usize| i > c && tree.lower(i) == "according";
    let hi = (lo..=hi).find(named).map_or(hi, |i| i - 1);
    trimmed(tree, lo, hi).unwrap_or_else(|| phrase::clause_span(tree, c))
}

/// Who says it: the subject, of a passive the agent; "it turned out", "several are said to have left" name nobody.
fn source(tree: &Tree<'_>, lex: &Lexicon, v: usize, passive: bool) -> Option<usize> {
    if passive {
        return roles::of_clause(tree, lex, v, true).get(&RoleKey::Subj);
    }
    let empty = |s: &usize| {
        tree.lower(*s) == "it" && tree.kid(v, &["ccomp", "csubj"]).is_some() || tree.base(*s) == "expl"
    };
    roles::subject(tree, lex, v).filter(|s| !empty(s))
}

/// "The ministry's announcement that …": a noun of speech with a clause.
fn word_of(work: &Work<'_>, tree: &Tree<'_>, lex: &Lexicon, n: usize) -> Option<Speech> {
    let lemma = tree.lemma(n).to_lowercase();
    if tree.upos(n) != Upos::Noun || lex.speech(&lemma) != Some("noun") || lex.in_list("sourceless", &lemma) {
        return None;
    }
    let told = |&c: &usize| {
        c > n
            && matches!(tree.base(c), "acl" | "ccomp")
            && tree.kid(c, &["mark"]).is_some_and(|mark| tree.lower(mark) == "that")
    };
    let content = whole_clause(tree, tree.kids(n).find(told)?);
    let by = |&k: &usize| {
        let of = tree.case(k).is_some_and(|case| matches!(case, "by" | "of" | "from"));
        tree.rel(k) == Rel::NMOD_POSS || tree.base(k) == "nmod" && of
    };
    let source = tree.kids(n).find(by).map(|k| tree_phrase(tree, lex, k));
    Some(Speech { source, cue: tree.tok(n).span, content, kind: kind(work, content) })
}

/// A line "Image: Anna Berg." under a caption, "Source: AFP" under a note: whose they are.
fn credit(caption: &Tree<'_>, line: &Tree<'_>, lex: &Lexicon) -> Option<Speech> {
    if !(3..=12).contains(&line.len()) || line.form(1) != ":" || !lex.in_list("credit", line.lower(0)) {
        return None;
    }
    let source = trimmed(line, 2, line.len() - 1)?;
    let content = trimmed(caption, 0, caption.len().checked_sub(1)?)?;
    Some(Speech { source: Some(source), cue: line.tok(0).span, content, kind: SpeechKind::Indirect })
}

/// "According to the ministry, …"
fn according(tree: &Tree<'_>, lex: &Lexicon, k: usize) -> Option<Speech> {
    let case = tree.case(k)?;
    if case != "according to"
        && !(case == "to" && k > 1 && tree.lower(tree.reach(k).0.saturating_sub(1)) == "according")
    {
        return None;
    }
    let clause =
        tree.head(k).filter(|&h| tree.is_clause(h)).or_else(|| tree.head(k).and_then(|h| tree.head(h)))?;
    let mark = tree.kids(k).find(|&m| tree.base(m) == "case")?;
    let source = tree_phrase(tree, lex, k);
    let (a, b) = tree.reach(clause);
    // The content is the clause without the phrase itself, on the longer side of it.
    let (x, y) = tree.reach(k);
    let (lo, hi) =
        if x.saturating_sub(a) > b.saturating_sub(y) { (a, x.checked_sub(1)?) } else { ((y + 1).min(b), b) };
    let content = trimmed(tree, lo, hi)?;
    let cue_end = tree
        .kids(mark)
        .filter(|&f| tree.base(f) == "fixed")
        .map(|f| tree.tok(f).span.end)
        .max()
        .unwrap_or(tree.tok(mark).span.end);
    let cue_start = if tree.lower(mark) == "to" {
        tree.tok(mark.checked_sub(1)?).span.start
    } else {
        tree.tok(mark).span.start
    };
    Some(Speech {
        source: Some(source),
        cue: Span::new(cue_start, cue_end),
        content,
        kind: SpeechKind::Indirect,
    })
}

/// A speaker as the text names them.
fn tree_phrase(tree: &Tree<'_>, lex: &Lexicon, t: usize) -> Span {
    let phrase = phrase::span(tree, lex, t, &[]);
    speech::person_name(tree, t).map_or(phrase, |name| name.join(phrase))
}

/// The host clause of an inserted "…, he said", on its longer side.
fn outside(tree: &Tree<'_>, host: usize, inserted: usize) -> Span {
    let (a, b) = tree.reach(host);
    let (x, y) = tree.reach(inserted);
    let (lo, hi) = if x.saturating_sub(a) >= b.saturating_sub(y) {
        (a, x.saturating_sub(1))
    } else {
        ((y + 1).min(b), b)
    };
    trimmed(tree, lo, hi).unwrap_or_else(|| tree.tok(host).span)
}

fn trimmed(tree: &Tree<'_>, mut lo: usize, mut hi: usize) -> Option<Span> {
    while lo < hi && tree.upos(lo) == Upos::Punct {
        lo += 1;
    }
    while hi > lo && tree.upos(hi) == Upos::Punct {
        hi -= 1;
    }
    (lo <= hi && hi < tree.len()).then(|| tree.span(lo, hi))
}

/// A quotation of four words or more that the sentence of `v` holds or opens, with `v` outside.
fn quote_near(work: &Work<'_>, tree: &Tree<'_>, v: usize) -> Option<Quoted> {
    let at = tree.tok(v).span;
    work.layout
        .quotes
        .iter()
        .copied()
        .filter(|q| !q.inner.covers(at.start) && q.inner.of(tree.text).split_whitespace().count() >= 4)
        .find(|q| q.inner.start <= tree.sent.span.end + 3 && q.inner.end + 3 >= tree.sent.span.start)
}

fn kind(work: &Work<'_>, content: Span) -> SpeechKind {
    let quotes = work.layout.quotes.iter().filter(|q| q.inner.overlaps(content));
    let mut any = false;
    for q in quotes {
        any = true;
        if q.inner.start <= content.start + 1 && q.inner.end + 1 >= content.end {
            return SpeechKind::Direct;
        }
    }
    if any { SpeechKind::Mixed } else { SpeechKind::Indirect }
}
