//! What stands around a predicate and tells whether it happened: its form, its helpers, what it depends on.
//!
//! In: a predicate with its scope. Out: names such as `aux:will`, `head:xcomp:want`. A name says nothing by itself; the
//! weights do (after the lexical and structural cues of de Marneffe et al. 2012 and White et al. 2018).

use crate::scope::Scope;
use crate::tree::Tree;
use kua_record::Polarity;
use kua_syntax::Upos;

/// The names, in a fixed order; none twice.
pub fn of(tree: &Tree<'_>, v: usize, scope: &Scope) -> Vec<String> {
    let mut out = vec!["all".to_owned()];
    scoped(scope, tree.base(v), &mut out);
    itself(tree, v, &mut out);
    helpers(tree, v, "", &mut out);
    // "went and sold": what the first of joined verbs depends on, the second does.
    let first = if tree.base(v) == "conj" { tree.head(v).unwrap_or(v) } else { v };
    if first != v {
        out.push(format!("joined:{}", tree.base(first)));
        helpers(tree, first, "joined-", &mut out);
    }
    if let Some(head) = tree.head(first) {
        let base = tree.base(first);
        out.push(format!("head:{base}:{}", tree.lemma(head).to_lowercase()));
        out.push(format!("head-kind:{base}:{}", tree.upos(head).as_str()));
        itself_as_head(tree, head, base, &mut out);
        helpers(tree, head, "head-", &mut out);
        if let Some(above) = tree.head(head) {
            out.push(format!("above:{}:{}", tree.base(head), tree.lemma(above).to_lowercase()));
            helpers(tree, above, "above-", &mut out);
        }
    }
    let sentence = tree.sent.span.of(tree.text).trim_end();
    if sentence.ends_with('?') {
        out.push(format!("question:{}", tree.base(v)));
    }
    if let Some(word) = (0..tree.len()).find(|&i| tree.upos(i) != Upos::Punct) {
        out.push(format!("opens:{}", tree.lower(word)));
    }
    // What makes an affirmed act likely makes a denied one unlikely: "did go", "did not go".
    if scope.polarity == Polarity::Negated {
        out.iter_mut().skip(1).for_each(|name| name.insert_str(0, "not:"));
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn scoped(scope: &Scope, base: &str, out: &mut Vec<String>) {
    out.push("said".to_owned());
    out.push(format!("said:{:?}", scope.reality));
    out.push(format!("said:{:?}:{base}", scope.reality));
    if let Some((_, term)) = scope.sure {
        out.push(format!("sure:{term:?}"));
    }
}

fn itself(tree: &Tree<'_>, v: usize, out: &mut Vec<String>) {
    let base = tree.base(v);
    out.push(format!("rel:{base}"));
    out.push(format!("lemma:{}", tree.lemma(v).to_lowercase()));
    out.push(format!("kind:{}", tree.upos(v).as_str()));
    let form = form(tree, v);
    out.push(format!("form:{form}"));
    out.push(format!("form:{form}:{base}"));
    let subject = tree.kid(v, &["nsubj", "csubj", "expl"]);
    let told = match subject {
        None => "none".to_owned(),
        Some(s) if tree.upos(s) == Upos::Pron => tree.lower(s).to_owned(),
        Some(_) => "noun".to_owned(),
    };
    out.push(format!("subject:{told}"));
    if let Some(object) = tree.kid(v, &["obj"]) {
        let det = tree.kid(object, &["det"]).map_or_else(|| "bare".to_owned(), |d| tree.lower(d).to_owned());
        out.push(format!("object:{det}"));
    }
    for k in tree.kids(v).filter(|&k| matches!(tree.base(k), "ccomp" | "xcomp" | "advcl")) {
        out.push(format!("below:{}", tree.base(k)));
    }
}

fn itself_as_head(tree: &Tree<'_>, head: usize, base: &str, out: &mut Vec<String>) {
    out.push(format!("head-form:{base}:{}", form(tree, head)));
    if let Some(subject) = tree.kid(head, &["nsubj"]).filter(|&s| tree.upos(s) == Upos::Pron) {
        out.push(format!("head-subject:{base}:{}", tree.lower(subject)));
    }
}

/// Helpers, markers, adverbs and prepositions of a predicate.
fn helpers(tree: &Tree<'_>, v: usize, whose: &str, out: &mut Vec<String>) {
    let base = tree.base(v);
    for k in tree.kids(v) {
        let word = tree.lower(k);
        match tree.base(k) {
            "aux" | "cop" => out.push(format!("{whose}aux:{word}")),
            "mark" | "case" => {
                out.push(format!("{whose}mark:{word}"));
                out.push(format!("{whose}mark:{base}:{word}"));
            }
            "advmod" => out.push(format!("{whose}adverb:{word}")),
            "cc" => out.push(format!("{whose}and:{word}")),
            _ => {}
        }
    }
}

/// `Inf`, `Ger`, `Part`, `Imp`, `Past`, `Pres` or `-`.
fn form(tree: &Tree<'_>, v: usize) -> &'static str {
    let feats = &tree.tok(v).feats;
    let names = [
        ("VerbForm=Inf", "Inf"),
        ("VerbForm=Ger", "Ger"),
        ("VerbForm=Part", "Part"),
        ("Mood=Imp", "Imp"),
        ("Tense=Past", "Past"),
        ("Tense=Pres", "Pres"),
    ];
    names.iter().find(|(feat, _)| feats.has(feat)).map_or("-", |(_, name)| name)
}
