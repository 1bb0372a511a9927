//! Writes sentences as CoNLL-U.

use super::Document;
use crate::Sentence;
use std::fmt::Write;

/// Writes the sentences of `text` as CoNLL-U: `# sent_id` counted from 1, `# text`, byte offsets in MISC.
///
/// Words that touch inside one written word ("ca" + "n't") are given as a multiword token.
pub fn write(text: &str, sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for (i, sentence) in sentences.iter().enumerate() {
        let shown: String = sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {shown}", i + 1);
        let multiwords = multiwords(text, sentence);
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(text)).collect();
        body(&mut out, text, sentence, &forms, &multiwords);
    }
    out
}

/// Writes `sentences` with the words, comments and multiword tokens of `document`, one sentence for one.
pub fn write_over(document: &Document, sentences: &[Sentence]) -> String {
    let mut out = String::new();
    for (group, sentence) in document.sentences.iter().zip(sentences) {
        for comment in &group.comments {
            out.push_str(comment);
            out.push('\n');
        }
        let forms: Vec<&str> = group.words.iter().map(|w| w.form.as_str()).collect();
        body(&mut out, &document.text, sentence, &forms, &group.multiwords);
    }
    out
}

fn body(
    out: &mut String,
    text: &str,
    sentence: &Sentence,
    forms: &[&str],
    multiwords: &[(usize, usize, String)],
) {
    let tokens = &sentence.tokens;
    // The last word of a sentence is followed by space unless the text goes on at once.
    let touches = |i: usize| {
        let end = tokens[i].span.end;
        match tokens.get(i + 1) {
            Some(next) => next.span.start == end,
            None => text.get(end..).is_some_and(|r| r.starts_with(|c: char| !c.is_whitespace())),
        }
    };
    for (i, (token, form)) in tokens.iter().zip(forms).enumerate() {
        let within = multiwords.iter().any(|(a, b, _)| *a <= i && i < *b);
        if let Some((a, b, surface)) = multiwords.iter().find(|(a, _, _)| *a == i) {
            let no = if touches(b - 1) { "SpaceAfter=No|" } else { "" };
            let (start, end) = (tokens[*a].span.start, tokens[b - 1].span.end);
            let _ =
                writeln!(out, "{}-{}\t{surface}\t_\t_\t_\t_\t_\t_\t_\t{no}start={start}|end={end}", a + 1, b);
        }
        let or_empty =
            |s: &str| if s.is_empty() { "_".to_string() } else { s.replace(['\t', '\n', '\r'], " ") };
        let no = if !within && touches(i) { "SpaceAfter=No|" } else { "" };
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{no}start={}|end={}",
            i + 1,
            or_empty(form),
            or_empty(&token.lemma),
            token.upos.as_str(),
            or_empty(&token.feats.0),
            token.head.map_or(0, |h| h + 1),
            token.rel,
            token.span.start,
            token.span.end
        );
    }
    out.push('\n');
}

/// Runs of two or more words that share one written word.
fn multiwords(text: &str, sentence: &Sentence) -> Vec<(usize, usize, String)> {
    let tokens = &sentence.tokens;
    let joined = |i: usize| {
        let (left, right) = (tokens[i].span, tokens[i + 1].span);
        let mut tail = right.of(text).chars();
        let first = tail.next().unwrap_or(' ');
        left.end == right.start
            && left.of(text).ends_with(char::is_alphanumeric)
            && (first.is_alphabetic() && left.of(text).ends_with(char::is_alphabetic)
                || matches!(first, '\'' | '’' | '`' | 'ʼ') && tail.next().is_some_and(char::is_alphabetic))
    };
    let mut out = Vec::new();
    let mut i = 0;
    while i + 1 < tokens.len() {
        let mut end = i + 1;
        while end < tokens.len() && joined(end - 1) {
            end += 1;
        }
        if end > i + 1 {
            let surface = text.get(tokens[i].span.start..tokens[end - 1].span.end).unwrap_or("");
            out.push((i, end, surface.to_string()));
        }
        i = end;
    }
    out
}
