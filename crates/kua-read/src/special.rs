//! Claims that the grammar makes by itself, without a frame: what a group is (copulas), who was there (existentials),
//! shares without a verb ("about half of them miners, the rest pensioners"), ties said by "such as" and possessives.
//!
//! In: one sentence and its mentions. Out: drafts. Not here: anything that a word's meaning decides (`lexicon/`).

use crate::act::MaskOf;
use crate::count::CountMention;
use crate::draft::{Draft, Item};
use crate::lexicon::{Lexicon, RoleKey};
use crate::phrase;
use crate::quote;
use crate::refer::noun_mask;
use crate::roles::{self, Roles};
use crate::tree::Tree;
use kua_record::{Act, Polarity, Reality};
use kua_syntax::{EntityType, Rel, Upos};

/// What the rules of this file may ask.
pub struct Ask<'x, 't> {
    /// The sentence.
    pub tree: &'x Tree<'t>,
    /// Its number.
    pub sent: usize,
    /// The words.
    pub lex: &'x Lexicon,
    /// Numbers in the sentence.
    pub counts: &'x [CountMention],
    /// Quotations of the document.
    pub quotes: &'x [crate::layout::Quoted],
    /// Whether the sentence stands in notes or a headline, where verbs lose their auxiliaries.
    pub terse: bool,
    /// Classes of what pronouns stand for.
    pub mask_of: &'x MaskOf<'x>,
}

impl Ask<'_, '_> {
    /// Whether the token, or what it stands for, is people or a body of them.
    pub fn people(&self, t: usize) -> bool {
        let mut mask = noun_mask(self.tree, self.lex, t);
        if self.tree.upos(t) == Upos::Pron {
            mask |= (self.mask_of)(t).unwrap_or(0);
        }
        mask & self.lex.classes.people() != 0
    }

    /// Several people, or a body of them.
    fn group(&self, t: usize) -> bool {
        let tok = self.tree.tok(t);
        let lemma = self.tree.lemma(t);
        let plural = tok.feats.has("Number=Plur") || self.tree.kids(t).any(|k| self.tree.base(k) == "conj");
        let collective = self.lex.in_list("group-anaphor", lemma)
            || matches!(
                lemma,
                "group"
                    | "crowd"
                    | "mob"
                    | "column"
                    | "section"
                    | "rest"
                    | "majority"
                    | "most"
                    | "half"
                    | "third"
                    | "part"
                    | "police"
                    | "they"
            );
        let number = matches!(tok.upos, Upos::Num)
            || matches!(lemma, "most" | "many" | "some" | "all" | "none" | "half");
        // "it was only a crowd": a pronoun that stands for people.
        let stands_for =
            tok.upos == Upos::Pron && (self.mask_of)(t).is_some_and(|m| m & self.lex.classes.people() != 0);
        plural || collective || number || stands_for
    }

    /// The phrase of a token and its joined phrases.
    pub fn items(&self, head: usize) -> Vec<Item> {
        phrase::items(self.tree, self.lex, head, &[])
            .into_iter()
            .map(|(lo, hi, head)| Item { head, span: self.tree.span(lo, hi) })
            .collect()
    }

    /// An empty claim of `act` made by a rule of the grammar.
    pub fn draft(&self, act: &str, rule: &str, pred: usize, quote: (usize, usize)) -> Draft {
        Draft {
            sent: self.sent,
            pred,
            roles: Roles { carrier: pred, ..Roles::default() },
            act: Act::new(act),
            rule: format!("grammar.{rule}"),
            who: Vec::new(),
            whom: Vec::new(),
            why: Vec::new(),
            quote,
            polarity: Polarity::Affirmed,
            reality: Reality::Actual,
            nominal: false,
            share: false,
            from: None,
            counted: None,
        }
    }

    fn share_in(&self, span: kua_record::Span) -> bool {
        self.counts.iter().any(|c| c.share && span.contains(c.number_span))
    }
}

/// Copula with a noun: "the last column was the dockers", "most were miners".
pub fn copula(ask: &Ask<'_, '_>, p: usize) -> Option<Draft> {
    let tree = ask.tree;
    tree.kid(p, &["cop"])?;
    if tree.kids(p).any(|k| tree.base(k) == "expl") {
        return None;
    }
    let roles = roles::of_clause(tree, ask.lex, p, false);
    let subject = roles.get(&RoleKey::Subj)?;
    let case = tree.case(p);
    let subject_is_group = ask.group(subject)
        && (ask.people(subject)
            || share_word(tree, subject)
            || matches!(tree.upos(subject), Upos::Pron | Upos::Num)
            || tree.lemma(subject) == "group");
    if let Some(case) = case {
        let places = ["site", "road", "place", "building", "event", "vehicle"]
            .iter()
            .fold(0, |m, c| m | ask.lex.classes.bit(c));
        if crate::attach::is_locative(case)
            && ask.people(subject)
            && case != "to"
            && noun_mask(tree, ask.lex, p) & places != 0
        {
            let mut draft = ask.draft("be.present", "copula.place", p, quote::clause(tree, p, &roles, false));
            draft.who = ask.items(subject);
            draft.roles = roles;
            return Some(draft);
        }
        if case == "from" && ask.people(subject) | matches!(tree.upos(subject), Upos::Pron) {
            let mut draft = ask.draft("be.origin", "copula.from", p, quote::clause(tree, p, &roles, false));
            draft.who = ask.items(subject);
            draft.whom = ask.items(p);
            draft.roles = roles;
            draft.share = share_word(tree, subject);
            return Some(draft);
        }
        return None;
    }
    let noun = matches!(tree.upos(p), Upos::Noun | Upos::Propn);
    if !noun
        || !subject_is_group
        || !(ask.people(p) || noun_mask(tree, ask.lex, p) & ask.lex.classes.bit("part") != 0)
    {
        return None;
    }
    let mut draft = ask.draft("be.kind", "copula.kind", p, quote::clause(tree, p, &roles, false));
    draft.who = ask.items(subject);
    draft.whom = ask.items(p);
    draft.share = ask.share_in(draft.who[0].span);
    draft.roles = roles;
    Some(draft)
}

fn share_word(tree: &Tree<'_>, t: usize) -> bool {
    matches!(
        tree.lemma(t),
        "most"
            | "half"
            | "third"
            | "majority"
            | "all"
            | "rest"
            | "quarter"
            | "minority"
            | "%"
            | "percent"
            | "none"
    )
}

/// "There were about 70 nurses at the gate", "there were four groups".
pub fn existential(ask: &Ask<'_, '_>, v: usize) -> Option<Draft> {
    let tree = ask.tree;
    if tree.lemma(v) != "be" || !tree.kids(v).any(|k| tree.base(k) == "expl") {
        return None;
    }
    let subject = tree.kid(v, &["nsubj"])?;
    let vehicle = tree.own_mask(subject) & ask.lex.classes.bit("vehicle") != 0;
    let parts = ask.lex.in_list("kind-noun", tree.lemma(subject));
    let numbered = tree.kids(subject).any(|k| matches!(tree.base(k), "nummod"));
    if !(ask.people(subject) || vehicle || (parts && numbered) || tree.upos(subject) == Upos::Num) {
        return None;
    }
    let mut roles = Roles { carrier: v, ..Roles::default() };
    roles.list.push((RoleKey::Subj, subject));
    let act = if parts && numbered { "be.part" } else { "be.present" };
    let mut draft = ask.draft(act, "existential", v, quote::clause(tree, v, &roles, false));
    draft.who = ask.items(subject);
    draft.roles = roles;
    Some(draft)
}

/// Segments between commas or semicolons that state a share without a verb.
pub fn shares(ask: &Ask<'_, '_>) -> Vec<Draft> {
    let tree = ask.tree;
    let mut out = Vec::new();
    let mut start = 0;
    let mut last_group: Option<usize> = None;
    for i in 0..=tree.len() {
        // "the rest retired men and some pupils": a quantity begins another part.
        let and = i + 2 < tree.len()
            && tree.lower(i) == "and"
            && (tree.lower(i + 1) == "a" || tree.lower(i + 1) == "some")
            && tree.own_mask(if tree.lower(i + 1) == "a" { i + 2 } else { i + 1 })
                & (ask.lex.classes.bit("quantity") | ask.lex.classes.bit("part"))
                != 0;
        let border =
            i == tree.len() || and || matches!(tree.form(i), "," | ";" | "–" | "—" | ":" | "." | ")");
        if !border {
            continue;
        }
        if start < i {
            if let Some(draft) = share_segment(ask, start, i - 1, last_group) {
                out.push(draft);
            }
            if let Some(g) = (start..i).find(|&t| {
                matches!(tree.upos(t), Upos::Noun | Upos::Propn)
                    && ask.people(t)
                    && ask.group(t)
                    && !matches!(tree.base(t), "compound" | "nmod")
            }) {
                last_group = Some(g);
            }
        }
        start = i + 1;
    }
    out
}

/// Whether the words are a plural noun with nothing but its qualities.
fn bare_noun(tree: &Tree<'_>, lo: usize, hi: usize) -> bool {
    tree.upos(hi) == Upos::Noun
        && tree.tok(hi).feats.has("Number=Plur")
        && (lo..hi).all(|t| matches!(tree.upos(t), Upos::Adj | Upos::Noun))
}

fn share_segment(ask: &Ask<'_, '_>, lo: usize, hi: usize, last_group: Option<usize>) -> Option<Draft> {
    let tree = ask.tree;
    let lo = (lo..=hi).find(|&t| !matches!(tree.base(t), "cc" | "punct"))?;
    if (lo..=hi)
        .any(|t| matches!(tree.upos(t), Upos::Verb | Upos::Aux) && !matches!(tree.base(t), "amod" | "acl"))
        || hi - lo > 14
    {
        return None;
    }
    let bytes = tree.span(lo, hi);
    let share = ask.counts.iter().find(|c| {
        c.share && c.span.start == bytes.start
            || c.share && c.span.start <= tree.tok(lo).span.end && bytes.contains(c.span)
    });
    let rest =
        tree.lower(lo) == "the" && lo < hi && matches!(tree.lower(lo + 1), "rest" | "others" | "remainder");
    let (mut after, adverb) = match share {
        Some(c) => {
            let after = (lo..=hi).find(|&t| tree.tok(t).span.start >= c.span.end)?;
            (after, c.span.of(tree.text).to_lowercase().ends_with("ly"))
        }
        None if rest => (lo + 2, false),
        // "many of them mothers", "all minors"
        None if lo + 2 < hi
            && matches!(tree.lower(lo), "many" | "several" | "some" | "all" | "both" | "few")
            && tree.lower(lo + 1) == "of"
            && matches!(tree.lower(lo + 2), "them" | "whom" | "these") =>
        {
            (lo + 1, false)
        }
        None if lo < hi && tree.lower(lo) == "all" && last_group.is_some() && bare_noun(tree, lo + 1, hi) => {
            (lo + 1, true)
        }
        None => return None,
    };
    // "half of them", "a third of the crowd"
    let mut who_hi = after.checked_sub(1)?;
    if after < hi && tree.lower(after) == "of" && !adverb {
        let inner =
            (after + 1..=hi).find(|&t| matches!(tree.upos(t), Upos::Noun | Upos::Pron | Upos::Propn))?;
        who_hi = inner;
        after = inner + 1;
    }
    if after > hi {
        return None;
    }
    let head = (after..=hi).find(|&t| {
        matches!(tree.upos(t), Upos::Noun | Upos::Propn) && tree.base(t) != "compound" && ask.people(t)
    });
    let local = (after..=hi).find(|&t| matches!(tree.lower(t), "local" | "locals" | "from"));
    let who = if adverb {
        last_group.map(|g| Item { head: g, span: phrase::span(tree, ask.lex, g, &[]) })
    } else {
        Some(Item { head: who_hi, span: tree.span(lo, who_hi) })
    };
    // "chiefly from the suburbs", never "chiefly with cuts from stones".
    if adverb && head.is_none() && local != Some(after) {
        return None;
    }
    let act = if local.is_some_and(|l| head.is_none_or(|h| l < h)) { "be.origin" } else { "be.kind" };
    if head.is_none() && local.is_none() {
        return None;
    }
    let mut draft = ask.draft(act, "share", head.or(local)?, (lo, hi));
    draft.who = who.into_iter().collect();
    let whom_from = if tree.lower(after) == "from" { after + 1 } else { after };
    let whom_hi = (after..=hi).rev().find(|&t| tree.upos(t) != Upos::Punct)?;
    if whom_from <= whom_hi {
        draft.whom = vec![Item { head: head.unwrap_or(whom_hi), span: tree.span(whom_from, whom_hi) }];
    }
    draft.share = share.is_some();
    Some(draft)
}

/// A tie of somebody to the body whose name `body` heads; the quote runs from the one to the end of the other.
fn tie(ask: &Ask<'_, '_>, act: &str, rule: &str, who: Item, body: usize) -> Draft {
    let tree = ask.tree;
    let whom = phrase::span(tree, ask.lex, body, &[]);
    let lo = crate::attach::token_at(tree, who.span.start).unwrap_or(who.head);
    let hi = crate::attach::token_at(tree, whom.end.saturating_sub(1)).unwrap_or(body);
    let mut draft = ask.draft(act, rule, body, (lo.min(hi), hi));
    draft.who = vec![who];
    draft.whom = vec![Item { head: body, span: whom }];
    draft.nominal = true;
    draft
}

/// "parties such as the Dawn Front", "students from the Zhaz movement", "Aman's People's Party".
pub fn ties(ask: &Ask<'_, '_>) -> Vec<Draft> {
    let tree = ask.tree;
    let mut out = Vec::new();
    for t in 0..tree.len() {
        let Some(h) = tree.head(t) else { continue };
        match tree.rel(t) {
            Rel::NMOD | Rel::APPOS if tree.case(t).is_some_and(|c| c == "such as") && ask.people(h) => {
                let whom = phrase::span(tree, ask.lex, h, &[t]);
                let (_, hi) = tree.reach(t);
                let lo = crate::attach::token_at(tree, whom.start).unwrap_or(h);
                let mut draft =
                    ask.draft("tie.member", "such-as", t, (lo, last_of_items(ask, t).max(lo).min(hi)));
                draft.who = ask.items(t);
                draft.whom = vec![Item { head: h, span: whom }];
                draft.nominal = true;
                out.push(draft);
            }
            Rel::NMOD
                if matches!(tree.case(t), Some("from" | "of"))
                    && ask.lex.in_list("movement", tree.lemma(t))
                    && ask.group(h)
                    && noun_mask(tree, ask.lex, h) & ask.lex.classes.bit("person") != 0
                    && !ask.lex.in_list("member-word", tree.lemma(h))
                    && named(tree, t) =>
            {
                let who = phrase::span(tree, ask.lex, h, &[t]);
                out.push(tie(ask, "tie.member", "of-movement", Item { head: h, span: who }, t));
            }
            // "Ana Reyes of the opposition Dawn faction": a person of a party.
            Rel::NMOD
                if tree.case(t) == Some("of")
                    && ask.lex.in_list("movement", tree.lemma(t))
                    && crate::speech::person_name(tree, h).is_some()
                    && named(tree, t) =>
            {
                let Some(who) = crate::speech::person_name(tree, h) else { continue };
                out.push(tie(ask, "tie.member", "of-party", Item { head: h, span: who }, t));
            }
            // "Breathe, the network behind the sit-in"
            Rel::NMOD
                if tree.case(t) == Some("behind")
                    && tree.base(h) == "appos"
                    && noun_mask(tree, ask.lex, h) & ask.lex.classes.people() != 0 =>
            {
                let Some(owner) = tree.head(h) else { continue };
                let who = crate::speech::person_name(tree, owner)
                    .unwrap_or_else(|| phrase::span(tree, ask.lex, owner, &[h]));
                out.push(tie(ask, "tie.lead", "behind", Item { head: owner, span: who }, t));
            }
            // "Petre Z., leader of Valley First": an apposition that states a tie.
            Rel::NMOD
                if matches!(tree.case(t), Some("of" | "for"))
                    && matches!(tree.base(h), "appos")
                    && (ask.lex.in_list("leader-word", tree.lemma(h))
                        || ask.lex.in_list("member-word", tree.lemma(h)))
                    && (noun_mask(tree, ask.lex, t) & ask.lex.classes.bit("body") != 0
                        || ask.lex.in_list("movement", tree.lemma(t))
                        || named(tree, t)) =>
            {
                let Some(owner) = tree.head(h) else { continue };
                let who = crate::speech::person_name(tree, owner)
                    .unwrap_or_else(|| phrase::span(tree, ask.lex, owner, &[h]));
                // Who heads a movement leads it; who heads an office of state does not lead the protest.
                let heads = ask.lex.in_list("head-word", tree.lemma(h))
                    && ask.lex.in_list("movement", &tree.lemma(t).to_lowercase());
                let leads = heads || ask.lex.in_list("leader-word", tree.lemma(h));
                let act = if leads { "tie.lead" } else { "tie.member" };
                out.push(tie(ask, act, "apposition", Item { head: owner, span: who }, t));
            }
            // "The leader of the drivers, Petre Z.": the name behind what he is.
            Rel::APPOS
                if ask.lex.in_list("leader-word", tree.lemma(h))
                    && crate::speech::person_name(tree, t).is_some() =>
            {
                let of =
                    |&k: &usize| tree.base(k) == "nmod" && k < t && tree.case(k).is_none_or(|c| c == "of");
                let person = ask.lex.classes.bit("person");
                let people =
                    |&k: &usize| ask.people(k) || ask.lex.classes.by_kind(tree.lemma(k)) & person != 0;
                let Some(body) = tree.kids(h).find(of).filter(people) else { continue };
                let Some(who) = crate::speech::person_name(tree, t) else { continue };
                let mut draft = tie(ask, "tie.lead", "name-behind", Item { head: t, span: who }, body);
                draft.quote = (tree.reach(h).0, tree.reach(t).1);
                out.push(draft);
            }
            Rel::NMOD_POSS if tree.upos(t) == Upos::Propn && capital(tree, h) => {
                let person = crate::speech::person_name(tree, t);
                let titled =
                    tree.kids(h).any(|k| k < h && k > t && tree.base(k) == "amod" && capital(tree, k));
                let body = titled
                    || tree.entity(h) == Some(EntityType::Org)
                    || ask.lex.in_list("movement", &tree.lemma(h).to_lowercase());
                let (Some(person), true) = (person, body) else { continue };
                let whom = phrase::span(tree, ask.lex, h, &[t]);
                let (lo, _) = tree.reach(t);
                let hi = crate::attach::token_at(tree, whom.end.saturating_sub(1)).unwrap_or(h);
                let mut draft = ask.draft("tie.lead", "possessive", t, (lo, hi));
                draft.who = vec![Item { head: t, span: person }];
                draft.whom = vec![Item { head: h, span: whom }];
                draft.nominal = true;
                out.push(draft);
            }
            _ => {}
        }
    }
    out
}

fn capital(tree: &Tree<'_>, i: usize) -> bool {
    tree.form(i).chars().next().is_some_and(char::is_uppercase)
}

fn last_of_items(ask: &Ask<'_, '_>, t: usize) -> usize {
    phrase::items(ask.tree, ask.lex, t, &[]).into_iter().map(|(_, hi, _)| hi).max().unwrap_or(t)
}

/// Whether a name stands in the phrase ("the movement Zhaz", "the Dawn Union").
fn named(tree: &Tree<'_>, t: usize) -> bool {
    let (a, b) = tree.reach(t);
    (a..=b).any(|i| tree.upos(i) == Upos::Propn)
}

/// Notes of a log without a verb: "About 80 people on the forecourt", "Two police cars ahead", "No clashes".
pub fn fragment(ask: &Ask<'_, '_>) -> Option<Draft> {
    let tree = ask.tree;
    let root = (0..tree.len()).find(|&i| tree.head(i).is_none())?;
    // "Mood tense", "Tense but quiet"
    if tree.upos(root) == Upos::Adj && tree.own_mask(root) & ask.lex.classes.bit("mood") != 0 {
        let end = (0..tree.len()).rev().find(|&i| tree.upos(i) != Upos::Punct)?;
        let start = (0..=end).find(|&i| !tree.is_time(i) && tree.upos(i) != Upos::Punct)?;
        return Some(ask.draft("be.mood", "fragment", root, (start, end)));
    }
    if !matches!(tree.upos(root), Upos::Noun | Upos::Propn) || (0..tree.len()).any(|i| tree.is_clause(i)) {
        return None;
    }
    let quote = (0, (0..tree.len()).rev().find(|&i| tree.upos(i) != Upos::Punct)?);
    let mask = noun_mask(tree, ask.lex, root)
        | tree.kids(root).filter(|&k| tree.base(k) == "compound").fold(0, |m, k| m | tree.own_mask(k));
    let is = |class: &str| mask & ask.lex.classes.bit(class) != 0;
    let act = if is("gas") {
        let mut draft = ask.draft("police.disperse", "fragment", root, quote);
        draft.counted = ask.counts.iter().find(|c| c.is_count() && !c.share && !c.ordinal).map(|c| c.span);
        return Some(draft);
    } else if is("force") {
        "police.deploy"
    } else if is("crowd") && !placed(tree, root) && ask.counts.iter().any(|c| c.is_count() && !c.ordinal) {
        // "Crowd about 350": the number is what is noted.
        "be.size"
    } else if is("person") || is("vehicle") || is("crowd") {
        "be.present"
    } else {
        return None;
    };
    let mut roles = Roles { carrier: root, ..Roles::default() };
    roles.list.push((RoleKey::Subj, root));
    let mut draft = ask.draft(act, "fragment", root, quote);
    // What tells where they are is no part of who they are.
    let places: Vec<usize> = tree
        .kids(root)
        .filter(|&k| {
            tree.case(k).is_some_and(crate::attach::is_locative)
                && tree.own_mask(k) & ask.lex.classes.bit("site") != 0
        })
        .collect();
    draft.who = phrase::items(tree, ask.lex, root, &places)
        .into_iter()
        .map(|(lo, hi, head)| Item { head, span: tree.span(lo, hi) })
        .collect();
    draft.roles = roles;
    Some(draft)
}

/// Whether a phrase of place hangs on the noun ("about 300 people on the square").
fn placed(tree: &Tree<'_>, noun: usize) -> bool {
    tree.kids(noun).any(|k| {
        matches!(tree.base(k), "nmod" | "obl")
            && tree.case(k).is_some_and(|c| matches!(c, "on" | "in" | "at" | "near" | "outside"))
    })
}

/// "Besides some officials, governors refused …": a claim of its own with the other polarity (rule 15).
pub fn exception(tree: &Tree<'_>, lex: &Lexicon, draft: &Draft) -> Option<Draft> {
    let k = tree.kids(draft.roles.carrier).find(|&k| {
        matches!(tree.base(k), "obl" | "nmod" | "advcl")
            && tree.case(k).is_some_and(|c| lex.in_list("exception", c))
            && matches!(tree.upos(k), Upos::Noun | Upos::Propn)
    })?;
    let (lo, _) = tree.reach(k);
    let mut out = draft.clone();
    let items: Vec<Item> = phrase::items(tree, lex, k, &[])
        .into_iter()
        .map(|(lo, hi, head)| Item { head, span: tree.span(lo, hi) })
        .collect();
    let end = items.iter().map(|i| i.span.end).max()?;
    out.quote = (lo, crate::attach::token_at(tree, end.saturating_sub(1))?);
    if out.who.is_empty() {
        out.whom = items
    } else {
        out.who = items
    }
    out.polarity = match out.polarity {
        Polarity::Affirmed => Polarity::Negated,
        Polarity::Negated => Polarity::Affirmed,
    };
    out.rule = format!("{} + grammar.exception", draft.rule);
    Some(out)
}

/// "No clashes", "No arrests": an event noun that a note denies.
pub fn denied_event(tree: &Tree<'_>) -> Option<usize> {
    let root = (0..tree.len()).find(|&i| tree.head(i).is_none())?;
    let no = tree.kids(root).any(|k| tree.base(k) == "det" && tree.lower(k) == "no");
    (no && tree.upos(root) == Upos::Noun && !(0..tree.len()).any(|i| tree.is_clause(i))).then_some(root)
}
