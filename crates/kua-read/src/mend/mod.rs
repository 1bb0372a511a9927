//! Mends trees that leave a clause without its verb: "The rector levelled accusations" read as one noun phrase.
//!
//! Headlines and short clauses of news ("Police used batons against the cyclists") tempt the parser to hang the verb on
//! its object as a participle, on its subject as a joined noun, or to take it for a noun. A clause is rebuilt only if it
//! has no verb of its own, so that sound trees stay as they are.
//! In: a parsed sentence. Out: the same tokens with heads, relations and one part of speech mended.
//! Not here: lemmas (`lexicon/forms.rs`), roles (`roles.rs`).

mod burning;
mod subjects;

use crate::lexicon::Lexicon;
use kua_syntax::{Feats, Rel, Sentence, Upos};
use smol_str::SmolStr;

/// Mends every clause of the sentence that needs it.
pub fn mend(text: &str, lex: &Lexicon, s: &mut Sentence) {
    stray_prepositions(s);
    subjects::mend(lex, s);
    outside_people(lex, s);
    doers_in_phrases(lex, s);
    who_is_people(lex, s);
    asked_to(lex, s);
    counted_people(text, lex, s);
    shot_dead(lex, s);
    finite_verbs(lex, s);
    split_time_phrases(text, lex, s);
    joined_nouns(s);
    up_to(s);
    particles(lex, s);
    bare_objects(lex, s);
    names_given(lex, s);
    hyphened_nouns(text, lex, s);
    seen(lex, s);
    joined_clauses(s);
    have_used(s);
    burning::mend(text, lex, s);
    named_as(lex, s);
    stood_by(s);
    for top in 0..s.tokens.len() {
        let clause = matches!(s.tokens[top].rel.base(), "root" | "ccomp" | "parataxis" | "advcl");
        if clause && nominal(s.tokens[top].upos) && !has_verb(s, top) {
            let mended = verb_on_object(s, top)
                || verb_on_joined_object(s, top)
                || verb_joined(lex, s, top)
                || verb_as_noun(text, lex, s, top);
            if mended {
                return;
            }
        }
    }
}

/// "told them to stop", "asked the inspector to step in": whom a verb with an infinitive is said to is its object, and
/// the infinitive the verb's.
fn asked_to(lex: &Lexicon, s: &mut Sentence) {
    for hearer in 0..s.tokens.len() {
        let Some(v) = s.tokens[hearer]
            .head
            .filter(|&v| v < hearer && matches!(s.tokens[hearer].rel.base(), "iobj" | "obj"))
        else {
            continue;
        };
        if !lex.in_list("asking-verb", &s.tokens[v].lemma)
            || kids(s, v).iter().any(|&k| k != hearer && s.tokens[k].rel.base() == "obj")
        {
            continue;
        }
        let to = |s: &Sentence, k: usize| {
            kids(s, k).iter().any(|&m| s.tokens[m].rel.base() == "mark" && s.tokens[m].lemma == "to")
        };
        // "told us that …": what is told is the verb's, too.
        let told = kids(s, hearer).into_iter().find(|&k| {
            let that = |&m: &usize| s.tokens[m].rel.base() == "mark" && s.tokens[m].lemma == "that";
            matches!(s.tokens[k].rel.base(), "acl" | "ccomp") && kids(s, k).iter().any(that)
        });
        if let Some(k) = told {
            set(s, k, v, Rel::CCOMP);
        }
        // "told them through a loudspeaker to leave": a phrase between makes an aim of it.
        let own = kids(s, v).into_iter().find(|&k| {
            let base = s.tokens[k].rel.base();
            k > hearer && (base == "xcomp" || base == "advcl" && to(s, k))
        });
        if let Some(k) = own {
            s.tokens[k].rel = Rel::XCOMP;
        }
        let phrases = kids(s, v).into_iter().filter(|&k| k > hearer && s.tokens[k].rel.base() == "obl");
        let hung = std::iter::once(hearer)
            .chain(phrases)
            .flat_map(|h| kids(s, h))
            .find(|&k| s.tokens[k].rel.base() == "acl" && to(s, k));
        if let Some(k) = hung {
            set(s, k, v, Rel::XCOMP);
        }
        if own.or(hung).is_some() {
            s.tokens[hearer].rel = Rel::OBJ;
        }
    }
}

/// "counted 38 wounded", "spoke of almost 200 injured": those who are so, read as a verb.
fn counted_people(text: &str, lex: &Lexicon, s: &mut Sentence) {
    const KINDS: [&str; 3] = ["figure-killed", "figure-injured", "figure-detained"];
    for people in 1..s.tokens.len() {
        let number = people - 1;
        let listed =
            KINDS.iter().any(|list| lex.in_list(list, &s.tokens[people].span.of(text).to_lowercase()));
        let read_as_verb = s.tokens[people].upos == Upos::Verb
            && s.tokens[number].upos == Upos::Num
            && s.tokens[number].head == Some(people)
            && matches!(s.tokens[people].rel.base(), "xcomp" | "advcl" | "ccomp" | "acl");
        let bare = kids(s, people).iter().all(|&k| k < people || s.tokens[k].upos == Upos::Punct);
        let Some(v) = s.tokens[people].head.filter(|&v| v < number && listed && read_as_verb && bare) else {
            continue;
        };
        if !lex.in_list("figure-source-verb", &s.tokens[v].lemma) {
            continue;
        }
        let below = [people, number].into_iter().flat_map(|h| kids(s, h));
        let of = below.into_iter().find(|&k| k < number && s.tokens[k].upos == Upos::Adp);
        s.tokens[people].upos = Upos::Noun;
        s.tokens[people].rel = if of.is_some() { Rel::OBL } else { Rel::OBJ };
        s.tokens[number].rel = Rel::NUMMOD;
        if let Some(of) = of {
            set(s, of, people, Rel::CASE);
        }
    }
}

/// "accused outside agitators": people from outside, not the space outside of them.
fn outside_people(lex: &Lexicon, s: &mut Sentence) {
    for i in 0..s.tokens.len() {
        let Some(noun) = s.tokens[i].head.filter(|&h| h > i && s.tokens[i].rel.base() == "case") else {
            continue;
        };
        let Some(v) = s.tokens[noun].head.filter(|&v| s.tokens[v].upos == Upos::Verb) else { continue };
        let from_outside = s.tokens[i].lemma == "outside" && lex.in_list("outsider", &s.tokens[noun].lemma);
        let bare = kids(s, noun).iter().all(|&k| s.tokens[k].rel.base() != "det");
        if from_outside
            && bare
            && s.tokens[noun].rel.base() == "obl"
            && !kids(s, v).iter().any(|&k| s.tokens[k].rel.base() == "obj")
        {
            s.tokens[i].upos = Upos::Adj;
            set(s, i, noun, Rel::AMOD);
            set(s, noun, v, Rel::OBJ);
        }
    }
}

/// "bundled into a van [by soldiers]": whoever did it, read as part of the phrase before.
fn doers_in_phrases(lex: &Lexicon, s: &mut Sentence) {
    for doer in 0..s.tokens.len() {
        let Some(noun) = s.tokens[doer].head.filter(|&h| h < doer && s.tokens[doer].rel.base() == "nmod")
        else {
            continue;
        };
        let Some(v) = s.tokens[noun].head.filter(|&v| v < noun && s.tokens[noun].rel.base() == "obl") else {
            continue;
        };
        let below = kids(s, doer);
        let by = below.iter().any(|&k| s.tokens[k].rel.base() == "case" && s.tokens[k].lemma == "by");
        let of_verb = kids(s, v);
        let passive = of_verb.iter().any(|&k| s.tokens[k].rel == Rel::AUX_PASS)
            && !of_verb.iter().any(|&k| s.tokens[k].rel == Rel::OBL_AGENT);
        // "died in clashes by the gate", "crushed in a stampede by …": what people do has its own doer.
        let thing = lex.noun(&s.tokens[noun].lemma).is_empty();
        let people =
            lex.classes.of(&s.tokens[doer].lemma.to_lowercase(), |_| None) & lex.classes.people() != 0;
        if by && passive && thing && people {
            set(s, doer, v, Rel::OBL_AGENT);
        }
    }
}

/// "the farmers of the upper valley, who shut it": "who" tells of people, not of the place they are from.
fn who_is_people(lex: &Lexicon, s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        let Some(place) = s.tokens[v].head.filter(|_| s.tokens[v].rel == Rel::ACL_RELCL) else { continue };
        let Some(people) = s.tokens[place]
            .head
            .filter(|&p| p < place && s.tokens[place].rel.base() == "nmod" && nominal(s.tokens[p].upos))
        else {
            continue;
        };
        let who = kids(s, v).iter().any(|&k| k < v && matches!(s.tokens[k].lemma.as_str(), "who" | "whom"));
        let class = |i: usize| {
            let lemma = s.tokens[i].lemma.to_lowercase();
            (lex.classes.of(&lemma, |_| None) | lex.classes.by_kind(&lemma)) & lex.classes.people() != 0
        };
        let common = nominal(s.tokens[place].upos) && s.tokens[place].lemma.starts_with(char::is_lowercase);
        if who && common && !class(place) && class(people) {
            s.tokens[v].head = Some(people);
        }
    }
}

/// "[On] Friday police fired gas": a preposition before the verb cannot belong to a noun behind it.
fn stray_prepositions(s: &mut Sentence) {
    for c in 0..s.tokens.len().saturating_sub(1) {
        let Some(h) = s.tokens[c].head.filter(|&h| h > c + 1 && s.tokens[c].rel.base() == "case") else {
            continue;
        };
        let across = s.tokens[h].head.is_some_and(|v| c < v && v < h && s.tokens[v].upos == Upos::Verb);
        if across && nominal(s.tokens[c + 1].upos) {
            set(s, c, c + 1, Rel::CASE);
        }
    }
}

/// "shot dead at least nine demonstrators": what the verb makes of them, read as a quality of theirs.
fn shot_dead(lex: &Lexicon, s: &mut Sentence) {
    for i in 1..s.tokens.len() {
        let v = i - 1;
        let result = lex.in_list("result-state", &s.tokens[i].lemma.to_lowercase());
        let of_object = s.tokens[i].head.is_some_and(|o| {
            o > i
                && s.tokens[o].head == Some(v)
                && s.tokens[o].rel.base() == "obj"
                && s.tokens[i].rel.base() == "amod"
        });
        if result && of_object && s.tokens[v].upos == Upos::Verb {
            set(s, i, v, Rel::XCOMP);
        }
    }
}

/// "stood by as men smashed the stalls": the particle read with the clause behind it.
fn stood_by(s: &mut Sentence) {
    for v in 0..s.tokens.len().saturating_sub(2) {
        let by = v + 1;
        let clause = matches!(s.tokens[v + 2].lemma.as_str(), "as" | "while" | "when");
        if s.tokens[v].lemma == "stand"
            && s.tokens[by].lemma == "by"
            && clause
            && s.tokens[by].head != Some(v)
        {
            set(s, by, v, Rel::COMPOUND_PRT);
        }
    }
}

/// "called the marchers vandals": what they are called, read as a verb.
fn named_as(lex: &Lexicon, s: &mut Sentence) {
    for i in 1..s.tokens.len() {
        let called = s.tokens[i].head.is_some_and(|v| {
            lex.in_list("naming-verb", &s.tokens[v].lemma)
                && s.tokens[i - 1].head == Some(v)
                && s.tokens[i - 1].rel.base() == "obj"
        });
        let bare = called
            && s.tokens[i].rel.base() == "xcomp"
            && s.tokens[i].upos == Upos::Verb
            && s.tokens[i].feats.has("VerbForm=Fin")
            && kids(s, i).is_empty();
        if bare {
            s.tokens[i].upos = Upos::Noun;
            s.tokens[i].feats = Feats(SmolStr::new_static("Number=Plur"));
        }
    }
}

fn nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

fn kids(s: &Sentence, h: usize) -> Vec<usize> {
    (0..s.tokens.len()).filter(|&i| s.tokens[i].head == Some(h)).collect()
}

/// Whether a token hangs below another.
fn under(s: &Sentence, mut k: usize, top: usize) -> bool {
    for _ in 0..s.tokens.len() {
        match s.tokens[k].head {
            Some(h) if h == top => return true,
            Some(h) => k = h,
            None => return false,
        }
    }
    false
}

/// A copula or an auxiliary makes a clause of the noun; a preposition says that it is none.
fn has_verb(s: &Sentence, top: usize) -> bool {
    kids(s, top).iter().any(|&k| matches!(s.tokens[k].rel.base(), "cop" | "aux" | "case"))
}

fn past(s: &Sentence, v: usize) -> bool {
    let t = &s.tokens[v];
    t.feats.has("Tense=Past")
        && !kids(s, v).iter().any(|&k| matches!(s.tokens[k].rel.base(), "aux" | "nsubj" | "obj"))
}

/// "The column consisted of": a past form of a verb without a passive, with a subject of its own, is finite.
fn finite_verbs(lex: &Lexicon, s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        let t = &s.tokens[v];
        if t.upos != Upos::Verb
            || !t.feats.has("VerbForm=Part")
            || !t.feats.has("Tense=Past")
            || !lex.in_list("intransitive", &t.lemma)
        {
            continue;
        }
        let below = kids(s, v);
        let subject = below.iter().any(|&k| s.tokens[k].rel == Rel::NSUBJ);
        if subject && !below.iter().any(|&k| s.tokens[k].rel.base() == "aux") {
            finite(s, v);
        }
    }
}

/// "In April [drivers] went on strike", "In Almaty [nurses] rallied": the subject read as the noun of a phrase of time
/// or place.
fn split_time_phrases(text: &str, lex: &Lexicon, s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb
            || kids(s, v)
                .iter()
                .any(|&k| k + 1 != v && matches!(s.tokens[k].rel.base(), "nsubj" | "csubj" | "aux"))
        {
            continue;
        }
        year_before_subject(text, s, v);
        let Some(noun) = v.checked_sub(1).filter(|&n| {
            s.tokens[n].head == Some(v)
                && matches!(s.tokens[n].rel.base(), "obl" | "nsubj")
                && (s.tokens[n].feats.has("Number=Plur")
                    || lex.in_list("group-anaphor", &s.tokens[n].lemma)
                    || s.tokens[n].lemma == "police")
        }) else {
            continue;
        };
        let below = kids(s, noun);
        let Some(&case) = below.iter().find(|&&k| s.tokens[k].rel.base() == "case" && k < noun) else {
            continue;
        };
        let Some(&time) = below.iter().find(|&&k| {
            k == case + 1 && k < noun && matches!(s.tokens[k].rel.base(), "compound" | "nummod" | "nmod")
        }) else {
            continue;
        };
        let form = s.tokens[time].span.of(text).to_lowercase();
        let year = form.len() == 4 && form.bytes().all(|b| b.is_ascii_digit());
        let place =
            s.tokens[time].upos == Upos::Propn && time + 1 == noun && s.tokens[noun].upos == Upos::Noun;
        if !year && !place && !lex.in_list("time-noun", &form) {
            continue;
        }
        set(s, time, v, Rel::OBL);
        set(s, case, time, Rel::CASE);
        set(s, noun, v, Rel::NSUBJ);
        finite(s, v);
    }
}

/// "In 2009 farmers from a neighbouring village marched": the year read as the number of the subject.
fn year_before_subject(text: &str, s: &mut Sentence, v: usize) {
    let found = kids(s, v).into_iter().filter(|&n| n < v && s.tokens[n].rel.base() == "obl").find_map(|n| {
        let below = kids(s, n);
        let case = *below.iter().find(|&&k| s.tokens[k].rel.base() == "case" && k + 2 <= n)?;
        let year = case + 1;
        let form = s.tokens[year].span.of(text);
        let is_year = s.tokens[year].head == Some(n)
            && form.len() == 4
            && (form.starts_with("19") || form.starts_with("20"))
            && form.bytes().all(|b| b.is_ascii_digit());
        (is_year && s.tokens[n].feats.has("Number=Plur")).then_some((n, case, year))
    });
    if let Some((noun, case, year)) = found {
        set(s, year, v, Rel::OBL);
        set(s, case, year, Rel::CASE);
        set(s, noun, v, Rel::NSUBJ);
        finite(s, v);
    }
}

/// "a [poet] and two drummers": a new article or number behind "and" begins a second noun, so the first is no compound.
fn joined_nouns(s: &mut Sentence) {
    for first in 0..s.tokens.len().saturating_sub(3) {
        let Some(last) =
            s.tokens[first].head.filter(|&l| l > first + 2 && s.tokens[first].rel == Rel::COMPOUND)
        else {
            continue;
        };
        let joined = s.tokens[first + 1].upos == Upos::Cconj
            && matches!(s.tokens[first + 2].upos, Upos::Det | Upos::Num);
        if !joined || !nominal(s.tokens[first].upos) || s.tokens[first + 2].head != Some(last) {
            continue;
        }
        for k in kids(s, last) {
            if k < first {
                s.tokens[k].head = Some(first);
            }
        }
        s.tokens[first].head = s.tokens[last].head;
        s.tokens[first].rel = s.tokens[last].rel;
        set(s, last, first, Rel::CONJ);
        set(s, first + 1, last, Rel::CC);
    }
}

/// "arrested [up to] 500 tailors": the two words bound the number and are neither particle nor preposition.
fn up_to(s: &mut Sentence) {
    for up in 1..s.tokens.len().saturating_sub(2) {
        let (to, number) = (up + 1, up + 2);
        let words =
            s.tokens[up].lemma == "up" && s.tokens[to].lemma == "to" && s.tokens[number].upos == Upos::Num;
        let Some(noun) =
            s.tokens[to].head.filter(|&n| words && n >= number && s.tokens[to].rel.base() == "case")
        else {
            continue;
        };
        let Some(v) = s.tokens[noun].head.filter(|&v| v < up && s.tokens[v].upos == Upos::Verb) else {
            continue;
        };
        let other =
            kids(s, v).iter().any(|&k| s.tokens[k].rel.base() == "obj" || s.tokens[k].rel == Rel::AUX_PASS);
        if s.tokens[up].head == Some(v) && s.tokens[noun].rel == Rel::OBL && !other {
            set(s, up, number, Rel::ADVMOD);
            set(s, to, number, Rel::ADVMOD);
            s.tokens[noun].rel = Rel::OBJ;
        }
    }
}

/// "Riot police sealed [off] the square": a preposition right behind a verb that the lexicon knows with it is a particle.
fn particles(lex: &Lexicon, s: &mut Sentence) {
    for p in 1..s.tokens.len() {
        let v = p - 1;
        // "in", "at", "on" stay prepositions ("shot at the crowd"), whatever the lexicon lists with the verb.
        let adverbial =
            matches!(s.tokens[p].lemma.as_str(), "off" | "up" | "down" | "out" | "away" | "back" | "over");
        if s.tokens[v].upos != Upos::Verb
            || !adverbial
            || s.tokens[p].rel.base() != "case"
            || !lex.has_particle(&s.tokens[v].lemma, &s.tokens[p].lemma)
        {
            continue;
        }
        let Some(noun) =
            s.tokens[p].head.filter(|&n| s.tokens[n].head == Some(v) && s.tokens[n].rel == Rel::OBL)
        else {
            continue;
        };
        if kids(s, v).iter().any(|&k| s.tokens[k].rel.base() == "obj")
            || lex.in_list("time-noun", &s.tokens[noun].lemma)
        {
            continue;
        }
        set(s, p, v, Rel::COMPOUND_PRT);
        s.tokens[noun].rel = Rel::OBJ;
    }
}

/// "called the marchers [vandals]": of two objects of a naming verb the second is the name.
fn names_given(lex: &Lexicon, s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb || !lex.in_list("naming", &s.tokens[v].lemma) {
            continue;
        }
        // The name taken for a verb: "called the marchers [vandals]" as "the marchers vandal".
        let clause = kids(s, v).into_iter().find(|&k| {
            let bare =
                !kids(s, k).iter().any(|&c| matches!(s.tokens[c].rel.base(), "mark" | "aux" | "obj" | "obl"));
            s.tokens[k].rel.base() == "xcomp"
                && s.tokens[k].upos == Upos::Verb
                && s.tokens[k].feats.has("VerbForm=Fin")
                && bare
        });
        if let Some(name) = clause
            && let Some(named) =
                kids(s, name).into_iter().find(|&k| k < name && s.tokens[k].rel == Rel::NSUBJ)
        {
            set(s, named, v, Rel::OBJ);
            s.tokens[name].upos = Upos::Noun;
            s.tokens[name].feats = Feats(SmolStr::new_static("Number=Plur"));
            continue;
        }
        let objects: Vec<usize> =
            kids(s, v).into_iter().filter(|&k| s.tokens[k].rel.base() == "obj").collect();
        if let [_, name] = objects[..] {
            s.tokens[name].rel = Rel::XCOMP;
        }
    }
}

/// "saw four people [beaten]", "footage showed soldiers [dragging] a man": what is seen is a clause.
fn seen(lex: &Lexicon, s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb
            || !matches!(lex.speech(&s.tokens[v].lemma), Some("show" | "perception"))
        {
            continue;
        }
        let Some(object) = kids(s, v)
            .into_iter()
            .find(|&k| k > v && s.tokens[k].rel == Rel::OBJ && nominal(s.tokens[k].upos))
        else {
            continue;
        };
        let part = kids(s, v).into_iter().chain(kids(s, object)).find(|&k| {
            let hung = matches!(s.tokens[k].rel, Rel::ADVCL | Rel::ACL | Rel::XCOMP);
            let plain =
                !kids(s, k).iter().any(|&c| matches!(s.tokens[c].rel.base(), "mark" | "aux" | "nsubj"));
            k == object + 1
                && hung
                && plain
                && s.tokens[k].upos == Upos::Verb
                && s.tokens[k].feats.has("VerbForm=Part")
        });
        let Some(part) = part else { continue };
        let subject = if s.tokens[part].feats.has("Tense=Past") { Rel::NSUBJ_PASS } else { Rel::NSUBJ };
        set(s, part, v, Rel::CCOMP);
        set(s, object, part, subject);
    }
}

/// "a sit-in", "the round-up" are cut at their hyphens: where the lexicon knows the whole, its last part takes the
/// noun's place.
fn hyphened_nouns(text: &str, lex: &Lexicon, s: &mut Sentence) {
    for i in 2..s.tokens.len() {
        let (first, last) = (&s.tokens[i - 2], &s.tokens[i]);
        let cut = s.tokens[i - 1].lemma == "-"
            && first.span.end == s.tokens[i - 1].span.start
            && s.tokens[i - 1].span.end == last.span.start
            && first.head == Some(i);
        if !cut {
            continue;
        }
        let start = first.span.of(text).to_lowercase();
        let end = last.span.of(text).to_lowercase();
        let known = |w: &str| !lex.noun(w).is_empty() || lex.classes.of(w, |_| None) != 0;
        let whole = [end.strip_suffix('s').unwrap_or(&end), &end]
            .into_iter()
            .map(|end| format!("{start}-{end}"))
            .find(|whole| known(whole));
        if let Some(whole) = whole {
            s.tokens[i].lemma = whole.into();
            s.tokens[i].upos = Upos::Noun;
            if s.tokens[i].rel.base() == "advmod" {
                s.tokens[i].rel = Rel::OBJ;
            }
        }
    }
}

/// "Two officers laid down their shields": a noun without a preposition, right behind its verb, is its object.
fn bare_objects(lex: &Lexicon, s: &mut Sentence) {
    for i in 0..s.tokens.len() {
        let Some(v) = s.tokens[i]
            .head
            .filter(|&v| s.tokens[i].rel == Rel::OBL && v < i && s.tokens[v].upos == Upos::Verb)
        else {
            continue;
        };
        let noun = matches!(s.tokens[i].upos, Upos::Noun | Upos::Pron)
            && !lex.in_list("time-noun", &s.tokens[i].lemma);
        let cased = kids(s, i).iter().any(|&k| s.tokens[k].rel.base() == "case");
        let other = kids(s, v).iter().any(|&k| {
            matches!(s.tokens[k].rel.base(), "obj" | "ccomp")
                || s.tokens[k].rel == Rel::AUX_PASS
                || s.tokens[k].rel == Rel::NSUBJ_PASS
        });
        let near = (v + 1..i).all(|k| under(s, k, i) || s.tokens[k].rel == Rel::COMPOUND_PRT);
        if noun && !cased && !other && near {
            s.tokens[i].rel = Rel::OBJ;
        }
    }
}

/// "Farmers blocked the bridge and [gendarmes] detained four": the second subject read as a second object.
fn joined_clauses(s: &mut Sentence) {
    for v in 0..s.tokens.len() {
        if s.tokens[v].upos != Upos::Verb
            || s.tokens[v].rel.base() != "conj"
            || kids(s, v)
                .iter()
                .any(|&k| k < v && matches!(s.tokens[k].rel.base(), "nsubj" | "cc" | "aux" | "mark"))
        {
            continue;
        }
        let Some(noun) =
            v.checked_sub(1).filter(|&n| nominal(s.tokens[n].upos) && s.tokens[n].rel.base() == "conj")
        else {
            continue;
        };
        let (Some(first), Some(verb)) = (s.tokens[noun].head, s.tokens[v].head) else { continue };
        let object = s.tokens[first].head == Some(verb)
            && matches!(s.tokens[first].rel.base(), "obj" | "obl")
            && nominal(s.tokens[first].upos);
        let Some(and) = kids(s, noun).into_iter().find(|&k| s.tokens[k].rel.base() == "cc") else { continue };
        if object {
            set(s, noun, v, Rel::NSUBJ);
            set(s, and, v, Rel::CC);
            finite(s, v);
        }
    }
}

/// "The guards have [used] force": the participle behind "have" is the verb, "have" its auxiliary.
fn have_used(s: &mut Sentence) {
    for have in 0..s.tokens.len() {
        if s.tokens[have].lemma != "have" || s.tokens[have].upos == Upos::Verb {
            continue;
        }
        let Some(object) = kids(s, have).into_iter().find(|&k| k > have && s.tokens[k].rel.base() == "obj")
        else {
            continue;
        };
        let v = kids(s, object).into_iter().find(|&k| {
            k > have && s.tokens[k].upos == Upos::Verb && s.tokens[k].rel.base() == "amod" && past(s, k)
        });
        let Some(v) = v.filter(|&v| (have + 1..v).all(|i| s.tokens[i].upos == Upos::Adv)) else { continue };
        lift(s, have, v);
        for k in kids(s, have) {
            s.tokens[k].head = Some(v);
        }
        set(s, have, v, Rel::AUX);
        set(s, object, v, Rel::OBJ);
        loosen(s, object, v);
    }
}

/// Phrases behind an object that belong to its verb as well: all but those with "of".
fn loosen(s: &mut Sentence, object: usize, v: usize) {
    for k in kids(s, object) {
        let base = s.tokens[k].rel.base();
        if k > object && base == "nmod" && !of_phrase(s, k) {
            set(s, k, v, Rel::OBL);
        } else if k > object && matches!(base, "advmod" | "punct" | "obl" | "advcl") {
            s.tokens[k].head = Some(v);
        }
    }
}

/// "The miners and the students [joined] forces": the object read as one more of the subjects.
fn verb_on_joined_object(s: &mut Sentence, top: usize) -> bool {
    for object in kids(s, top) {
        let joined = object > top
            && matches!(s.tokens[object].rel.base(), "conj" | "appos")
            && !kids(s, object).iter().any(|&k| matches!(s.tokens[k].rel.base(), "cc" | "punct" | "det"));
        let v = kids(s, object).into_iter().find(|&k| {
            k < object && s.tokens[k].upos == Upos::Verb && s.tokens[k].rel.base() == "amod" && past(s, k)
        });
        let (true, Some(v)) = (joined, v) else { continue };
        lift(s, top, v);
        set(s, top, v, Rel::NSUBJ);
        set(s, object, v, Rel::OBJ);
        loosen(s, object, v);
        for k in kids(s, top) {
            if k > v {
                s.tokens[k].head = Some(v);
            }
        }
        return true;
    }
    false
}

/// "The rector [levelled] accusations": the participle before the noun is the verb, what stands before it the subject.
fn verb_on_object(s: &mut Sentence, object: usize) -> bool {
    let all = kids(s, object);
    // "Police [prevented] reporters": sometimes the participle has a subject of its own already.
    if let Some(&v) = all
        .iter()
        .find(|&&k| k < object && s.tokens[k].upos == Upos::Verb && s.tokens[k].rel.base() == "amod")
        && kids(s, v).iter().any(|&k| k < v && s.tokens[k].rel.base() == "nsubj")
    {
        lift(s, object, v);
        set(s, object, v, Rel::OBJ);
        loosen(s, object, v);
        return true;
    }
    let Some(&v) = all.iter().find(|&&k| {
        k < object && s.tokens[k].upos == Upos::Verb && s.tokens[k].rel.base() == "amod" && past(s, k)
    }) else {
        return false;
    };
    let subject = all
        .iter()
        .copied()
        .filter(|&k| {
            k < v
                && nominal(s.tokens[k].upos)
                && matches!(s.tokens[k].rel.base(), "nsubj" | "compound" | "obl" | "nmod")
        })
        .max();
    let Some(subject) = subject.filter(|&x| (x + 1..v).all(|i| s.tokens[i].upos == Upos::Adv)) else {
        return false;
    };
    if s.tokens[subject].rel.base() != "nsubj"
        && kids(s, subject).iter().any(|&k| s.tokens[k].rel.base() == "case")
    {
        return false;
    }
    lift(s, object, v);
    set(s, subject, v, Rel::NSUBJ);
    set(s, object, v, Rel::OBJ);
    for k in all {
        if k == v || k == subject {
            continue;
        }
        let base = s.tokens[k].rel.base();
        if k < v {
            let to_subject = matches!(base, "det" | "amod" | "nummod" | "compound" | "nmod");
            let head = if to_subject { subject } else { v };
            s.tokens[k].head = Some(head);
        }
    }
    loosen(s, object, v);
    true
}

fn of_phrase(s: &Sentence, k: usize) -> bool {
    kids(s, k).iter().any(|&c| s.tokens[c].rel.base() == "case" && s.tokens[c].lemma == "of")
}

/// "Protesters and police [clashed] outside": a verb joined to nouns without a word that joins it.
fn verb_joined(lex: &Lexicon, s: &mut Sentence, noun: usize) -> bool {
    let all = kids(s, noun);
    let joined = all.iter().copied().find(|&k| {
        let bare =
            !kids(s, k).iter().any(|&c| matches!(s.tokens[c].rel.base(), "cc" | "punct" | "mark" | "nsubj"));
        let conj = s.tokens[k].rel.base() == "conj" && past(s, k);
        // A finite verb hung on the noun without "who" or "that"; "supporters [rallied]" can be nothing else.
        let own = s.tokens[k].feats.has("VerbForm=Fin")
            || (past(s, k) && lex.in_list("intransitive", &s.tokens[k].lemma));
        // A participle with an object of its own is no passive: "men [seized] shields".
        let active = s.tokens[k].feats.has("Tense=Past")
            && kids(s, k).iter().any(|&c| s.tokens[c].rel == Rel::OBJ && c > k);
        let acl = s.tokens[k].rel == Rel::ACL && (own || active);
        k > noun && s.tokens[k].upos == Upos::Verb && bare && (conj || acl)
    });
    let Some(v) = joined else { return false };
    lift(s, noun, v);
    set(s, noun, v, Rel::NSUBJ);
    for k in all {
        if k > v && k != v {
            s.tokens[k].head = Some(v);
        }
    }
    true
}

/// "Police [shot] two pupils": a noun with an object is a verb, if the lexicon knows it as one.
fn verb_as_noun(text: &str, lex: &Lexicon, s: &mut Sentence, v: usize) -> bool {
    let all = kids(s, v);
    let object = all.iter().any(|&k| k > v && s.tokens[k].rel.base() == "obj");
    let subject = all
        .iter()
        .copied()
        .filter(|&k| {
            k < v
                && nominal(s.tokens[k].upos)
                && matches!(s.tokens[k].rel.base(), "compound" | "nsubj" | "nmod")
        })
        .max();
    let clear = object || subject.is_some_and(|x| s.tokens[x].rel == Rel::NSUBJ && x + 1 == v);
    let (true, Some(subject)) = (clear && s.tokens[v].upos == Upos::Noun, subject) else { return false };
    let form = s.tokens[v].span.of(text).to_lowercase();
    let Some(lemma) = lex.verb_lemma(&form, "").filter(|l| !lex.verb(l).is_empty()) else { return false };
    s.tokens[v].upos = Upos::Verb;
    s.tokens[v].lemma = lemma;
    finite(s, v);
    set(s, subject, v, Rel::NSUBJ);
    for k in all {
        let base = s.tokens[k].rel.base();
        if k < subject && matches!(base, "det" | "amod" | "nummod" | "compound") {
            s.tokens[k].head = Some(subject);
        } else if k > v && base == "nmod" {
            s.tokens[k].rel = Rel::OBL;
        } else if k > v && s.tokens[k].rel == Rel::ACL {
            s.tokens[k].rel = Rel::XCOMP;
        }
    }
    true
}

/// Puts `v` where `old` stands in the tree.
fn lift(s: &mut Sentence, old: usize, v: usize) {
    s.tokens[v].head = s.tokens[old].head;
    s.tokens[v].rel = s.tokens[old].rel;
    finite(s, v);
}

fn finite(s: &mut Sentence, v: usize) {
    s.tokens[v].feats = Feats(SmolStr::new_static("Mood=Ind|Tense=Past|VerbForm=Fin"));
}

fn set(s: &mut Sentence, i: usize, head: usize, rel: Rel) {
    s.tokens[i].head = Some(head);
    s.tokens[i].rel = rel;
}
