//! A question in plain words, taken apart by a small grammar.
//!
//! In: the question. Out: a [`Query`]: which slot is the answer, which acts, who, whom, where, when, what else.
//! The grammar knows questions with a question word or an auxiliary in front, "what did X say of Y", "who denies that
//! …", "what is said of X", active and passive. Not here: claims.

use super::dates;
use super::lexicon::ENGLISH;
use super::query::{Phrase, Query, Want};
use super::tokens::{Word, words};
use super::verbs::{DETERMINERS, Found, choose, low, names_gathering, predicates};

const BE: [&str; 8] = ["is", "are", "was", "were", "be", "been", "being", "am"];
const DO: [&str; 3] = ["do", "does", "did"];

/// Takes a question apart; anything is accepted.
pub fn parse(question: &str) -> Query {
    let all = words(question);
    let (first, second) = split(&all);
    let mut query = clause(first);
    // "… and who denies it?"
    if second.iter().any(|w| w.low.starts_with("deni") || w.low.starts_with("deny")) {
        query.denied = true;
    }
    query.how = low(&all, 0) == "how" && query.want == Want::Statement;
    query.past = !all.iter().any(|w| ENGLISH.is("planned", w))
        && all.iter().any(|w| {
            matches!(w.low.as_str(), "did" | "was" | "were" | "has" | "have" | "had") || ends_in_past(w)
        });
    query.earlier = all.iter().any(|w| ENGLISH.is("earlier", w))
        || query.times.iter().any(|t| matches!(t, dates::Asked::Year(_)));
    query
}

/// Cuts off "and who denies it", "and by whom".
fn split(words: &[Word]) -> (&[Word], &[Word]) {
    let cut = (1..words.len().saturating_sub(1)).find(|&i| {
        let word = |k: usize| words.get(k).map_or("", |w| w.low.as_str());
        let asks = |k: usize| words.get(k).is_some_and(|w| ENGLISH.is("question", w));
        word(i) == "and" && (asks(i + 1) || (word(i + 1) == "by" && asks(i + 2)))
    });
    cut.map_or((words, &[]), |i| (&words[..i], &words[i + 1..]))
}

fn ends_in_past(w: &Word) -> bool {
    w.low.len() > 4 && w.low.ends_with("ed") && !w.capital
}

fn is_be(words: &[Word], i: usize) -> bool {
    BE.contains(&low(words, i))
}

fn clause(words: &[Word]) -> Query {
    let (want, rest, counted) = opening(words);
    let mut query = Query::new(want);
    let words = &words[rest..];
    if want == Want::Who
        && let Some(that) = speech(words)
    {
        // "Who says that P": the statement itself, with its speaker.
        let mut inner = statement(&words[that..], Want::Statement);
        inner.want = Want::Statement;
        return inner;
    }
    if want == Want::Statement {
        if let Some(query) = said_of(words) {
            return query;
        }
        if let Some(query) = said_by(words) {
            return query;
        }
    }
    if let Some(that) = denial(words) {
        let mut inner = statement(&words[that..], Want::Statement);
        (inner.denied, inner.denials_only) = (true, true);
        if want == Want::YesNo {
            inner.speaker = phrase(&words[..that]);
        }
        return inner;
    }
    query.counted = counted;
    fill(&mut query, words);
    query
}

/// The question word, how many words it takes, and what is counted after "how many" or named after "which".
fn opening(words: &[Word]) -> (Want, usize, Option<Phrase>) {
    let noun_until = |from: usize| {
        let verb = |i: usize| ENGLISH.is("aux", &words[i]) || is_predicate_verb(words, i, from);
        let end = (from..words.len()).find(|&i| verb(i)).unwrap_or(from);
        // "What happened on 6 May" has no noun behind "what".
        let other = |w: &Word| ENGLISH.is("prep", w) && w.low != "of";
        if words[from..end].iter().any(other) { from } else { end }
    };
    let which = |from: usize| {
        // "What caused the riot": no noun stands behind "what".
        let end = if is_predicate_verb(words, from, 0) { from } else { noun_until(from) };
        let asked = words[from..end].iter().find_map(|w| match w.low.as_str() {
            "day" | "date" | "time" | "month" | "hour" | "night" | "year" => Some(Want::When),
            "town" | "city" | "place" | "country" | "region" | "places" | "towns" | "cities" | "village" => {
                Some(Want::Where)
            }
            "reason" | "reasons" => Some(Want::Why),
            "number" | "figure" | "figures" => Some(Want::HowMany),
            _ => None,
        });
        match asked {
            Some(Want::Why) => (Want::Why, from, None),
            Some(want) => (want, end, None),
            None if end > from && low(words, 0) == "which" => (Want::Who, end, phrase(&words[from..end])),
            None if end > from => (Want::Whom, end, phrase(&words[from..end])),
            None => (Want::Statement, from, None),
        }
    };
    match (low(words, 0), low(words, 1)) {
        ("how", "many" | "much") => {
            let end = noun_until(2);
            (Want::HowMany, end, phrase(&words[2..end]))
        }
        ("how", "long") => (Want::When, 2, None),
        ("according", "to") if low(words, 2) == "whom" => (Want::Statement, 3, None),
        ("who", _) => (Want::Who, 1, None),
        ("whom", _) => (Want::Whom, 1, None),
        ("when", _) => (Want::When, 1, None),
        ("where", _) => (Want::Where, 1, None),
        ("why", _) => (Want::Why, 1, None),
        ("how", _) => (Want::Statement, 1, None),
        ("which" | "what", _) => which(1),
        ("in" | "at" | "on" | "since" | "until" | "by" | "to" | "from", "which" | "what") => which(2),
        ("by" | "against" | "from" | "to", "whom") => {
            (if low(words, 0) == "by" { Want::Who } else { Want::Whom }, 2, None)
        }
        _ if words.first().is_some_and(|w| ENGLISH.is("aux", w)) => (Want::YesNo, 0, None),
        _ => (Want::Statement, 0, None),
    }
}

/// Whether a verb of the lexicon, rather than a noun, stands at `i` in a noun phrase that began at `from`.
fn is_predicate_verb(words: &[Word], i: usize, from: usize) -> bool {
    i > from && ENGLISH.predicates_at(words, i).iter().any(|&(p, _)| ENGLISH.predicates[p].is_verb())
}

/// "(who) says that …": where the content begins.
fn speech(words: &[Word]) -> Option<usize> {
    let says = words.first().is_some_and(|w| ENGLISH.is("say", w));
    (says && words.len() > 2).then(|| if low(words, 1) == "that" { 2 } else { 1 })
}

/// "(who) denies that …", "does X deny that …": where the content begins.
fn denial(words: &[Word]) -> Option<usize> {
    let verb =
        words.iter().position(|w| w.stem == "deny" || matches!(w.low.as_str(), "denies" | "denied"))?;
    (low(words, verb + 1) == "that").then_some(verb + 2)
}

/// "what is said of X", "what do we know about X".
fn said_of(words: &[Word]) -> Option<Query> {
    let of = words.iter().position(|w| matches!(w.low.as_str(), "of" | "about"))?;
    let passive = words[..of]
        .iter()
        .any(|w| matches!(w.low.as_str(), "said" | "known" | "reported" | "written" | "told"));
    let know = words[..of].iter().any(|w| w.low == "know");
    let asked = (passive && words[..of].iter().any(|w| BE.contains(&w.low.as_str())))
        || know
        || low(words, 0) == "tell";
    if !asked {
        return None;
    }
    let mut query = Query::new(Want::Statement);
    let rest = take_dates(&mut query, &words[of + 1..]);
    query.about = phrase(&rest);
    Some(query)
}

/// "what did X say about Y".
fn said_by(words: &[Word]) -> Option<Query> {
    let verb = words.iter().skip(1).position(|w| ENGLISH.is("say", w))? + 1;
    if !words.first().is_some_and(|w| ENGLISH.is("aux", w)) || verb < 2 {
        return None;
    }
    let mut query = Query::new(Want::Statement);
    query.speaker = phrase(&words[1..verb]);
    let rest = take_dates(&mut query, &words[verb + 1..]);
    let topic = phrase(&rest);
    query.topics.extend(topic);
    query.speaker.is_some().then_some(query)
}

/// A clause of its own, as in "who says that P".
fn statement(words: &[Word], want: Want) -> Query {
    let mut query = Query::new(want);
    fill(&mut query, words);
    query
}

/// Takes the dates out.
fn take_dates(query: &mut Query, words: &[Word]) -> Vec<Word> {
    let found = dates::read(words);
    let taken = |i: usize| found.iter().any(|(_, range)| range.contains(&i));
    let rest = words.iter().enumerate().filter(|(i, _)| !taken(*i)).map(|(_, w)| w.clone()).collect();
    query.times.extend(found.into_iter().map(|(asked, _)| asked));
    rest
}

/// The words of a noun phrase without small words; `None` if nothing is left.
fn phrase(words: &[Word]) -> Option<Phrase> {
    let mut out = Phrase::default();
    let mut head = None;
    let mut span: Option<(usize, usize)> = None;
    for (i, word) in words.iter().enumerate() {
        let inner = matches!(word.low.as_str(), "of" | "with" | "from" | "in" | "at" | "on" | "over" | "who");
        if inner && i > 0 && head.is_none() && !out.words.is_empty() {
            head = Some(out.words.len());
        }
        let number = word.low.chars().all(|c| c.is_ascii_digit());
        let small = number
            || ENGLISH.is("stop", word)
            || (!word.capital && ENGLISH.is("planned", word))
            || ENGLISH.is("prep", word)
            || ENGLISH.is("aux", word);
        let name = word.capital && i > 0;
        let anybody = matches!(word.low.as_str(), "anyone" | "anybody" | "someone" | "somebody");
        if !small || anybody || (name && !matches!(word.low.as_str(), "the" | "of")) {
            out.words.push(word.clone());
            span = Some((span.map_or(i, |s| s.0), i));
        }
    }
    out.shown = span.and_then(|(a, b)| words.get(a..=b)).map(super::query::joined).unwrap_or_default();
    out.head = head.unwrap_or(out.words.len());
    (!out.words.is_empty()).then_some(out)
}

/// Fills acts, parties, places, times and topics from a clause.
fn fill(query: &mut Query, words: &[Word]) {
    let words = take_dates(query, words);
    let mut found = predicates(&words);
    let does = words.iter().position(|w| DO.contains(&w.low.as_str()));
    // "What did the army do?": the only noun of an act is the one who acts.
    if let (Some(d), [only]) = (does, found.as_slice())
        && !only.verb
        && (only.at == d + 1 || (only.at == d + 2 && DETERMINERS.contains(&low(&words, d + 1))))
        && words
            .get(only.at + only.len..)
            .is_none_or(|rest| rest.iter().all(|w| ENGLISH.is_form_of("light", w) || w.low == "do"))
    {
        found.clear();
    }
    let does = does.is_some();
    let mut main = choose(&words, &found);
    // "Who was behind the burning of the depot" asks who burnt it.
    let behind = main.filter(|&m| found[m].ids.iter().any(|&p| ENGLISH.predicates[p].id == "link"));
    let deed = behind.and_then(|m| (m + 1..found.len()).find(|&i| !names_gathering(&found[i].ids)));
    main = deed.or(main);
    // "The mood at the march": the march is only where the mood was.
    let other = |f: &Found| !f.verb && !names_gathering(&f.ids);
    let only_other = main.is_none() && found.iter().any(other);
    let chosen = |i: usize| match main {
        Some(m) => i == m,
        None if only_other => other(&found[i]),
        None => !found[i].verb,
    };
    let ids = |wanted: bool| {
        (0..found.len()).filter(|&i| chosen(i) == wanted).flat_map(|i| found[i].ids.clone()).collect()
    };
    (query.predicates, query.beside) = (ids(true), ids(false));
    if deed.is_some() {
        query.beside.retain(|&p| ENGLISH.predicates[p].id != "link");
    }
    let verb = main.map(|m| (found[m].at, found[m].len));
    let limit = verb.map_or(words.len(), |v| v.0);
    let state = verb.and_then(|v| words.get(v.0)).is_some_and(|w| ENGLISH.is("state", w));
    query.passive = !does && !state && deed.is_none() && (0..limit).any(|i| is_be(&words, i));
    let keeps = |i: usize| {
        // Nouns beside a verb stay as words to be met ("the curfew"); a noun that stands for the act itself is used up.
        let inside = |f: &Found| (f.at..f.at + f.len).contains(&i);
        match main {
            Some(m) => !inside(&found[m]),
            None => !(0..found.len()).any(|f| chosen(f) && inside(&found[f])),
        }
    };
    let mut place = |words: &[Word], prep: &str, after: bool| {
        let Some(p) = phrase(words) else { return };
        if p.words.iter().all(|w| ENGLISH.is_form_of("light", w)) {
            return;
        }
        let local =
            p.words.iter().any(|w| (w.capital && !ENGLISH.is("title", w)) || ENGLISH.is_form_of("site", w));
        match prep {
            "by" => query.agent = Some(p),
            "in" | "at" | "on" | "near" | "inside" | "through" | "across" | "within" | "around" | "to"
            | "towards" | "from"
                if local =>
            {
                query.places.push(p);
            }
            "outside" => query.left_out.push(format!("outside {}", p.shown)),
            "" if !after && query.subject.is_none() => query.subject = Some(p),
            "" if after && query.object.is_none() => query.object = Some(p),
            "behind" | "against" | "with" if query.object.is_none() && after && !names_act(&p) => {
                query.object = Some(p)
            }
            _ => query.topics.push(p),
        }
    };
    let mut prep = String::new();
    let mut after = false;
    let mut run: Vec<Word> = Vec::new();
    for i in 0..=words.len() {
        let at_verb = verb.is_some_and(|v| v.0 == i);
        let word = words.get(i);
        let boundary = word.is_none_or(|w| {
            at_verb
                || (ENGLISH.is("prep", w) && w.low != "of")
                || ENGLISH.is("aux", w)
                || matches!(w.low.as_str(), "that" | "who")
        });
        if boundary {
            place(&run, &prep, after);
            run.clear();
            prep = word.filter(|w| ENGLISH.is("prep", w)).map_or(String::new(), |w| w.low.clone());
            if at_verb {
                after = true;
                prep.clear();
            }
            continue;
        }
        let Some(word) = word else { continue };
        if verb.is_some_and(|v| (v.0 + 1..v.0 + v.1).contains(&i)) {
            continue;
        }
        if keeps(i) {
            // A verb that says little ends the noun phrase before it: "police | use | tear gas".
            if ENGLISH.is("light", word) && !word.capital && verb.is_none() {
                place(&run, &prep, after);
                run.clear();
                prep.clear();
                after = true;
            } else {
                run.push(word.clone());
            }
        }
    }
    // "Who did the guards beat": the one asked for is the object.
    if does && query.want == Want::Who && query.subject.is_some() && query.object.is_none() {
        query.want = Want::Whom;
    }
    settle(query);
}

/// Whether the phrase names an act rather than a party: "charged with killing".
fn names_act(phrase: &Phrase) -> bool {
    (0..phrase.words.len()).all(|i| !ENGLISH.predicates_at(&phrase.words, i).is_empty())
}

/// What the shape of the question implies.
fn settle(query: &mut Query) {
    // "Did they fire tear gas": the means says which acts are meant.
    let means = |p: &usize| !ENGLISH.predicates[*p].is_verb() && !ENGLISH.predicates[*p].text.is_empty();
    if query.any(|p| p.id == "shoot") && query.beside.iter().any(means) {
        query.predicates = query.beside.iter().copied().filter(means).collect();
        // What was fired is the means, not whom it hit.
        query.object = query.object.take().filter(|o| !query.any(|p| p.is_named_in(&o.stems())));
    }
    // "What did X call Y Z": the last word of the object is the label.
    if query.asks_for("say.label")
        && query.want != Want::Statement
        && let Some(object) = &mut query.object
        && object.head == object.words.len()
        && object.words.len() > 1
        && !object.words.iter().all(|w| w.capital)
    {
        let word = object.words.pop();
        object.head = object.words.len();
        query.label = word.map(|w| Phrase { shown: w.text.clone(), words: vec![w], head: 1 });
        object.shown = super::query::joined(&object.words);
    }
    let says = query.asks_for("say.label");
    if query.want == Want::Statement && says {
        query.want = Want::Label;
    }
    if query.want == Want::Statement && query.any(|p| p.reason) {
        query.want = Want::Why;
    }
    if query.want == Want::Who && query.any(|p| p.reason) {
        query.want = Want::Why;
    }
    // "Who is Ilva Darn?"
    let named = query.subject.as_ref().is_some_and(|s| !s.names().is_empty());
    if query.want == Want::Who
        && query.predicates.is_empty()
        && named
        && query.places.is_empty()
        && query.topics.is_empty()
    {
        query.about = query.subject.take();
        query.want = Want::Statement;
        return;
    }
    // "How many people were on the bridge?", "Who was at the march?": no verb, so presence is asked for.
    let bare = query.predicates.is_empty() && !(query.is_empty() && query.counted.is_none());
    let gathering = !query.predicates.is_empty() && names_gathering(&query.predicates);
    if (bare || gathering) && matches!(query.want, Want::HowMany | Want::Who) {
        let present = ENGLISH.predicates.iter().position(|p| p.id == "present");
        query.predicates = present.into_iter().collect();
        query.passive = false;
    }
    let hurt = query.any(|p| p.patient) && query.object.is_none();
    if query.want == Want::Who && query.agent.is_none() && (query.passive || hurt) {
        query.want = Want::Whom;
    }
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;
