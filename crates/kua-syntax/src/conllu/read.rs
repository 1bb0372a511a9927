//! Reads CoNLL-U: words, sentences, comments, and the annotation as written (for training and scoring).

use kua_record::Span;
use thiserror::Error;

/// A CoNLL-U file: its text, put together from the forms, and its sentences.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Forms joined by spaces where `SpaceAfter=No` does not forbid it; paragraphs by an empty line.
    pub text: String,
    /// Sentences in file order.
    pub sentences: Vec<Group>,
}

/// One sentence of the file.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Lines that begin with `#`, as written.
    pub comments: Vec<String>,
    /// Syntactic words.
    pub words: Vec<Entry>,
    /// Multiword tokens: first word, one past the last word (from 0), surface form.
    pub multiwords: Vec<(usize, usize, String)>,
}

/// One word with the columns of its line as written.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Bytes of [`Document::text`].
    pub span: Span,
    /// FORM column.
    pub form: String,
    /// LEMMA column.
    pub lemma: String,
    /// UPOS column.
    pub upos: String,
    /// XPOS column.
    pub xpos: String,
    /// FEATS column.
    pub feats: String,
    /// HEAD column: 0 is the root, otherwise the word's number counted from 1.
    pub head: usize,
    /// DEPREL column.
    pub rel: String,
    /// MISC column.
    pub misc: String,
}

/// A line that is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} is not CoNLL-U: {what}")]
pub struct ConlluError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Reads a CoNLL-U file.
///
/// # Errors
/// [`ConlluError`] names the first line with too few columns or with an ID or HEAD that is no number.
pub fn read(conllu: &str) -> Result<Document, ConlluError> {
    let mut doc = Document::default();
    let mut group = Group::default();
    let mut gap = "";
    // Surface token that covers the coming words: (one past its last word, its form, space after it).
    let mut cover: Option<(usize, usize, String, bool)> = None;
    for (number, line) in conllu.lines().enumerate() {
        let fail = |what| ConlluError { line: number + 1, what };
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            if !group.words.is_empty() {
                doc.sentences.push(std::mem::take(&mut group));
            }
            cover = None;
            continue;
        }
        if line.starts_with('#') {
            if (line.starts_with("# newpar") && !line.starts_with("# newpar_block"))
                || line.starts_with("# newdoc")
            {
                gap = if doc.text.is_empty() { "" } else { "\n\n" };
            }
            group.comments.push(line.to_string());
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, rel, _, misc, ..] = columns[..] else {
            return Err(fail("fewer than 10 columns"));
        };
        if id.contains('.') {
            continue;
        }
        let space = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let first: usize = first.parse().map_err(|_| fail("ID is no number"))?;
            let last: usize = last.parse().map_err(|_| fail("ID is no number"))?;
            if first == 0 || last < first || first != group.words.len() + 1 {
                return Err(fail("a multiword token out of order"));
            }
            group.multiwords.push((first - 1, last, form.to_string()));
            cover = Some((first - 1, last, form.to_string(), space));
            continue;
        }
        if id.parse() != Ok(group.words.len() + 1) {
            return Err(fail("ID is not the next number"));
        }
        group.words.push(Entry {
            span: Span::default(),
            form: form.to_string(),
            lemma: lemma.to_string(),
            upos: upos.to_string(),
            xpos: xpos.to_string(),
            feats: feats.to_string(),
            head: head.parse().unwrap_or(0),
            rel: rel.to_string(),
            misc: misc.to_string(),
        });
        let count = group.words.len();
        if let Some((first, last, surface, space_after)) = &cover {
            if count == *last {
                doc.text.push_str(gap);
                let spans = share(surface, &group.words[*first..], doc.text.len());
                for (word, span) in group.words[*first..].iter_mut().zip(spans) {
                    word.span = span;
                }
                doc.text.push_str(surface);
                gap = if *space_after { " " } else { "" };
                cover = None;
            }
            continue;
        }
        doc.text.push_str(gap);
        group.words[count - 1].span = Span::new(doc.text.len(), doc.text.len() + form.len());
        doc.text.push_str(form);
        gap = if space { " " } else { "" };
    }
    if !group.words.is_empty() {
        doc.sentences.push(group);
    }
    Ok(doc)
}

/// Shares the bytes of a multiword token out among its words: by their forms where those spell it, else evenly.
fn share(surface: &str, words: &[Entry], base: usize) -> Vec<Span> {
    let mut at = 0;
    let mut spans = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let left = surface.len() - at;
        let others = words.len() - i - 1;
        let mut len = if others == 0 { left } else { word.form.len().min(left) };
        while !surface.is_char_boundary(at + len) {
            len += 1;
        }
        spans.push(Span::new(base + at, base + at + len));
        at += len;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc id = a\n# text = They can't.\n1\tThey\tthey\tPRON\t_\t_\t2\tnsubj\t_\t_\n2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tca\tcan\tAUX\t_\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn text_and_spans_come_from_the_forms() {
        let doc = read(SAMPLE).unwrap();
        assert_eq!(doc.text, "They can't.");
        let spans: Vec<&str> = doc.sentences[0].words.iter().map(|w| w.span.of(&doc.text)).collect();
        assert_eq!(spans, ["They", "ca", "n't", "."]);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(read("1\tThey\n").unwrap_err().line, 1);
    }
}
