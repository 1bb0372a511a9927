//! The frame of a document: blocks (paragraphs, lines), who speaks in them, editors' brackets, direct quotes.
//!
//! In: the text, its sentences with entities, what the manifest says of its kind. Out: [`Layout`].
//! Not here: indirect speech (`speech.rs`).

use kua_record::{Document, Role, Span, Speaker};
use kua_syntax::{EntityType, Sentence, Word};

/// What kind of block a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Prose,
    /// A short line that heads what follows, or a caption.
    Heading,
    /// `13:05 About 60 people …`
    Log,
    /// `Participants: 90 to 120`; the label ends before the colon.
    Field,
}

/// One line or paragraph.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its bytes, without the line end.
    pub span: Span,
    /// Its kind.
    pub kind: BlockKind,
    /// The label of a field or the speaker's name of a transcript line.
    pub label: Option<Span>,
    /// Whose words they are; empty is the text's own voice.
    pub says: Vec<Speaker>,
}

/// A stretch in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    /// The bytes between the marks.
    pub inner: Span,
}

/// The frame of a document.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Lines in text order.
    pub blocks: Vec<Block>,
    /// Quotations in text order, outer ones only.
    pub quotes: Vec<Quoted>,
    /// Whole sentences in square brackets: the editor's.
    pub brackets: Vec<Span>,
    /// Whether the text is an interview.
    pub interview: bool,
    /// The one who is interviewed.
    pub interviewee: Option<String>,
}

impl Layout {
    /// The block that holds byte `at`.
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        let i = self.blocks.partition_point(|b| b.span.end <= at);
        self.blocks.get(i).filter(|b| b.span.start <= at)
    }

    /// The quotation that holds the span wholly.
    pub fn quote_around(&self, span: Span) -> Option<Quoted> {
        self.quotes.iter().copied().find(|q| q.inner.contains(span))
    }
}

/// A speaker with a role.
pub fn speaker(text: &str, role: Role) -> Speaker {
    Speaker { text: text.to_owned(), role: Some(role), extra: Default::default() }
}

/// Finds the frame.
pub fn layout(doc: &Document, sentences: &[Sentence]) -> Layout {
    let text = doc.text.as_str();
    let mut out =
        Layout { blocks: blocks(text), quotes: quotes(text), brackets: brackets(text), ..Layout::default() };
    turns(doc, sentences, &mut out);
    out
}

/// Cuts a text into lines and tells what kind each is.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        let lead = body.len() - body.trim_start().len();
        let span = Span::new(at + lead, at + body.len());
        at += line.len();
        if span.is_empty() {
            continue;
        }
        let body = body.trim_start();
        let (kind, label) = classify(body, span.start);
        out.push(Block { span, kind, label, says: Vec::new() });
    }
    out
}

/// Behind these a colon opens what somebody says, not the value of a field.
const SPEAKS: [&str; 12] = [
    "said",
    "says",
    "added",
    "asked",
    "told",
    "replied",
    "answered",
    "wrote",
    "stated",
    "declared",
    "continued",
    "explained",
];

fn classify(line: &str, start: usize) -> (BlockKind, Option<Span>) {
    if is_clock(line.split([' ', '\t', '–', '-']).next().unwrap_or("")) {
        return (BlockKind::Log, None);
    }
    if let Some(colon) = line.find(": ").or_else(|| line.ends_with(':').then(|| line.len() - 1)) {
        let label = &line[..colon];
        let words = label.split_whitespace().count();
        let clean = !label.contains(['.', ',', '“', '"', '?', '!', ';'])
            && label.chars().next().is_some_and(char::is_uppercase);
        let speaks = label.split_whitespace().last().is_some_and(|word| words > 1 && SPEAKS.contains(&word));
        if clean && words <= 4 && label.len() <= 48 && !speaks {
            return (BlockKind::Field, Some(Span::new(start, start + colon)));
        }
    }
    let words = line.split_whitespace().count();
    let ends = line.ends_with(['.', '!', '?', ':', ';', '”', '"', '…', ',', ')', ']']);
    if words <= 14 && !ends {
        return (BlockKind::Heading, None);
    }
    (BlockKind::Prose, None)
}

/// `13:05`, `9.40`, `0730`-like clocks with a separator.
fn is_clock(word: &str) -> bool {
    let word = word.trim_end_matches([':', '.', ',', '—', 'h']);
    let Some((h, m)) = word.split_once([':', '.']) else { return false };
    let digits = |s: &str, lens: &[usize]| lens.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    digits(h, &[1, 2])
        && digits(m, &[2])
        && h.parse::<u8>().is_ok_and(|h| h < 24)
        && m.parse::<u8>().is_ok_and(|m| m < 60)
}

/// Quotations between matching marks within one paragraph; an opened one that never closes ends with its paragraph.
fn quotes(text: &str) -> Vec<Quoted> {
    let mut out = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (i, c) in text.char_indices() {
        match (c, open) {
            // A quotation of several paragraphs, closed at the end of the last.
            ('\n', Some((mark, _))) if closes_next(text, mark, i) => {}
            ('\n', Some((_, from))) => {
                if from < i {
                    out.push(Quoted { inner: Span::new(from, i) });
                }
                open = None;
            }
            ('“' | '«' | '„', None) => open = Some((c, i + c.len_utf8())),
            ('"', None) => open = Some((c, i + 1)),
            ('”', Some(('“' | '„', from)))
            | ('“', Some(('„', from)))
            | ('»', Some(('«', from)))
            | ('"', Some(('"', from))) => {
                // A second straight mark that opens again: the first never closed.
                if c == '"' && opens_only(text, i) {
                    open = Some((c, i + 1));
                    continue;
                }
                if from < i {
                    out.push(Quoted { inner: Span::new(from, i) });
                }
                open = None;
            }
            _ => {}
        }
    }
    if let Some((_, from)) = open
        && from < text.len()
    {
        out.push(Quoted { inner: Span::new(from, text.len()) });
    }
    out
}

/// Whether the next quotation mark, not far behind, closes what `mark` opened.
fn closes_next(text: &str, mark: char, at: usize) -> bool {
    const FAR: usize = 1200;
    let next = text[at..].char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'));
    next.is_some_and(|(ahead, c)| {
        let spoken_to = text[..at + ahead]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | '…'));
        ahead < FAR
            && spoken_to
            && matches!((mark, c), ('"', '"') | ('“' | '„', '”') | ('„', '“') | ('«', '»'))
    })
}

/// Whether a straight quotation mark has a space before it and a letter behind it.
fn opens_only(text: &str, at: usize) -> bool {
    text[..at].ends_with([' ', '\u{a0}', '(']) && text[at + 1..].starts_with(char::is_alphanumeric)
}

/// Square brackets that hold a whole sentence.
fn brackets(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open = None;
    for (i, c) in text.char_indices() {
        match c {
            '[' => open = Some(i + 1),
            ']' => {
                if let Some(from) = open.take() {
                    let inner = &text[from..i];
                    if inner.split_whitespace().count() >= 3 && inner.trim_end().ends_with(['.', '!', '?']) {
                        out.push(Span::new(from, i));
                    }
                }
            }
            '\n' => open = None,
            _ => {}
        }
    }
    out
}

fn turns(doc: &Document, sentences: &[Sentence], out: &mut Layout) {
    let text = doc.text.as_str();
    if transcript(text, out) {
        return;
    }
    let question = |b: &Block| {
        let words = b.span.of(text).split_whitespace().count();
        b.span.of(text).trim_end().ends_with('?') && words <= 70 && b.kind != BlockKind::Log
    };
    // "The mayor says your people threw first.": a short line to the one who is asked.
    let addresses = |b: &Block| {
        let words: Vec<String> =
            b.span.of(text).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        words.len() <= 32
            && words.iter().any(|w| matches!(w.as_str(), "you" | "your"))
            && !words.iter().any(|w| matches!(w.as_str(), "i" | "we" | "my" | "our"))
    };
    let n_questions = out.blocks.iter().filter(|b| question(b)).count();
    let said_so = doc.kind.as_deref().is_some_and(|k| k.to_lowercase().contains("interview"));
    out.interview = n_questions >= 2 && n_questions * 2 <= out.blocks.len() || (said_so && n_questions >= 1);
    if !out.interview {
        return;
    }
    let first_question = out.blocks.iter().position(question).unwrap_or(0);
    out.interviewee = interviewee(text, sentences, out, first_question);
    let name = out.interviewee.clone().unwrap_or_else(|| "interviewee".to_owned());
    for (i, block) in out.blocks.iter_mut().enumerate() {
        block.says = if question(block) || (i > first_question && addresses(block)) {
            vec![speaker("interviewer", Role::Interviewer)]
        } else if i < first_question || block.kind == BlockKind::Heading {
            Vec::new()
        } else {
            vec![speaker(&name, Role::Interviewee)]
        };
    }
}

/// `NAME: words` on at least three lines, by at least two speakers, one of them more than once.
fn transcript(text: &str, out: &mut Layout) -> bool {
    let labels: Vec<(usize, &str)> = out
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(i, b)| b.label.map(|l| (i, l.of(text))))
        .filter(|(i, l)| {
            out.blocks[*i].span.of(text).len() > l.len() + 12 && l.split_whitespace().count() <= 4
        })
        .collect();
    let names: std::collections::BTreeSet<&str> = labels.iter().map(|(_, l)| *l).collect();
    let asks = |name: &str| {
        labels
            .iter()
            .filter(|(_, l)| *l == name)
            .any(|(i, _)| out.blocks[*i].span.of(text).trim_end().ends_with('?'))
    };
    let repeated = names.iter().any(|n| labels.iter().filter(|(_, l)| l == n).count() >= 2);
    let askers: Vec<&str> = names.iter().copied().filter(|n| asks(n)).collect();
    if labels.len() < 3
        || names.len() < 2
        || names.len() > 6
        || !repeated
        || askers.is_empty()
        || askers.len() == names.len()
    {
        return false;
    }
    let answers: Vec<String> =
        names.iter().filter(|n| !askers.contains(n)).map(|n| (*n).to_owned()).collect();
    let askers: Vec<String> = askers.into_iter().map(str::to_owned).collect();
    out.interview = true;
    let full = |label: &str| full_name(text, label);
    out.interviewee = answers.first().map(|a| full(a));
    let mut current: Vec<Speaker> = Vec::new();
    for block in &mut out.blocks {
        if let Some(label) = block.label.map(|l| l.of(text)) {
            if askers.iter().any(|a| a == label) {
                let name = full(label);
                let named = name.contains(' ');
                current = vec![speaker(if named { &name } else { "interviewer" }, Role::Interviewer)];
            } else if answers.iter().any(|a| a == label) {
                let plain = matches!(label, "A" | "Answer");
                current = vec![if plain {
                    speaker("interviewee", Role::Interviewee)
                } else {
                    speaker(&full(label), Role::Interviewee)
                }];
            }
        }
        block.says = current.clone();
    }
    true
}

/// The fullest form under which a transcript's label stands in the text ("SAFAROVA", "Safarova" → "Dilnoza Safarova").
fn full_name(text: &str, label: &str) -> String {
    full_name_span(text, label).map_or_else(|| label.to_owned(), |s| s.of(text).to_owned())
}

/// The same as bytes; `None` where the text has no fuller form.
pub fn full_name_span(text: &str, label: &str) -> Option<Span> {
    let wanted = label.to_lowercase();
    let mut prev: Option<&str> = None;
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '\'' || c == '-')) {
        if word.is_empty() {
            continue;
        }
        let start = |w: &str| w.as_ptr() as usize - text.as_ptr() as usize;
        if word.to_lowercase() == wanted
            && let Some(p) = prev
            && text.get(start(p) + p.len()..start(word)) == Some(" ")
            && p.chars().next().is_some_and(char::is_uppercase)
            && p.chars().any(char::is_lowercase)
            && !matches!(
                p,
                "Mr" | "Ms" | "Mrs" | "Dr" | "The" | "And" | "But" | "As" | "When" | "Thank" | "Thanks"
            )
        {
            return Some(Span::new(start(p), start(word) + word.len()));
        }
        prev = Some(word);
    }
    None
}

/// The interviewee: a person named in a caption or heading, else the first person of the introduction.
fn interviewee(text: &str, sentences: &[Sentence], out: &Layout, first_question: usize) -> Option<String> {
    let person_in = |span: Span| {
        sentences.iter().filter(|s| s.span.overlaps(span)).find_map(|s| {
            s.entities.iter().find(|e| e.2 == EntityType::Per).and_then(|&(a, b, _)| {
                let hit = Span::new(s.tokens.get(a)?.span.start, s.tokens.get(b.checked_sub(1)?)?.span.end);
                span.contains(hit).then(|| hit.of(text).to_owned())
            })
        })
    };
    let caption = out.blocks.iter().find_map(|b| {
        if b.kind != BlockKind::Heading {
            return None;
        }
        caption_name(b.span.of(text)).or_else(|| person_in(b.span))
    });
    caption.or_else(|| {
        out.blocks.iter().take(first_question).filter(|b| b.kind != BlockKind::Heading).find_map(|b| {
            leading_name(b.span.of(text)).or_else(|| person_in(b.span).filter(|n| !dateline(text, n)))
        })
    })
}

/// Whether a name is followed by a date wherever it stands: a place, not a person.
fn dateline(text: &str, name: &str) -> bool {
    text.find(name).is_some_and(|at| {
        let rest = text[at + name.len()..].trim_start_matches([',', ' ']);
        rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// "Name Surname | agency", "Photo: Name Surname": two or three capitalised words before a bar or alone.
fn caption_name(line: &str) -> Option<String> {
    let head = line.split(['|', '/', '(', ',', '—', '–']).next()?.trim();
    let words: Vec<&str> = head.split_whitespace().collect();
    let capital = |w: &&str| {
        w.chars().next().is_some_and(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase)
    };
    let bar = line.contains('|') || line.contains('/') || line.contains(',');
    ((2..=3).contains(&words.len())
        && words.iter().all(&capital)
        && (bar || words.len() == line.split_whitespace().count()))
    .then(|| head.to_owned())
}

/// "Name Surname of the Centre …": the capitalised words that open an introduction.
fn leading_name(line: &str) -> Option<String> {
    let mut end = 0;
    let mut n = 0;
    for word in line.split_whitespace().take(4) {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase);
        if !capital {
            break;
        }
        end = start + word.trim_end_matches([',', '.']).len();
        n += 1;
        if word.ends_with(',') {
            break;
        }
    }
    // "La Paz, 9 November 2022. Ximena Tarqui is …": a dateline is nobody; who follows it may be.
    let rest = line.get(end..).unwrap_or_default().trim_start_matches([',', ' ']);
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return rest.split_once(". ").and_then(|(_, after)| leading_name(after));
    }
    (n == 2 || n == 3).then(|| line[..end].trim_start().to_owned())
}

/// Takes the words of short bracketed glosses out of a sentence, unless nothing else would be left of it.
pub fn without_glosses(words: &mut Vec<Word<'_>>) {
    let mut drop = vec![false; words.len()];
    let mut open = None;
    for (i, word) in words.iter().enumerate() {
        match word.form {
            "[" => open = Some(i),
            "]" => {
                if let Some(from) = open.take()
                    && i - from <= 6
                    && !matches!(words[i - 1].form, "." | "!" | "?")
                {
                    drop[from..=i].iter_mut().for_each(|d| *d = true);
                }
            }
            _ => {}
        }
    }
    if drop.iter().all(|d| *d) {
        return;
    }
    let mut keep = drop.iter().map(|d| !d);
    words.retain(|_| keep.next().unwrap_or(true));
}

/// Takes the clock of a log line and the label of a field or transcript line out of a sentence: the words behind them
/// are a sentence of their own.
pub fn without_label(words: &mut Vec<Word<'_>>, blocks: &[Block]) {
    let Some(first) = words.first().map(|w| w.span) else { return };
    let i = blocks.partition_point(|b| b.span.end <= first.start);
    let Some(block) = blocks.get(i).filter(|b| b.span.start == first.start) else { return };
    let end = match (block.kind, block.label) {
        (BlockKind::Log, _) => first.end,
        (BlockKind::Field, Some(label)) => label.end + 1,
        _ => return,
    };
    let mut n = words.iter().take_while(|w| w.span.end <= end).count();
    while words.get(n).is_some_and(|w| matches!(w.form, ":" | "-" | "–" | "—")) {
        n += 1;
    }
    if n < words.len() {
        words.drain(..n);
    }
}

/// Cuts a sentence that runs over the end of a heading, field or log line: those end where their line ends.
pub fn at_line_ends<'w>(words: Vec<Word<'w>>, blocks: &[Block]) -> Vec<Vec<Word<'w>>> {
    let block_of = |at: usize| blocks.partition_point(|b| b.span.end <= at);
    let mut out: Vec<Vec<Word<'w>>> = Vec::with_capacity(1);
    let mut last: Option<usize> = None;
    for word in words {
        let here = block_of(word.span.start);
        let ends = last.is_some_and(|l| {
            l != here && blocks.get(l).is_some_and(|b| b.kind != BlockKind::Prose || b.span.len() < 48)
        });
        if ends || out.is_empty() {
            out.push(Vec::new());
        }
        if let Some(sentence) = out.last_mut() {
            sentence.push(word);
        }
        last = Some(here);
    }
    out
}

/// Takes a dateline ("MINSK, 3 August (Agency) –") off the first sentence of a line: what follows the dash is the sentence.
pub fn without_dateline(words: &mut Vec<Word<'_>>, blocks: &[Block]) {
    let Some(first) = words.first().map(|w| w.span) else { return };
    let i = blocks.partition_point(|b| b.span.end <= first.start);
    if blocks.get(i).is_none_or(|b| b.span.start != first.start) {
        return;
    }
    let Some(dash) = words.iter().take(16).position(|w| matches!(w.form, "–" | "—" | "--" | "-")) else {
        return;
    };
    let title = |w: &Word<'_>| {
        w.form.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric())
    };
    let capitals = words[0].form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && words[0].form.chars().count() > 2;
    let parted = words[..dash].iter().any(|w| matches!(w.form, "," | "(" | "/"));
    if dash > 0 && words[..dash].iter().all(title) && (capitals || parted) && dash + 2 < words.len() {
        words.drain(..=dash);
    }
}

/// The person or thing that an entry of a list is about: "1. SURNAME, Name, 44, miner, Town. Shot in the back …".
/// Lists have at least two such lines.
pub fn entries(text: &str, blocks: &[Block]) -> Vec<(Span, Span)> {
    let found: Vec<(Span, Span)> = blocks
        .iter()
        .filter_map(|b| entry_head(b.span.of(text)).map(|len| (b.span, len)))
        .map(|(b, (a, z))| (b, Span::new(b.start + a, b.start + z)))
        .collect();
    if found.len() >= 2 { found } else { Vec::new() }
}

/// Where the name at the head of an entry lies in its line.
fn entry_head(line: &str) -> Option<(usize, usize)> {
    let marker = line.find(|c: char| c.is_alphabetic())?;
    let lead = &line[..marker];
    let marked = lead.chars().any(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '•' | '*' | '·'));
    if lead.chars().any(|c| {
        !(c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '.' | ')' | '(' | '-' | '–' | '•' | '*' | '·' | '№'))
    }) {
        return None;
    }
    let rest = &line[marker..];
    let mut end = 0;
    let mut words = 0;
    let mut capitals = false;
    for word in rest.split_inclusive(' ') {
        let bare = word.trim_end_matches([' ', ',', '.', ':', ';', '(']);
        let mut letters = bare.chars().filter(|c| c.is_alphabetic());
        let initial = letters.next().is_some_and(char::is_uppercase);
        let all = bare.chars().filter(|c| c.is_alphabetic()).count();
        if !initial || bare.chars().any(|c| c.is_ascii_digit()) {
            break;
        }
        capitals |= all > 2 && bare.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let start = word.as_ptr() as usize - rest.as_ptr() as usize;
        words += 1;
        end = start
            + if bare.chars().count() == 1 && word.trim_end().ends_with('.') {
                bare.len() + 1
            } else {
                bare.len()
            };
        let closes = word.trim_end().ends_with([',', ':', ';']) && !(capitals && words == 1);
        if closes || words == 4 {
            break;
        }
    }
    // What follows a name in a list: an age, a job, a colon, a bracket; never a verb.
    let after = rest.get(end..)?.trim_start();
    let listed = after.starts_with([',', ':', '(', '–', '—']) || (after.starts_with('.') && marked);
    ((2..=4).contains(&words) && listed && (marked || capitals)).then_some((marker, marker + end))
}

/// The name that a subjectless sentence of a list entry is about; `None` outside entries and in the name's own sentence.
pub fn entry_of(first: Span, entries: &[(Span, Span)]) -> Option<Span> {
    let i = entries.partition_point(|(block, _)| block.end <= first.start);
    let &(block, head) = entries.get(i)?;
    (first.start >= head.end && first.start >= block.start).then_some(head)
}
