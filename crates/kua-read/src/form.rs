//! Fields of observers' forms: `Turnout: 35 to 50 at peak`, `Demands on posters: …`, `Mood calm`.
//!
//! In: a field's block, its label and the mentions in it. Out: drafts. Which labels state what: `lexicon/en/form.toml`.
//! Not here: the sentences of a field's value, which are read like any others.

use crate::attach::token_at;
use crate::draft::{Draft, Item};
use crate::layout::{Block, BlockKind};
use crate::lexicon::Lexicon;
use crate::reader::Work;
use crate::roles::Roles;
use kua_record::{Act, Polarity, Reality, ReasonKind, Span};
use kua_syntax::Upos;

/// Drafts of the fields whose value begins in sentence `s`.
pub fn fields(work: &Work<'_>, lex: &Lexicon, s: usize, out: &mut Vec<Draft>) {
    let tree = &work.trees[s];
    if let Some(block) = work.layout.block_at(tree.sent.span.start)
        && block.kind == BlockKind::Field
        && let Some(label) = block.label
        && first_of_block(work, s, block)
    {
        field(work, lex, s, block, label, out);
    }
    mood(work, lex, s, out);
}

fn first_of_block(work: &Work<'_>, s: usize, block: &Block) -> bool {
    s == 0 || work.trees[s - 1].sent.span.end <= block.span.start
}

fn field(work: &Work<'_>, lex: &Lexicon, s: usize, block: &Block, label: Span, out: &mut Vec<Draft>) {
    let text = work.doc.text.as_str();
    let tree = &work.trees[s];
    let words: Vec<String> = label.of(text).split_whitespace().map(str::to_lowercase).collect();
    let is = |list: &str| words.iter().any(|w| lex.in_list(list, w));
    let (Some(first), Some(last)) = (token_at(tree, tree.sent.span.start), tree.len().checked_sub(1)) else {
        return;
    };
    let count = Work::within(&work.counts, tree.sent.span, |c| c.span)
        .iter()
        .find(|c| !c.ordinal && !c.share && c.unit.is_none() && (c.low.is_some() || c.high.is_some()));
    // The quote runs to the end of the first statement.
    let end = (first..=last)
        .find(|&i| matches!(tree.form(i), "." | ";" | "("))
        .map_or(last, |i| i.saturating_sub(1).max(first));
    let mut draft = Draft {
        sent: s,
        pred: first,
        roles: Roles { carrier: first, ..Roles::default() },
        act: Act::new("be.size"),
        rule: "form.size".to_owned(),
        who: Vec::new(),
        whom: Vec::new(),
        why: Vec::new(),
        quote: (first, end),
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        nominal: false,
        share: false,
        from: Some(block.span.start),
        counted: None,
    };
    let label_item = Item { head: first, span: label };
    let none = matches!(tree.lower(first), "none" | "no" | "nil" | "zero");
    if is("field-demand") {
        draft.act = Act::new("say.demand");
        draft.rule = "form.demand".to_owned();
        draft.why = list_items(text, Span::new(tree.sent.span.start, tree.sent.span.end))
            .into_iter()
            .map(|s| (s, ReasonKind::Demand))
            .collect();
        draft.quote = (first, last);
        if !draft.why.is_empty() && !none {
            out.push(draft);
        }
        return;
    }
    if let Some((list, act, rule)) = LISTED.iter().find(|(list, ..)| is(list)) {
        if none && *list != "field-weapons" {
            return;
        }
        let items: Vec<Item> = named_items(work, s, first, end);
        draft.act = Act::new(act);
        draft.rule = (*rule).to_owned();
        if none {
            draft.polarity = Polarity::Negated;
            draft.whom = vec![Item { head: first, span: first_word(text, label) }];
        } else if matches!(*list, "field-weapons" | "field-damage") {
            draft.whom = items;
        } else {
            draft.who = items;
        }
        if none || !(draft.who.is_empty() && draft.whom.is_empty()) {
            out.push(draft);
        }
        return;
    }
    let kinds: [(&str, &str, &str); 6] = [
        ("field-police", "police.deploy", "form.police"),
        ("field-size", "be.size", "form.size"),
        ("field-detained", "law.detain", "form.detained"),
        ("field-injured", "harm.injured", "form.injured"),
        ("field-killed", "harm.killed", "form.killed"),
        ("field-missing", "harm.missing", "form.missing"),
    ];
    for (list, act, rule) in kinds {
        if !is(list) {
            continue;
        }
        let Some(count) = count else {
            if none && !matches!(list, "field-size" | "field-police") {
                draft.polarity = Polarity::Negated;
            } else {
                return;
            }
            draft.act = Act::new(act);
            draft.rule = rule.to_owned();
            out.push(draft);
            return;
        };
        // Only a number that opens the value is the field's figure.
        if count.span.start > tree.tok(first).span.end + 12 {
            return;
        }
        draft.act = Act::new(act);
        draft.rule = rule.to_owned();
        if matches!(list, "field-police" | "field-size") {
            draft.who = vec![label_item];
        }
        draft.counted = Some(count.span);
        out.push(draft);
        return;
    }
}

/// Fields whose value lists people or things.
const LISTED: [(&str, &str, &str); 4] = [
    ("field-organiser", "tie.lead", "form.organiser"),
    ("field-composition", "be.part", "form.composition"),
    ("field-weapons", "be.armed", "form.weapons"),
    ("field-damage", "crowd.damage", "form.damage"),
];

/// The parts of a value between commas, from token `first` to `end`, that begin with a noun phrase.
fn named_items(work: &Work<'_>, s: usize, first: usize, end: usize) -> Vec<Item> {
    let tree = &work.trees[s];
    let mut out = Vec::new();
    let mut start = first;
    for i in first..=end + 1 {
        let part_ends = i > end || matches!(tree.form(i), "," | ";" | "and");
        if !part_ends {
            continue;
        }
        let noun = (start..i).rev().find(|&k| matches!(tree.upos(k), Upos::Noun | Upos::Propn));
        let share =
            |k: usize| matches!(tree.lower(k), "about" | "half" | "mostly" | "some" | "mainly" | "none");
        if let Some(head) = noun.filter(|_| !share(start)) {
            out.push(Item { head, span: tree.span(start, i - 1) });
        }
        start = i + 1;
    }
    out
}

/// "Weapons seen" names weapons: the label's first word.
fn first_word(text: &str, label: Span) -> Span {
    let words = label.of(text);
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    Span::new(label.start, label.start + end)
}

/// Parts of a list between semicolons; a quoted part without its marks.
fn list_items(text: &str, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start;
    let words = span.of(text);
    let mut at = span.start;
    let mut quoted = false;
    let push = |a: usize, b: usize, out: &mut Vec<Span>| {
        let part = &text[a..b];
        let marks = |c: char| {
            c.is_whitespace()
                || c.is_ascii_digit()
                || matches!(c, ')' | '(' | '“' | '”' | '"' | '«' | '»' | '.' | ';' | ',')
        };
        let trimmed = part.trim_matches(marks);
        if !trimmed.is_empty() {
            let from = a + (part.len() - part.trim_start_matches(marks).len());
            out.push(Span::new(from, from + trimmed.len()));
        }
    };
    for c in words.chars() {
        match c {
            '“' | '«' => quoted = true,
            '”' | '»' => quoted = false,
            ';' if !quoted => {
                push(start, at, &mut out);
                start = at + 1;
            }
            // The list ends with its sentence.
            '.' if !quoted && text[at + 1..span.end].trim_start().starts_with(char::is_uppercase) => {
                push(start, at, &mut out);
                return out;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    push(start, span.end, &mut out);
    out
}

/// "Mood calm": a field without a colon, at the start of a sentence.
fn mood(work: &Work<'_>, lex: &Lexicon, s: usize, out: &mut Vec<Draft>) {
    let tree = &work.trees[s];
    if tree.len() < 2
        || !lex.in_list("field-mood", tree.lower(0))
        || tree.upos(0) != Upos::Noun && tree.upos(0) != Upos::Propn
    {
        return;
    }
    let at = if tree.form(1) == ":" { 2 } else { 1 };
    if at >= tree.len() || tree.upos(at) != Upos::Adj {
        return;
    }
    out.push(Draft {
        sent: s,
        pred: at,
        roles: Roles { carrier: at, ..Roles::default() },
        act: Act::new("be.mood"),
        rule: "form.mood".to_owned(),
        who: Vec::new(),
        whom: Vec::new(),
        why: Vec::new(),
        quote: (0, at),
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        nominal: false,
        share: false,
        from: None,
        counted: None,
    });
}
