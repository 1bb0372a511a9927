//! "burning tyres" behind a preposition: what a road is blocked with, read as somebody who burns tyres.

use super::{kids, nominal, set};
use crate::lexicon::Lexicon;
use kua_syntax::{Rel, Sentence, Upos};

/// "barricades of burning tyres", "blocked the road with burning tyres": a participle and a noun that the lexicon knows
/// as one thing are no verb with an object. "charged with burning tyres" stays a deed.
pub fn mend(text: &str, lex: &Lexicon, s: &mut Sentence) {
    for i in 1..s.tokens.len().saturating_sub(1) {
        let (mark, n) = (i - 1, i + 1);
        let held = |k: usize, rel: &str| s.tokens[k].head == Some(i) && s.tokens[k].rel.base() == rel;
        if s.tokens[i].upos != Upos::Verb || !held(mark, "mark") || !held(n, "obj") {
            continue;
        }
        let participle = s.tokens[i].span.of(text);
        let known = |p: Option<&str>| lex.classes.of(&s.tokens[n].lemma, |k| p.filter(|_| k == 0));
        let obstacle = lex.classes.bit("barricade");
        let Some(h) = s.tokens[i].head.filter(|_| known(Some(participle)) & obstacle != 0) else { continue };
        let mut verb = h;
        while s.tokens[verb].upos != Upos::Verb
            && let Some(above) = s.tokens[verb].head
        {
            verb = above;
        }
        let heap = s.tokens[mark].lemma == "of"
            && nominal(s.tokens[h].upos)
            && lex.classes.of(&s.tokens[h].lemma, |_| None) & (obstacle | lex.classes.bit("quantity")) != 0;
        let gathers = |&f: &u32| lex.frames[f as usize].act.family() == "gather";
        let means = s.tokens[mark].lemma == "with" && lex.verb(&s.tokens[verb].lemma).iter().any(gathers);
        if !heap && !means {
            continue;
        }
        for k in kids(s, i) {
            if k > n && s.tokens[k].rel.base() == "obl" {
                s.tokens[k].head = Some(verb);
            }
        }
        set(s, n, if heap { h } else { verb }, if heap { Rel::NMOD } else { Rel::OBL });
        set(s, mark, n, Rel::CASE);
        set(s, i, n, Rel::AMOD);
        s.tokens[i].upos = Upos::Adj;
    }
}
