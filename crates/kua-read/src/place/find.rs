//! Finds the names: the longest runs of capital words that the gazetteer knows, and unknown names in places' seats.
//!
//! In: text, sentences, gazetteer. Out: [`Match`]es in text order with what their neighbours say.
//! Not here: whether a match is a place at all (`evidence.rs`) and which one (`resolve.rs`).

use super::context::{Ambiguous, Context, Hint};
use super::entry::Kind;
use super::fold::fold_into;
use super::index::{Gazetteer, PlaceId};
use super::scan::{Gap, Word, scan};
use kua_record::Span;
use kua_syntax::{EntityType, Sentence};

/// Most words in one name ("Federal Democratic Republic of Ethiopia").
const MOST_WORDS: usize = 7;
/// Small words inside names.
const CONNECTORS: &[&str] = &[
    "of", "the", "and", "de", "la", "le", "les", "da", "do", "dos", "das", "del", "di", "du", "el", "al",
    "an", "am", "au", "aux", "en", "sur", "sous", "upon", "on", "under", "der", "den", "kwa", "ye", "y", "e",
    "i", "na", "nad", "bi", "by", "s",
];

/// What the words around say the place must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Settlement,
    Unit,
}

/// What the tagger says of the words of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tagged {
    pub place: bool,
    /// The match alone is tagged as a person.
    pub person: bool,
    /// The match is part of a person's longer name.
    pub in_person: bool,
    /// A body whose name is longer than the match.
    pub in_body: bool,
    pub body: bool,
}

/// A name in the text that may be a place.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub span: Span,
    /// Words `from..to`.
    pub from: usize,
    pub to: usize,
    pub key: String,
    /// (entry, whether by an alternative name), in the gazetteer's order; empty for unknown names.
    pub candidates: Vec<(PlaceId, bool)>,
    pub demonym: Vec<[u8; 2]>,
    pub wanted: Option<Wanted>,
    /// Several words, or one.
    pub words: usize,
    pub sentence: u32,
    pub first: bool,
    pub strong_before: bool,
    pub weak_before: bool,
    pub named_kind: bool,
    pub title_before: bool,
    pub speech_after: bool,
    pub attached_before: bool,
    pub attached_after: bool,
    pub in_body_name: bool,
    pub tagged: Tagged,
    pub ambiguous: Option<Ambiguous>,
    /// A month, a day and the like.
    pub never: bool,
    /// Index of the match that is said to hold this one ("Springfield, Illinois"); set by `evidence`.
    pub container: Option<usize>,
    /// Index of the match that this one holds.
    pub holds: Option<usize>,
    /// A comma (and nothing else) stands between the match and the next word.
    pub comma_after: bool,
    pub possessive_before: bool,
    pub possessive_after: bool,
    /// An article stands between the preposition and the name.
    pub article_before: bool,
    /// The capital words after (or of) the name end in a word for a body: "X Times", "X State University".
    pub body_after: bool,
    /// "X, 42, ..."
    pub age_after: bool,
    /// Joined to the match before by "and" or "or".
    pub and_before: bool,
    /// Its own words say that it is a place: "Lake X", "X Square".
    pub feature: bool,
    pub score: f32,
    pub why: &'static str,
}

/// All matches, in text order.
pub(crate) fn matches(text: &str, sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<Match> {
    let words = scan(text, sentences);
    let mut finder = Finder {
        text,
        words: &words,
        context: Context::get(),
        gazetteer,
        entities: entities(sentences),
        key: String::new(),
    };
    finder.run()
}

/// (span, type) of the entities, in text order.
fn entities(sentences: &[Sentence]) -> Vec<(Span, EntityType)> {
    let mut found = Vec::new();
    for sentence in sentences {
        for &(from, to, kind) in &sentence.entities {
            if let Some(tokens) = sentence.tokens.get(from..to)
                && let (Some(first), Some(last)) = (tokens.first(), tokens.last())
            {
                found.push((first.span.join(last.span), kind));
            }
        }
    }
    found
}

struct Finder<'a> {
    text: &'a str,
    words: &'a [Word],
    context: &'a Context,
    gazetteer: &'a Gazetteer,
    entities: Vec<(Span, EntityType)>,
    key: String,
}

impl Finder<'_> {
    fn run(&mut self) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut sentence = 0;
        let mut at = 0;
        while at < self.words.len() {
            let word = self.words[at];
            sentence += u32::from(word.gap == Gap::Break);
            if !word.capital || self.is_currency(at) {
                at += 1;
                continue;
            }
            if let Some(hit) = self.known(at).or_else(|| self.unknown(at)) {
                let next = hit.to;
                let mut hit = self.look_around(hit);
                hit.sentence = sentence;
                for inner in &self.words[at + 1..next] {
                    sentence += u32::from(inner.gap == Gap::Break);
                }
                found.push(hit);
                at = next;
            } else {
                at += 1;
            }
        }
        found
    }

    fn word(&self, i: usize) -> Option<&Word> {
        self.words.get(i)
    }

    fn str(&self, i: usize) -> &str {
        self.word(i).and_then(|w| self.text.get(w.start..w.end)).unwrap_or("")
    }

    fn hint(&self, i: usize) -> Hint {
        let mut key = String::new();
        fold_into(self.str(i), &mut key);
        self.context.hint(&key)
    }

    /// The longest known name that begins at word `from`.
    fn known(&mut self, from: usize) -> Option<Match> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        let mut best = None;
        for i in from..(from + MOST_WORDS).min(self.words.len()) {
            let word = self.words[i];
            if i > from && !self.continues(i) {
                break;
            }
            fold_into(self.str(i), &mut key);
            if !word.capital && !(i > from && (self.joined_by_hyphen(i) || self.elided(i))) {
                continue;
            }
            let mut candidates = self.candidates(&key, from, i + 1);
            let demonym = self.gazetteer.demonym(&key).to_vec();
            // "Kazakh" is a people everywhere, and a town only in a list of towns.
            if !demonym.is_empty() {
                candidates.retain(|(id, _)| self.gazetteer.entry(*id).kind == Kind::Country);
            }
            if !candidates.is_empty() || !demonym.is_empty() {
                best = Some((i + 1, key.clone(), candidates, demonym));
            }
        }
        self.key = key;
        let (to, key, candidates, demonym) = best?;
        Some(self.new_match(from, to, key, candidates, demonym))
    }

    /// Whether word `i` may go on a name: joined to the word before, and a capital or a small connecting word.
    fn continues(&self, i: usize) -> bool {
        let word = self.words[i];
        let before = &self.words[i - 1];
        let abbreviated = word.gap == Gap::Break
            && matches!(self.str(i - 1), "St" | "Ste" | "Mt" | "Ft")
            && word.start == before.end + 2;
        let joined = word.gap == Gap::Joint || abbreviated;
        let possessive = word.gap == Gap::Possessive && word.capital;
        (joined || possessive)
            && (word.capital
                || CONNECTORS.contains(&self.str(i))
                || self.joined_by_hyphen(i)
                || self.elided(i))
    }

    /// "d'Ivoire", "l'Aquila": a small article before a capital.
    fn elided(&self, i: usize) -> bool {
        let mut letters = self.str(i).chars();
        matches!(letters.next(), Some('d' | 'l'))
            && matches!(letters.next(), Some('\'' | '’'))
            && letters.next().is_some_and(char::is_uppercase)
    }

    /// "US$5", "$US 5": a currency.
    fn is_currency(&self, i: usize) -> bool {
        let word = self.words[i];
        self.text.get(word.end..).is_some_and(|t| t.starts_with('$'))
            || self.text.get(..word.start).is_some_and(|t| t.ends_with('$'))
    }

    fn joined_by_hyphen(&self, i: usize) -> bool {
        i > 0 && self.text.get(self.words[i - 1].end..self.words[i].start) == Some("-")
    }

    /// Entries of a key that fit the case of the words: "US" is a country, "us" and "Us" are not.
    fn candidates(&self, key: &str, from: usize, to: usize) -> Vec<(PlaceId, bool)> {
        let mut found: Vec<(PlaceId, bool)> = self.gazetteer.by_key(key).collect();
        if found.is_empty() {
            // "St. Marc" for "Saint-Marc".
            let Some(saint) = key.strip_prefix("st ") else { return found };
            found = self.gazetteer.by_key(&format!("saint {saint}")).collect();
        }
        if found.is_empty() {
            return found;
        }
        found.sort_by_key(|(id, other)| (*id, *other));
        found.dedup_by_key(|(id, _)| *id);
        let short = key.chars().count() <= 3;
        let shout = to == from + 1 && self.words[from].shout && !self.among_shouts(from);
        if short || shout {
            let written: String = self.str(from).chars().filter(|c| *c != '.').collect();
            found.retain(|(id, _)| {
                self.gazetteer.entry(*id).names().any(|n| n.chars().filter(|c| *c != '.').eq(written.chars()))
            });
        }
        found
    }

    /// Whether the words around are in capitals, too: a headline, in which capitals say nothing.
    fn among_shouts(&self, i: usize) -> bool {
        let near = self.words[i.saturating_sub(2)..(i + 3).min(self.words.len())].iter();
        near.filter(|w| w.shout).count() >= 3
    }

    fn new_match(
        &self,
        from: usize,
        to: usize,
        key: String,
        candidates: Vec<(PlaceId, bool)>,
        demonym: Vec<[u8; 2]>,
    ) -> Match {
        let ambiguous = self.context.ambiguous(&key);
        Match {
            span: Span::new(self.words[from].start, self.words[to - 1].end),
            from,
            to,
            key,
            candidates,
            demonym,
            wanted: None,
            words: to - from,
            sentence: 0,
            first: self.words[from].first,
            strong_before: false,
            weak_before: false,
            named_kind: false,
            title_before: false,
            speech_after: false,
            attached_before: false,
            attached_after: false,
            in_body_name: false,
            tagged: Tagged::default(),
            ambiguous,
            never: to == from + 1 && self.hint(from).any(Hint::NEVER_PLACE),
            container: None,
            holds: None,
            comma_after: false,
            possessive_before: false,
            possessive_after: false,
            article_before: false,
            body_after: false,
            age_after: false,
            and_before: false,
            feature: false,
            score: 0.0,
            why: "",
        }
    }

    /// A run of capital words that no entry carries; whether it stands where places stand is judged later.
    fn unknown(&mut self, from: usize) -> Option<Match> {
        let hint = self.hint(from);
        if self.words[from].first && hint.any(Hint::FUNCTION) {
            return None;
        }
        let mut to = from + 1;
        while to < self.words.len() && to < from + 4 && self.continues(to) && self.words[to].capital {
            to += 1;
        }
        // A known name at the end of the run is found by itself.
        while to > from + 1 && self.known(to - 1).is_some() && !self.hint(to - 1).any(Hint::FEATURE_TAIL) {
            to -= 1;
        }
        let shape_of_place =
            to > from + 1 && (self.hint(to - 1).any(Hint::FEATURE_TAIL) || hint.any(Hint::FEATURE_HEAD));
        if hint.any(Hint::NEVER_PLACE.or(Hint::FUNCTION).or(Hint::TITLE).or(Hint::FEATURE_TAIL))
            && !shape_of_place
        {
            return None;
        }
        if self.words[from].shout && to == from + 1 {
            return None;
        }
        let mut key = String::new();
        for i in from..to {
            fold_into(self.str(i), &mut key);
        }
        let mut unknown = self.new_match(from, to, key, Vec::new(), Vec::new());
        unknown.named_kind = shape_of_place;
        unknown.feature = shape_of_place;
        Some(unknown)
    }

    /// Notes what the neighbours and the tagger say.
    fn look_around(&self, mut m: Match) -> Match {
        self.look_after(&mut m);
        self.look_before(&mut m);
        m.tagged = self.tagged(m.span);
        m
    }

    fn look_after(&self, m: &mut Match) {
        self.look_for_feature(m);
        // "Nyanza Province" is one name, "Nyanza province" is a name with its kind.
        while let Some(word) = self.word(m.to).filter(|w| w.gap == Gap::Joint) {
            let hint = self.hint(m.to);
            let kind = hint.any(Hint::REGION.or(Hint::SETTLEMENT).or(Hint::QUARTER));
            if !kind || m.candidates.is_empty() && m.named_kind {
                break;
            }
            if !m.demonym.is_empty() && m.candidates.is_empty() {
                break;
            }
            let wanted = if hint.any(Hint::REGION) { Wanted::Unit } else { Wanted::Settlement };
            let fits = m.candidates.is_empty() || self.any_of_kind(m, wanted);
            if fits {
                m.wanted = Some(wanted);
                m.named_kind = true;
            }
            if !word.capital || !fits && !hint.any(Hint::SETTLEMENT) || self.goes_on(m.to + 1) {
                break;
            }
            m.span.end = word.end;
            m.to += 1;
        }
        let Some(next) = self.word(m.to) else { return };
        let hint = self.hint(m.to);
        m.comma_after = next.gap == Gap::Comma;
        m.possessive_after = next.gap == Gap::Possessive;
        m.age_after = m.comma_after && matches!(self.str(m.to).as_bytes(), [b'1'..=b'9', b'0'..=b'9']);
        m.body_after = self.body_follows(m);
        m.speech_after = next.gap == Gap::Joint && hint.any(Hint::SPEECH);
        let joined = next.gap == Gap::Joint && !next.first;
        m.attached_after = joined
            && next.capital
            && !hint.any(Hint::NOT_ATTACHED_AFTER)
            && !(next.shout && self.str(m.to).chars().count() <= 2);
    }

    /// Whether word `i` goes on a longer name: "Michigan State | University", "Illinois Department | of".
    fn goes_on(&self, i: usize) -> bool {
        self.word(i).is_some_and(|w| w.gap == Gap::Joint && !w.first && (w.capital || self.str(i) == "of"))
    }

    /// "Panama Canal", "Moscow River": a feature named after a known place is another place, without an entry.
    fn look_for_feature(&self, m: &mut Match) {
        let Some(word) = self.word(m.to).filter(|w| w.gap == Gap::Joint && w.capital && !w.first) else {
            return;
        };
        let hint = self.hint(m.to);
        let kind = hint.any(Hint::REGION.or(Hint::SETTLEMENT).or(Hint::QUARTER));
        if m.candidates.is_empty() || kind || !hint.any(Hint::FEATURE_TAIL) || self.goes_on(m.to + 1) {
            return;
        }
        m.span.end = word.end;
        m.to += 1;
        m.words += 1;
        fold_into(self.str(m.to - 1), &mut m.key);
        m.candidates.clear();
        m.demonym.clear();
        m.ambiguous = None;
        m.named_kind = true;
        m.feature = true;
    }

    /// Whether a word for a body stands among the capital words that end or follow the match.
    fn body_follows(&self, m: &Match) -> bool {
        let inner =
            m.candidates.is_empty() && (m.from + 1..m.to).any(|i| self.hint(i).any(Hint::ORGANISATION_HEAD));
        let run = (m.to..m.to + 5).take_while(|&i| {
            self.word(i)
                .is_some_and(|w| w.gap == Gap::Joint && !w.first && (w.capital || self.str(i) == "and"))
        });
        inner || run.into_iter().any(|i| self.hint(i).any(Hint::ORGANISATION_HEAD) && self.words[i].capital)
    }

    fn any_of_kind(&self, m: &Match, wanted: Wanted) -> bool {
        m.candidates.iter().any(|(id, _)| fits(self.gazetteer.entry(*id).kind, wanted))
    }

    fn look_before(&self, m: &mut Match) {
        let Some(before) = m.from.checked_sub(1) else { return };
        let gap = self.words[m.from].gap;
        m.possessive_before = gap == Gap::Possessive;
        if gap != Gap::Joint {
            return;
        }
        let word = self.words[before];
        let hint = self.hint(before);
        m.title_before =
            hint.any(Hint::TITLE) && (word.capital || !hint.any(Hint::SETTLEMENT.or(Hint::REGION)));
        if word.capital && !(word.first && hint.any(Hint::FUNCTION)) && !m.title_before {
            m.attached_before = !hint.any(Hint::NOT_ATTACHED_BEFORE) && !self.joined_by_hyphen(m.from);
        }
        if m.title_before && !word.capital && hint.any(Hint::ORGANISATION_HEAD) {
            m.title_before = false;
        }
        // The preposition may stand before an article, a direction or a kind: "in the northern city Taraz".
        let mut at = before;
        for _ in 0..3 {
            let h = self.hint(at);
            let small = self.str(at);
            let skip = matches!(small, "the" | "The" | "a" | "nearby")
                || h.any(Hint::NOT_ATTACHED_BEFORE)
                || h.any(Hint::SETTLEMENT.or(Hint::REGION))
                    && small.chars().next().is_some_and(char::is_lowercase);
            if h.any(Hint::SETTLEMENT) && !small.ends_with('s') {
                m.wanted = m.wanted.or(Some(Wanted::Settlement));
                m.named_kind = true;
            }
            m.article_before |= matches!(small, "the" | "The" | "a" | "an");
            if !skip || at == 0 || self.words[at].gap != Gap::Joint {
                break;
            }
            at -= 1;
        }
        m.and_before = matches!(self.str(before), "and" | "or") && at == before;
        let hint = self.hint(at);
        m.strong_before = hint.any(Hint::PLACE_PREPOSITION);
        m.weak_before = hint.any(Hint::WEAK_PREPOSITION);
        if self.str(at) == "of" && at > 0 {
            self.look_before_of(m, at - 1);
        }
    }

    /// "University of X", "the town of X", "president of X".
    fn look_before_of(&self, m: &mut Match, head: usize) {
        let hint = self.hint(head);
        let capital = self.words[head].capital && !self.words[head].first;
        if hint.any(Hint::SETTLEMENT) {
            m.named_kind = true;
            m.wanted = Some(Wanted::Settlement);
        } else if hint.any(Hint::REGION) && !capital && !(head > 0 && self.words[head - 1].capital) {
            m.named_kind = true;
            m.wanted = Some(Wanted::Unit);
        } else if hint.any(Hint::ORGANISATION_HEAD) && self.words[head].capital {
            m.in_body_name = true;
        } else if hint.any(Hint::QUARTER) {
            m.named_kind = true;
        }
    }

    fn tagged(&self, span: Span) -> Tagged {
        let mut tagged = Tagged::default();
        let from = self.entities.partition_point(|(s, _)| s.end <= span.start);
        for (entity, kind) in self.entities[from..].iter().take_while(|(s, _)| s.start < span.end) {
            let wider = entity.contains(span) && entity.len() > span.len() + 4;
            match kind {
                EntityType::Gpe | EntityType::Loc => tagged.place = true,
                EntityType::Per if wider => tagged.in_person = true,
                EntityType::Per => tagged.person = true,
                EntityType::Org if wider => tagged.in_body = true,
                EntityType::Org => tagged.body = true,
                EntityType::Norp => {}
            }
        }
        tagged
    }
}

/// Whether a kind of place is what the words ask for.
pub(crate) fn fits(kind: Kind, wanted: Wanted) -> bool {
    match wanted {
        Wanted::Settlement => kind.is_settlement() || kind == Kind::District,
        Wanted::Unit => matches!(kind, Kind::Region | Kind::County | Kind::District),
    }
}
