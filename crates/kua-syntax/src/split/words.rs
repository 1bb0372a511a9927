//! Words within a block of text: marks, numbers, clitics, hyphens, abbreviations.

use super::{Contractions, Word};
use kua_record::Span;

/// Prefixes that EWT keeps together with what follows the hyphen.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "counter", "de", "e", "ex", "extra", "inter", "intra", "macro", "meta", "micro",
    "mid", "mini", "mis", "multi", "neo", "non", "over", "para", "post", "pre", "pro", "proto", "pseudo",
    "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra", "un", "under", "uni",
    "vice", "x",
];

/// Abbreviations written with a full stop that belongs to them, in small letters.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "rev", "fr", "st", "gen", "col", "lt", "sgt", "capt", "cpl", "maj",
    "cmdr", "adm", "brig", "gov", "sen", "rep", "pres", "hon", "supt", "insp", "jr", "sr", "inc", "ltd",
    "co", "corp", "bros", "llc", "vs", "etc", "al", "approx", "dept", "est", "fig", "figs", "vol", "pp",
    "ed", "eds", "ext", "tel", "ave", "blvd", "rd", "mt", "ft", "univ", "assn", "govt", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "e.g", "i.e", "cf", "ca", "no", "nos", "art", "para", "messrs", "mme", "mlle",
];

/// Abbreviations that only a number, or a name for the last few, may follow; otherwise the stop ends a sentence.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "fig", "figs", "vol", "pp", "art", "para", "p", "mar", "jun", "mon", "wed", "ed", "fri",
    "ca", "est", "ext", "tel", "al",
];

/// Whether `word` (without its full stop) is an abbreviation whose stop is part of it, given what follows the stop.
fn is_abbreviation(word: &str, after: &str) -> bool {
    let lower = word.to_lowercase();
    let rest = after.trim_start_matches([' ', '\u{a0}']);
    if BEFORE_NUMBER.contains(&lower.as_str()) {
        return rest.starts_with(|c: char| c.is_ascii_digit())
            || (lower == "al" && !rest.starts_with(char::is_uppercase));
    }
    if ABBREVIATIONS.contains(&lower.as_str()) {
        return true;
    }
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        // An initial: "A. K. Orman". The pronoun "I" and "a" in small letters end sentences too.
        return c.is_uppercase() && (c != 'I' || rest.starts_with(char::is_uppercase)) && !rest.is_empty();
    }
    // "U.S.", "p.m.", "Ph.D."
    word.contains('.')
        && word.split('.').all(|p| (1..=3).contains(&p.chars().count()) && p.chars().all(char::is_alphabetic))
        && word.split('.').any(|p| p.chars().count() == 1)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ')
}

fn is_word(c: char) -> bool {
    // Combining marks belong to the letter before them.
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{20e3}')
}

/// Appends the words of `text[block]` to `out`, in order.
pub(super) fn words<'a>(text: &'a str, block: Span, contractions: &Contractions, out: &mut Vec<Word<'a>>) {
    let mut at = block.start;
    while at < block.end {
        let rest = &text[at..block.end];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() || c.is_control() || c == '\u{feff}' {
            at += c.len_utf8();
            continue;
        }
        let chunk_len = rest.find(|c: char| c.is_whitespace() || c.is_control()).unwrap_or(rest.len());
        let chunk = &rest[..chunk_len];
        let fresh = at == block.start || text[..at].ends_with(|c: char| c.is_whitespace());
        let len = token_len(chunk, &rest[chunk_len..], fresh).clamp(c.len_utf8(), chunk_len);
        push(text, Span::new(at, at + len), contractions, out);
        at += len;
    }
}

/// Length of the token at the start of `chunk` (no white space in it); `fresh`: white space stands before it.
fn token_len(chunk: &str, after: &str, fresh: bool) -> usize {
    if let Some(n) = address_len(chunk) {
        return n;
    }
    if fresh && let Some(n) = emoticon_len(chunk) {
        return n;
    }
    let Some(first) = chunk.chars().next() else { return 0 };
    if first.is_numeric() {
        return number_len(chunk);
    }
    if is_word(first) {
        return word_len(chunk, after);
    }
    if (first == '\'' || first == '’')
        && let Some(n) = decade_len(chunk)
    {
        return n;
    }
    if matches!(first, '.' | '!' | '?') {
        return run(chunk, |c| matches!(c, '.' | '!' | '?'));
    }
    if matches!(first, '-' | '*' | '=' | '_' | '~' | '#' | '+' | '<' | '>' | '|' | '`' | '\'' | '^' | '\\') {
        let n = run(chunk, |c| c == first);
        return match (first, n) {
            ('\'' | '`', 2..) => 2,
            ('<' | '>', _) => n,
            // A hashtag is one word, "#1" is two.
            ('#', _) => match run(&chunk[1..], is_word) {
                tag if tag > 0 && chunk[1..].starts_with(char::is_alphabetic) => 1 + tag,
                _ => 1,
            },
            _ => n,
        };
    }
    if matches!(first, '$' | '€' | '£') {
        return run(chunk, |c| c == first);
    }
    first.len_utf8()
}

fn run(chunk: &str, same: impl Fn(char) -> bool) -> usize {
    chunk.find(|c| !same(c)).unwrap_or(chunk.len())
}

/// Web and mail addresses, file names with a path.
fn address_len(chunk: &str) -> Option<usize> {
    let lower = chunk.get(..8.min(chunk.len())).map(str::to_ascii_lowercase).unwrap_or_default();
    let whole = chunk.trim_end_matches(|c: char| ".,;:!?)]}>\"'’”»*".contains(c));
    if lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || lower.starts_with("ftp://")
    {
        return Some(whole.len());
    }
    let stop = whole.find(|c: char| !(c.is_alphanumeric() || "@._-+%".contains(c))).unwrap_or(whole.len());
    let name = &whole[..stop];
    let at = name.find('@')?;
    if at > 0 && at + 1 < name.len() && !name[at + 1..].contains('@') {
        Some(name.trim_end_matches(['.', '-']).len())
    } else {
        None
    }
}

fn emoticon_len(chunk: &str) -> Option<usize> {
    const FACES: &[&str] = &[
        ":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":'(", ":)", ":(", ";)", ":D", ":P", ":p", ":/", ":o",
        ":O", "<3", "=)", "=(", "(:", "XD", ":3", ":*",
    ];
    FACES
        .iter()
        .find(|f| {
            chunk.strip_prefix(**f).is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
        })
        .map(|f| {
            f.len() + if f.ends_with([')', '(']) { run(&chunk[f.len()..], |c| f.ends_with(c)) } else { 0 }
        })
}

/// `'90s`, `'04`.
fn decade_len(chunk: &str) -> Option<usize> {
    let quote = chunk.chars().next()?.len_utf8();
    let digits = run(&chunk[quote..], |c| c.is_ascii_digit());
    let s = usize::from(chunk[quote + digits..].starts_with('s'));
    let end = quote + digits + s;
    (digits == 2 && !chunk[end..].starts_with(is_word)).then_some(end)
}

/// Numbers with their marks: `18,250`, `3.5`, `16:30`, `11/28/2000`, `713-853-3989`, `9/11`, `1990s`, `4th`.
fn number_len(chunk: &str) -> usize {
    let bytes = chunk.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = run(chunk, char::is_numeric);
    let mut hyphens = 0;
    loop {
        let mark = bytes.get(end).copied().unwrap_or(0);
        if !is_digit(end + 1) || !is_digit(end.wrapping_sub(1)) {
            break;
        }
        let group = end + 1 + run(&chunk[end + 1..], |c| c.is_ascii_digit());
        match mark {
            b'.' | b',' | b':' | b'/' => {}
            // A telephone number or an ISO date keeps its hyphens, a range such as 13-17 does not.
            b'-' if hyphens > 0 || is_telephone(chunk) => hyphens += 1,
            _ => break,
        }
        end = group;
    }
    let rest = &chunk[end..];
    let letters = run(rest, char::is_alphabetic);
    let tail = &rest[..letters];
    let lower = tail.to_lowercase();
    let closed = !rest[letters..].starts_with(is_word);
    if letters == 0 {
        // "the 70's"
        let mut tail = rest.chars();
        if tail.next().is_some_and(is_apostrophe)
            && tail.next() == Some('s')
            && !tail.next().is_some_and(is_word)
        {
            return end + rest.find('s').map_or(0, |s| s + 1);
        }
        // Mixed codes such as 4x4 or 2_3.
        return if rest.starts_with('_') { end + run(rest, is_word) } else { end };
    }
    if closed && UNITS.contains(&lower.as_str()) && !rest[letters..].starts_with('-') {
        return end;
    }
    end + run(rest, is_word)
}

/// Units that are words of their own after a number without a space ("5pm", "650k").
const UNITS: &[&str] = &[
    "am", "pm", "a", "p", "km", "kg", "cm", "mm", "mg", "ml", "hrs", "hr", "min", "mins", "lbs", "ft", "mph",
    "kb", "mb", "gb", "yr", "yrs", "k", "m", "bn", "mn",
];

/// Digits with two hyphens (also ISO dates), or three and four digits; "300-4000" in round numbers is a range.
fn is_telephone(chunk: &str) -> bool {
    let groups: Vec<&str> = chunk[..run(chunk, |c| c.is_ascii_digit() || c == '-')].split('-').collect();
    match groups[..] {
        [a, b] => a.len() == 3 && b.len() == 4 && !(a.ends_with('0') && b.ends_with("00")),
        _ => groups.len() >= 3,
    }
}

/// A word with inner full stops (`U.S.`), ampersands (`AT&T`), apostrophes (`O'Neill`, `don't`), kept prefixes (`e-mail`).
fn word_len(chunk: &str, after: &str) -> usize {
    let mut end = run(chunk, is_word);
    loop {
        let rest = &chunk[end..];
        let mut chars = rest.chars();
        let Some(mark) = chars.next() else { break };
        let next = chars.next().unwrap_or(' ');
        let step = mark.len_utf8();
        let before = &chunk[..end];
        match mark {
            '.' if is_word(next) && joins_at_stop(before, &rest[1..]) => {}
            '&' if is_word(next) => {}
            '\'' | '’' | '`' | 'ʼ' if next.is_alphabetic() => {}
            '-' | '‑' if is_word(next) && (keeps_hyphen(before) || is_code(before, &rest[step..])) => {}
            '@' if is_word(next) => {}
            _ => break,
        }
        end += step + run(&rest[step..], is_word);
    }
    let rest = &chunk[end..];
    // A word broken off: "wh- when".
    if rest == "-" && end <= 4 && !after.is_empty() && chunk.starts_with(char::is_lowercase) {
        return end + 1;
    }
    if let Some(tail) = rest.strip_prefix('.')
        && !tail.starts_with('.')
        && is_abbreviation(&chunk[..end], if tail.is_empty() { after } else { tail })
        && !tail.starts_with(|c: char| c.is_alphabetic())
    {
        return end + 1;
    }
    end
}

/// Whether a full stop inside a chunk joins what stands around it: acronyms and domains do, "end.Next" does not.
fn joins_at_stop(before: &str, after: &str) -> bool {
    let part = before.rsplit('.').next().unwrap_or(before);
    let next = &after[..run(after, is_word)];
    let short = |s: &str| s.chars().count() <= 1;
    if short(part) && (short(next) || before.contains('.')) {
        return true;
    }
    let small = |s: &str| s.len() > 1 && s.chars().all(|c| c.is_ascii_lowercase());
    if small(part)
        && small(next)
        && (before.contains('.')
            || after[next.len()..]
                .strip_prefix('.')
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_lowercase())))
    {
        // "alt.animals.cat"
        return true;
    }
    if part.chars().all(|c| c.is_ascii_digit()) || next.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    matches!(
        next.to_ascii_lowercase().as_str(),
        "com"
            | "org"
            | "net"
            | "gov"
            | "edu"
            | "info"
            | "kz"
            | "ru"
            | "uk"
            | "de"
            | "doc"
            | "docx"
            | "xls"
            | "pdf"
            | "txt"
            | "html"
            | "htm"
            | "jpg"
            | "png"
            | "zip"
            | "d"
            | "m"
            | "g"
    ) || (before.contains('.') && short(part))
}

fn keeps_hyphen(before: &str) -> bool {
    PREFIXES.contains(&before.to_lowercase().as_str())
}

/// Codes such as `F-16` or `A-1`: one or two capitals, hyphen, digits.
fn is_code(before: &str, after: &str) -> bool {
    before.chars().count() <= 3
        && before.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
        && before.starts_with(char::is_uppercase)
        && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Pushes one token, cut into its clitics.
fn push<'a>(text: &'a str, span: Span, contractions: &Contractions, out: &mut Vec<Word<'a>>) {
    let form = span.of(text);
    let mut emit = |a: usize, b: usize| {
        if a < b {
            out.push(Word { form: &form[a..b], span: Span::new(span.start + a, span.start + b) });
        }
    };
    let cut = cut_of(form, contractions);
    emit(0, cut);
    emit(cut, form.len());
}

/// Byte at which a form is cut in two; its length when it is one word.
fn cut_of(form: &str, contractions: &Contractions) -> usize {
    let lower = form.to_lowercase().replace(['’', '`', 'ʼ'], "'");
    if lower.len() <= 12
        && let Some(&cut) = contractions.get(&lower)
        && form.is_char_boundary(cut)
    {
        return cut;
    }
    let apostrophe = form.char_indices().rfind(|(_, c)| is_apostrophe(*c));
    let Some((at, mark)) = apostrophe else { return form.len() };
    if at == 0 || form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.len();
    }
    let tail = form[at + mark.len_utf8()..].to_lowercase();
    match tail.as_str() {
        "s" | "m" | "d" | "re" | "ve" | "ll" => at,
        "t" if form[..at].ends_with(['n', 'N']) && at > 1 => at - 1,
        _ => form.len(),
    }
}
