//! Deep roles of a predicate (`docs/lexicon.md`): passives, relative clauses, participles, control, shared subjects
//! and light verbs are undone here, so that frames need not know of them.
//!
//! In: a [`Tree`] and a token. Out: roles with the tokens that head their fillers.
//! Not here: what the roles mean (`act.rs`), how a filler's words are cut (`phrase.rs`).

use crate::lexicon::{Lexicon, RoleKey};
use crate::tree::Tree;
use kua_syntax::{Rel, Upos};
use smol_str::SmolStr;

/// Roles of one predicate, in order of trust.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Role and the head token of its filler.
    pub list: Vec<(RoleKey, usize)>,
    /// Whether the verb stands in the passive.
    pub passive: bool,
    /// The verb that carries an event noun ("carried out arrests", "clashes broke out"), else the predicate itself.
    pub carrier: usize,
}

impl Roles {
    /// The first filler of a role.
    pub fn get(&self, key: &RoleKey) -> Option<usize> {
        self.list.iter().find(|(k, _)| k == key).map(|(_, t)| *t)
    }

    /// All fillers of a role.
    pub fn all<'s>(&'s self, key: &'s RoleKey) -> impl Iterator<Item = usize> + 's {
        self.list.iter().filter(move |(k, _)| k == key).map(|(_, t)| *t)
    }

    fn push(&mut self, tree: &Tree<'_>, key: RoleKey, t: usize) {
        // "gathered the previous days": a time is nobody's object; "got three years" is a length.
        let length = tree.tok(t).upos == Upos::Noun
            && matches!(tree.lemma(t), "year" | "month" | "week" | "day" | "night" | "hour")
            && tree.kids(t).any(|k| matches!(tree.base(k), "nummod"));
        if length && matches!(key, RoleKey::Obj | RoleKey::Pred | RoleKey::Prep(_)) {
            let key = prep("length");
            if !self.list.iter().any(|(k, x)| *k == key && *x == t) {
                self.list.push((key, t));
            }
        }
        if !tree.is_time(t) && !self.list.iter().any(|(k, x)| *k == key && *x == t) {
            self.list.push((key, t));
        }
    }
}

fn prep(word: &str) -> RoleKey {
    RoleKey::Prep(SmolStr::new(word))
}

/// The noun that a relative pronoun stands for; the token itself when it is none.
pub fn antecedent(tree: &Tree<'_>, t: usize) -> usize {
    let word = tree.lower(t);
    if !matches!(word, "who" | "whom" | "which" | "that" | "whose") || tree.upos(t) != Upos::Pron {
        return t;
    }
    let mut at = Some(t);
    let mut steps = 0;
    while let Some(x) = at {
        if tree.rel(x) == Rel::ACL_RELCL {
            return tree.head(x).unwrap_or(t);
        }
        // A pronoun of a question or of another clause has no antecedent here.
        if steps > 0 && matches!(tree.base(x), "ccomp" | "root" | "parataxis") {
            return t;
        }
        steps += 1;
        if steps > tree.len() {
            return t;
        }
        at = tree.head(x);
    }
    t
}

/// Whether the verb stands in the passive, said outright or as a bare participle.
pub fn is_passive(tree: &Tree<'_>, v: usize) -> bool {
    let marked = |i: usize| {
        tree.kids(i).any(|k| matches!(tree.rel(k), Rel::NSUBJ_PASS | Rel::AUX_PASS | Rel::CSUBJ_PASS))
    };
    if marked(v) {
        return true;
    }
    // "saw two porters hit": what is seen of them was done to them.
    let seen = matches!(tree.base(v), "xcomp" | "ccomp")
        && tree.tok(v).feats.has("Tense=Past")
        && tree.kids(v).any(|k| tree.base(k) == "nsubj" && k < v)
        && !tree.kids(v).any(|k| {
            matches!(tree.base(k), "aux" | "mark") || tree.base(k) == "obj" && tree.case(k).is_none()
        })
        && tree.head(v).is_some_and(|h| matches!(tree.lemma(h), "see" | "watch" | "find" | "have" | "get"));
    if seen {
        return true;
    }
    let participle = tree.tok(v).feats.has("VerbForm=Part") && tree.tok(v).feats.has("Tense=Past");
    if !participle {
        return false;
    }
    let own_subject = tree.kids(v).any(|k| matches!(tree.base(k), "nsubj" | "csubj"));
    let aux = tree.kids(v).any(|k| tree.base(k) == "aux");
    match tree.base(v) {
        "acl" | "advcl" if !own_subject && !aux => tree.rel(v) != Rel::ACL_RELCL,
        "conj" if !aux => {
            tree.head(v).is_some_and(|h| is_passive(tree, h)) && tree.kid(v, &["obj"]).is_none()
        }
        // "Three men beaten outside the gate": a bare participle as a headline's or note's verb.
        "root" | "parataxis" | "ccomp" | "xcomp" => !aux && tree.kid(v, &["obj"]).is_none(),
        _ => false,
    }
}

/// Whether the passive is only guessed from a bare participle ("people gathered in the square").
pub fn bare_participle(tree: &Tree<'_>, v: usize) -> bool {
    !tree.kids(v).any(|k| matches!(tree.rel(k), Rel::NSUBJ_PASS | Rel::AUX_PASS))
}

/// The subject as it stands or is understood: own, shared, controlled, or the noun that a participle modifies.
pub fn subject(tree: &Tree<'_>, lex: &Lexicon, v: usize) -> Option<usize> {
    subject_at(tree, lex, v, 0)
}

fn subject_at(tree: &Tree<'_>, lex: &Lexicon, v: usize, depth: usize) -> Option<usize> {
    if depth > 12 {
        return None;
    }
    // Of two subjects side by side ("Police director Anna Berg said") the name is the subject.
    // "Their version is that strikers threw stones": the outer subject is what the clause is said of.
    let outer = |k: usize| tree.rel(k) == Rel::NSUBJ_OUTER;
    let inner = tree.kids(v).any(|k| tree.base(k) == "nsubj" && !outer(k));
    let mut subjects =
        tree.kids(v).filter(|&k| matches!(tree.base(k), "nsubj" | "csubj") && !(inner && outer(k)));
    let first = subjects.next();
    let name = subjects.next().filter(|&k| {
        k < v && tree.upos(k) == Upos::Propn && first.is_some_and(|f| tree.reach(f).1 + 1 == tree.reach(k).0)
    });
    let own = name.or(first);
    if let Some(s) = own {
        return Some(antecedent(tree, s));
    }
    let h = tree.head(v)?;
    let up = |x: usize| subject_at(tree, lex, x, depth + 1);
    match tree.base(v) {
        "conj" if tree.is_clause(h) => up(h),
        "xcomp" => {
            let object = tree.kid(h, &["obj", "iobj"]);
            if object.is_some() && !is_passive(tree, h) && !lex.in_list("subject-control", tree.lemma(h)) {
                return object.map(|o| antecedent(tree, o));
            }
            up(h)
        }
        // "footage showed men dragging a woman": the men drag.
        "advcl"
            if matches!(lex.speech(tree.lemma(h)), Some("show" | "perception"))
                && tree.tok(v).feats.has("VerbForm=Ger")
                && tree.kid(v, &["mark"]).is_none()
                && tree.kid(h, &["obj"]).is_some() =>
        {
            tree.kid(h, &["obj"]).map(|o| antecedent(tree, o))
        }
        "advcl" => {
            let marker = tree.kid(v, &["mark"]).map(|m| tree.lower(m));
            // "Having broken through, they …" has no subject of its own either.
            let finite = tree.tok(v).feats.has("VerbForm=Fin")
                || tree.kids(v).any(|k| tree.base(k) == "aux" && tree.lower(k) != "having");
            if finite && marker != Some("to") { None } else { up(h) }
        }
        "acl" if tree.rel(v) == Rel::ACL_RELCL => Some(h),
        "acl" => {
            let infinitive = tree.kid(v, &["mark"]).is_some_and(|m| tree.lower(m) == "to");
            if !infinitive {
                return Some(h);
            }
            let poss = tree.kids(h).find(|&k| tree.rel(k) == Rel::NMOD_POSS);
            poss.or_else(|| tree.head(h).filter(|&g| tree.is_clause(g)).and_then(up))
        }
        // "one of the reasons for striking", "responded by throwing": the clause above.
        "ccomp" | "parataxis" | "root" => None,
        _ => None,
    }
}

/// Roles of a verb, or of an adjective or noun with a copula.
pub fn of_clause(tree: &Tree<'_>, lex: &Lexicon, v: usize, as_passive: bool) -> Roles {
    let mut roles = Roles { list: Vec::with_capacity(8), passive: as_passive, carrier: v };
    let surface = subject(tree, lex, v);
    // "Supporters of the president", "pro-government activists": whose, and what kind of, the subject is.
    if let Some(s) = surface {
        for k in tree.kids(s) {
            match tree.base(k) {
                "nmod" => {
                    if let Some(case) = tree.case(k) {
                        roles.push(tree, prep(&format!("subj.{case}")), k);
                    }
                }
                "amod" | "compound" => roles.push(tree, prep("subj.mod"), k),
                _ => {}
            }
        }
    }
    if let Some(s) = surface {
        roles.push(tree, if as_passive { RoleKey::Obj } else { RoleKey::Subj }, s);
    }
    // "Reports that names are passed on are false": what the subject says.
    if let Some(s) = surface
        && tree.head(s) == Some(v)
        && let Some(c) = tree.kids(s).find(|&k| {
            tree.rel(k) == Rel::ACL && tree.kid(k, &["mark"]).is_some_and(|m| tree.lower(m) == "that")
        })
    {
        roles.push(tree, RoleKey::Comp, c);
    }
    for k in tree.kids(v) {
        match tree.base(k) {
            // "dragged out of the hall": what stands behind a preposition is no object, whatever the parser says.
            "obj" if tree.case(k).is_some() => oblique(tree, &mut roles, k, as_passive),
            "obj" => {
                let o = antecedent(tree, k);
                roles.push(tree, if as_passive { RoleKey::Pred } else { RoleKey::Obj }, o);
            }
            "iobj" => roles.push(tree, RoleKey::Iobj, antecedent(tree, k)),
            "obl" => oblique(tree, &mut roles, k, as_passive),
            "xcomp" => roles.push(tree, complement(tree, k), k),
            "ccomp" => roles.push(tree, RoleKey::Comp, k),
            "advcl" => {
                let marker = tree.kid(k, &["mark"]).map(|m| tree.lower(m));
                match marker {
                    Some("to") => roles.push(tree, RoleKey::Inf, k),
                    Some(
                        m @ ("for" | "of" | "from" | "by" | "into" | "with" | "without" | "over" | "against"
                        | "on" | "about" | "at" | "in" | "through"),
                    ) => {
                        roles.push(tree, prep(m), k);
                    }
                    Some("because") => roles.push(tree, prep("because"), k),
                    // "marched, demanding higher pay"
                    None if tree.tok(k).feats.has("VerbForm=Ger")
                        || tree.tok(k).feats.has("VerbForm=Part") =>
                    {
                        let inner = tree.kid(k, &["obj", "ccomp", "xcomp"]).unwrap_or(k);
                        roles.push(tree, prep(tree.lower(k)), inner);
                    }
                    _ => {}
                }
            }
            // "must be released": the modal is a role of its own, and so is the clause it holds for.
            // "Should the police stop them, …" is a condition.
            "aux"
                if matches!(tree.lemma(k), "must" | "should" | "shall" | "ought")
                    && tree.kid(v, &["nsubj"]).is_none_or(|s| s < k) =>
            {
                roles.push(tree, prep("modal"), k);
                roles.push(tree, prep("clause"), v);
            }
            "advmod" if matches!(tree.lower(k), "where") => {
                if let Some(h) = relative_head(tree, v) {
                    roles.push(tree, prep("where"), h);
                }
            }
            _ => {}
        }
    }
    // The object of "the men they beat" is the noun itself.
    if tree.rel(v) == Rel::ACL_RELCL
        && !as_passive
        && roles.get(&RoleKey::Obj).is_none()
        && let (Some(h), Some(s)) = (tree.head(v), surface)
        && h != s
        && !tree.kids(v).any(|k| tree.base(k) == "advmod" && tree.lower(k) == "where")
    {
        roles.push(tree, RoleKey::Obj, h);
    }
    // "fired tear gas": a noun without a preposition right behind an active verb is its object, whatever its relation.
    if !as_passive && roles.get(&RoleKey::Obj).is_none() {
        let bare = tree.kids(v).find(|&k| {
            tree.base(k) == "obl"
                && k > v
                && tree.case(k).is_none()
                && !tree.is_time(k)
                && matches!(tree.upos(k), Upos::Noun | Upos::Propn)
                && tree.reach(k).0 == v + 1
        });
        if let Some(k) = bare {
            roles.push(tree, RoleKey::Obj, k);
        }
    }
    share_object(tree, &mut roles, v, as_passive);
    // A phrase hung on the object by the parser may belong to the verb ("threw stones at the cordon").
    let objects: Vec<usize> = roles
        .list
        .iter()
        .filter(|(k, _)| matches!(k, RoleKey::Obj | RoleKey::Pred))
        .map(|(_, t)| *t)
        .collect();
    for o in objects {
        if tree.head(o) == Some(v) {
            // "All of the detainees were charged": the phrase behind a quantity is who is meant.
            let vessel = lex.classes.bit("quantity") | lex.classes.bit("part");
            let quantity = matches!(tree.upos(o), Upos::Det | Upos::Num | Upos::Pron | Upos::Adj)
                || tree.own_mask(o) & vessel != 0;
            for k in tree.kids(o).filter(|&k| tree.rel(k) == Rel::NMOD) {
                if quantity && tree.case(k) == Some("of") {
                    continue;
                }
                oblique(tree, &mut roles, k, false);
            }
            for k in tree.kids(o).filter(|&k| tree.rel(k) == Rel::ACL) {
                match tree.kid(k, &["mark"]).map(|m| tree.lower(m)) {
                    Some("to") => roles.push(tree, RoleKey::Inf, k),
                    // "accused the miners of holding the town to ransom"
                    Some(m @ ("of" | "for" | "from")) => roles.push(tree, prep(m), k),
                    // "found no evidence that they were armed"
                    Some("that") => roles.push(tree, RoleKey::Comp, k),
                    _ => {}
                }
            }
        }
    }
    roles
}

fn relative_head(tree: &Tree<'_>, v: usize) -> Option<usize> {
    (tree.rel(v) == Rel::ACL_RELCL).then(|| tree.head(v)).flatten()
}

fn complement(tree: &Tree<'_>, k: usize) -> RoleKey {
    match tree.upos(k) {
        Upos::Verb | Upos::Aux => {
            // "denied having used" is what they deny; "left them wounded" is what they are.
            let having = tree.kids(k).any(|x| tree.base(x) == "aux");
            if tree.tok(k).feats.has("VerbForm=Part") && tree.tok(k).feats.has("Tense=Past") && !having {
                RoleKey::Pred
            } else {
                RoleKey::Inf
            }
        }
        _ if tree.kid(k, &["cop"]).is_some() => RoleKey::Inf,
        _ => RoleKey::Pred,
    }
}

/// "beat and kicked the boys": the first verb has the second's object.
fn share_object(tree: &Tree<'_>, roles: &mut Roles, v: usize, passive: bool) {
    if passive || roles.get(&RoleKey::Obj).is_some() {
        return;
    }
    let next = tree.kids(v).find(|&k| tree.base(k) == "conj" && tree.upos(k) == Upos::Verb);
    if let Some(c) = next
        && let Some(o) = tree.kid(c, &["obj"])
        && tree.kid(c, &["nsubj"]).is_none()
        && (v + 1..c).all(|i| matches!(tree.base(i), "cc" | "advmod" | "punct" | "conj"))
    {
        roles.push(tree, RoleKey::Obj, antecedent(tree, o));
    }
}

/// A prepositional phrase; "in front of the court" is also `in front of` the court.
fn oblique(tree: &Tree<'_>, roles: &mut Roles, k: usize, passive: bool) {
    let filler = antecedent(tree, k);
    let Some(case) = tree.case(k) else {
        return;
    };
    // "looted by the time the army came", "dragged by the hair" name no doer.
    let doer = !matches!(
        tree.lemma(k),
        "time" | "hand" | "force" | "hair" | "beard" | "arm" | "leg" | "foot" | "collar"
    );
    if (case == "by" && passive || tree.rel(k) == Rel::OBL_AGENT) && doer {
        roles.push(tree, RoleKey::Subj, filler);
    }
    // "in support of the miners", "at the head of the column": a noun between two prepositions.
    if tree.kid(k, &["amod", "nummod"]).is_none() {
        for m in tree.kids(k).filter(|&m| tree.base(m) == "nmod") {
            if let Some(inner) = tree.case(m) {
                roles.push(tree, prep(&format!("{case} {} {inner}", tree.lemma(k))), m);
            }
        }
    }
    // "in front of the court" is not in a front.
    if tree.lemma(k) != "front" || tree.kid(k, &["nmod"]).is_none() {
        roles.push(tree, prep(case), filler);
    }
}

/// Roles of an event noun: its own phrases, and those of the verb that carries it.
/// `of_is_object`: whether its `of`-phrase is what the act is done to (arrest, burning) or who does it (march, protest).
pub fn of_noun(tree: &Tree<'_>, lex: &Lexicon, n: usize, of_is_object: bool) -> Roles {
    let mut roles = Roles { list: Vec::with_capacity(6), passive: false, carrier: n };
    let patient = if of_is_object { RoleKey::Obj } else { RoleKey::Subj };
    for k in tree.kids(n) {
        match tree.rel(k) {
            Rel::NMOD_POSS => {
                let by = tree.kids(n).any(|m| tree.base(m) == "nmod" && tree.case(m) == Some("by"));
                let of = tree.kids(n).any(|m| tree.base(m) == "nmod" && tree.case(m) == Some("of"));
                let key = if by || (of_is_object && !of && !has_agent_class(tree, lex, k)) {
                    RoleKey::Obj
                } else {
                    RoleKey::Subj
                };
                roles.push(tree, key, k);
            }
            Rel::COMPOUND => {
                let key = if has_agent_class(tree, lex, k) { RoleKey::Subj } else { RoleKey::Obj };
                roles.push(tree, key, k);
            }
            Rel::ACL if tree.kid(k, &["mark"]).is_some_and(|m| tree.lower(m) == "to") => {
                roles.push(tree, RoleKey::Inf, k);
            }
            Rel::AMOD => roles.push(tree, prep("mod"), k),
            r if r.base() == "nmod" => match tree.case(k) {
                Some(case) if case != "of" && tree.kids(k).any(|m| tree.base(m) == "nmod") => {
                    // "a rally in support of the governor"
                    for m in tree.kids(k).filter(|&m| tree.base(m) == "nmod") {
                        if let Some(inner) = tree.case(m) {
                            roles.push(tree, prep(&format!("{case} {} {inner}", tree.lemma(k))), m);
                        }
                    }
                    let key = if case == "by" { RoleKey::Subj } else { prep(case) };
                    roles.push(tree, key, k);
                }
                Some("of") => {
                    roles.push(tree, patient.clone(), k);
                    roles.push(tree, prep("of"), k);
                    // "the torching of two vans by masked men": the parser may hang the doers on the vans.
                    if of_is_object
                        && let Some(by) =
                            tree.kids(k).find(|&m| tree.base(m) == "nmod" && tree.case(m) == Some("by"))
                    {
                        roles.push(tree, RoleKey::Subj, by);
                    }
                }
                Some("by") => roles.push(tree, RoleKey::Subj, k),
                Some(other) => roles.push(tree, prep(other), k),
                None => {}
            },
            _ => {}
        }
    }
    // "Islamists were behind the burning": the subject did it.
    if tree.case(n) == Some("behind")
        && let Some(k) = tree.kid(n, &["nsubj"])
    {
        roles.push(tree, RoleKey::Subj, antecedent(tree, k));
    }
    // "Rallies by students were banned", "held a rally": the verb lends its phrases.
    let top = if tree.base(n) == "conj" { tree.head(n).unwrap_or(n) } else { n };
    if let Some(v) = tree.head(top)
        && tree.upos(v) == Upos::Verb
    {
        let lemma = tree.lemma(v);
        let passive = is_passive(tree, v);
        let counted = tree.kids(n).any(|k| matches!(tree.base(k), "nummod" | "amod"));
        let as_object = tree.base(top) == "obj" || (passive && tree.base(top) == "nsubj");
        if as_object && lex.in_list("light", lemma) {
            roles.carrier = v;
            let verb = of_clause(tree, lex, v, passive);
            for (key, t) in verb.list {
                match key {
                    RoleKey::Subj if t != top => roles.push(tree, RoleKey::Subj, t),
                    RoleKey::Prep(_) | RoleKey::Inf => roles.push(tree, key, t),
                    _ => {}
                }
            }
        } else if tree.base(top) == "obl"
            && matches!(tree.case(top), Some("from"))
            && lex.in_list("deny-complement", lemma)
        {
            // "refrained from a meeting with": the verb denies what the noun says.
            roles.carrier = v;
            if let Some(k) = subject(tree, lex, v) {
                roles.push(tree, RoleKey::Subj, k);
            }
        } else if counted
            && ((as_object
                && !passive
                && (lex.in_list("reporting", lemma) || lex.in_list("resulting", lemma)))
                || (tree.base(top) == "obl"
                    && matches!(tree.case(top), Some("in" | "to"))
                    && lex.in_list("resulting", lemma)))
        {
            // "we registered 682 arrests", "resulted in nine arrests": the verb only counts or leads to the act.
            roles.carrier = v;
        } else if tree.base(top) == "obl"
            && matches!(tree.case(top), Some("in"))
            && lex.in_list("partake", lemma)
        {
            roles.carrier = v;
            if let Some(k) = subject(tree, lex, v) {
                roles.push(tree, RoleKey::Subj, k);
            }
        } else if tree.base(top) == "nsubj"
            && (lex.in_list("happen", lemma) || lemma == "be" && tree.kids(v).any(|k| tree.base(k) == "expl"))
        {
            roles.carrier = v;
            for (key, t) in of_clause(tree, lex, v, passive).list {
                if matches!(key, RoleKey::Prep(_)) {
                    roles.push(tree, key, t);
                }
            }
        }
    }
    roles
}

fn has_agent_class(tree: &Tree<'_>, lex: &Lexicon, k: usize) -> bool {
    let agents = lex.classes.bit("force")
        | lex.classes.bit("crowd")
        | lex.classes.bit("official")
        | lex.classes.bit("attacker");
    tree.own_mask(k) & agents != 0
}
