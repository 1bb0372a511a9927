//! Threats that no verb names: "they told us that if we talked, we would lose the shop", "unless the permit goes, he said,
//! we will block the bridge".
//!
//! In: a sentence. Out: `say.threaten` by whoever speaks. A threat has three parts: who speaks, a condition, and what
//! follows from it that the hearer must fear. Not here: verbs that threaten by themselves (`lexicon/en/frames/say.toml`).

use crate::draft::{Draft, Item};
use crate::phrase;
use crate::roles;
use crate::special::Ask;
use crate::tree::Tree;
use kua_syntax::Upos;

/// The threats of a sentence that `found` does not have yet.
pub fn threats(ask: &Ask<'_, '_>, found: &[Draft]) -> Vec<Draft> {
    let tree = ask.tree;
    let speaks = |v: &usize| {
        tree.upos(*v) == Upos::Verb && matches!(ask.lex.speech(tree.lemma(*v)), Some("say" | "report"))
    };
    (0..tree.len()).filter(speaks).filter_map(|v| threat(ask, v, found)).collect()
}

fn threat(ask: &Ask<'_, '_>, v: usize, found: &[Draft]) -> Option<Draft> {
    let (tree, lex) = (ask.tree, ask.lex);
    let content = content(tree, v)?;
    let follows = std::iter::once(content)
        .chain(tree.kids(content).filter(|&k| tree.base(k) == "conj"))
        .find(|&c| ahead(tree, c))?;
    let condition = condition(tree, v, follows)?;
    // Only who warns makes a threat of a strike; who merely says so tells of a plan.
    let warns = matches!(tree.lemma(v), "warn" | "threaten" | "vow" | "caution" | "swear");
    let feared =
        feared(ask, follows, "feared-act") || condition.unmet && warns && feared(ask, follows, "pressed-act");
    let said = found.iter().any(|d| d.act.as_str() == "say.threaten");
    if !feared || said {
        return None;
    }
    let speaker = roles::subject(tree, lex, v).filter(|&t| tree.head(t) == Some(v))?;
    let (lo, hi) = (tree.reach(v), tree.reach(content));
    let (first, mut last) = (lo.0.min(hi.0), lo.1.max(hi.1));
    while last > first && tree.upos(last) == Upos::Punct && !matches!(tree.form(last), "”" | "\"" | "»") {
        last -= 1;
    }
    let mut draft = ask.draft("say.threaten", "threat", v, (first, last));
    draft.who = vec![Item { head: speaker, span: phrase::span(tree, lex, speaker, &[]) }];
    // Reporters are told of it; it is not they who are threatened.
    let press = |k: usize| tree.own_mask(k) & lex.classes.bit("press") != 0;
    let hearer = tree.kids(v).find(|&k| {
        let told = matches!(tree.base(k), "obj" | "iobj");
        told && (ask.people(k) || tree.upos(k) == Upos::Pron) && !press(k)
    });
    draft.whom =
        hearer.map(|head| Item { head, span: phrase::span(tree, lex, head, &[]) }).into_iter().collect();
    Some(draft)
}

/// What is said: the clause under the verb, or the one that the verb is put into.
fn content(tree: &Tree<'_>, v: usize) -> Option<usize> {
    let own = tree.kids(v).find(|&k| {
        matches!(tree.base(k), "ccomp") || tree.base(k) == "parataxis" && k < v && tree.is_clause(k)
    });
    let around = || tree.head(v).filter(|&h| tree.base(v) == "parataxis" && tree.is_clause(h));
    own.or_else(around)
}

/// Whether the clause is about what will or would be.
fn ahead(tree: &Tree<'_>, c: usize) -> bool {
    tree.kids(c).any(|k| {
        tree.base(k) == "aux"
            && matches!(
                tree.lower(k),
                "will"
                    | "would"
                    | "shall"
                    | "'ll"
                    | "’ll"
                    | "wo"
                    | "could"
                    | "might"
                    | "may"
                    | "'d"
                    | "’d"
                    | "can"
            )
    })
}

struct Condition {
    /// "If they do not answer", "unless": what is asked is not done.
    unmet: bool,
}

fn condition(tree: &Tree<'_>, v: usize, c: usize) -> Option<Condition> {
    for k in tree.kids(c).chain(tree.kids(v)).filter(|&k| tree.base(k) == "advcl") {
        match tree.kid(k, &["mark"]).map(|m| tree.lower(m)) {
            Some("if") => {
                let no =
                    |m: usize| matches!(tree.lower(m), "not" | "n't" | "n’t" | "no" | "nobody" | "nothing");
                let subject = tree.kid(k, &["nsubj"]);
                let denied = tree.kids(k).chain(subject.into_iter().flat_map(|s| tree.kids(s))).any(no);
                return Some(Condition { unmet: denied });
            }
            Some("unless") => return Some(Condition { unmet: true }),
            _ => {}
        }
    }
    let other = |word: &str| tree.kids(c).any(|k| tree.lower(k) == word);
    if other("otherwise") {
        return Some(Condition { unmet: true });
    }
    let next_time =
        tree.kids(c).any(|k| tree.lower(k) == "time" && tree.kids(k).any(|m| tree.lower(m) == "next"));
    let subject = tree.kid(c, &["nsubj", "csubj"]);
    let whoever = subject.is_some_and(|s| {
        matches!(tree.lower(s), "whoever" | "anyone" | "anybody" | "those" | "ones" | "everyone" | "all")
            && tree.kids(s).any(|k| tree.base(k) == "acl")
            || tree.kids(s).any(|k| tree.lower(k) == "whoever")
    });
    (next_time || whoever).then_some(Condition { unmet: false })
}

/// Whether the clause is one of the acts in a list, or a loss of what one lives by, or "be next".
fn feared(ask: &Ask<'_, '_>, c: usize, list: &str) -> bool {
    let (tree, lex) = (ask.tree, ask.lex);
    let lemma = tree.lemma(c);
    let loses =
        lemma == "lose" && tree.kid(c, &["obj"]).is_some_and(|o| lex.in_list("livelihood", tree.lemma(o)));
    lex.in_list(list, lemma) || loses || tree.kid(c, &["cop"]).is_some() && lemma == "next"
}
