//! The plan of the dossier: which file each document and each claim is in, before any page is written.
//!
//! In: a [`Record`]. Out: names of files (safe on every file system, the same each time) and the address of every
//! claim's words. Long documents are split over several pages at the ends of lines.

use kua_record::Claim;
use kua_weigh::shelf::{Shelf, shelf};
use kua_weigh::{Ix, Record};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A run of a document's text that is set as one block: at most a line, at most [`BLOCK`] bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First byte.
    pub start: usize,
    /// One past the last byte, without the line end.
    pub end: usize,
    /// Claims whose words begin here, as the text runs.
    pub claims: Vec<Ix>,
}

/// One document's pages.
pub struct DocPlan {
    /// Place in the record's documents.
    pub doc: usize,
    /// `doc-bulletin-3`, without ending.
    pub stem: String,
    /// Blocks by page; at least one page.
    pub pages: Vec<Vec<Block>>,
    /// All claims as the text runs; a claim's number is its place here, counted from 1.
    pub claims: Vec<Ix>,
    /// Bytes of the longest of them: how far before a block a claim may begin that reaches into it.
    pub longest: usize,
    /// Claims whose words do not stand in the text where they say they do.
    pub lost: Vec<Ix>,
}

impl DocPlan {
    /// The file of a page, counted from 0.
    pub fn file(&self, page: usize) -> String {
        page_file(&self.stem, page)
    }
}

/// `name.html`, `name-2.html`, …
pub fn page_file(stem: &str, page: usize) -> String {
    if page == 0 { format!("{stem}.html") } else { format!("{stem}-{}.html", page + 1) }
}

/// Where everything is.
pub struct Site<'a> {
    /// The weighed record.
    pub record: &'a Record<'a>,
    /// Documents in their order.
    pub docs: Vec<DocPlan>,
    /// Documents that claims name and that are not there.
    pub stray: BTreeSet<String>,
    /// `anchors[i]` is claim `i`'s id as used in addresses; unique in the dossier.
    anchors: Vec<String>,
    /// `homes[i]` is the file that holds claim `i`'s words, and its number in its document.
    homes: Vec<Option<(String, usize)>>,
    by_name: BTreeMap<&'a str, usize>,
}

/// Longest block in bytes; a text without line ends is cut near here, at a space.
const BLOCK: usize = 2_400;

impl<'a> Site<'a> {
    /// Plans the pages; `limit` is the rough size of a page in bytes.
    pub fn new(record: &'a Record<'a>, limit: usize) -> Self {
        let Shelf { lines, stray } = shelf(record);
        let anchors = anchors(record.claims);
        let mut homes: Vec<Option<(String, usize)>> = vec![None; record.claims.len()];
        let mut stems = BTreeSet::new();
        let mut docs = Vec::with_capacity(lines.len());
        for line in lines {
            let doc = &record.docs[line.doc];
            let stem = stem(&doc.name, &mut stems);
            let (found, lost): (Vec<Ix>, Vec<Ix>) =
                line.claims.into_iter().partition(|&ix| stands(&doc.text, &record.claims[ix]));
            let pages = pages(&doc.text, &found, record.claims, limit);
            let mut number = 0;
            for (page, blocks) in pages.iter().enumerate() {
                for &ix in blocks.iter().flat_map(|b| &b.claims) {
                    number += 1;
                    homes[ix] = Some((page_file(&stem, page), number));
                }
            }
            let longest = found.iter().map(|&ix| record.claims[ix].span().len()).max().unwrap_or(0);
            docs.push(DocPlan { doc: line.doc, stem, pages, claims: found, longest, lost });
        }
        let by_name = docs.iter().enumerate().map(|(i, d)| (record.docs[d.doc].name.as_str(), i)).collect();
        Self { record, docs, stray, anchors, homes, by_name }
    }

    /// The id of claim `ix` in addresses: `5b0c1e6f9a2d4c77`.
    pub fn anchor(&self, ix: Ix) -> &str {
        self.anchors.get(ix).map_or("", String::as_str)
    }

    /// Where claim `ix`'s words are: `doc-x.html#c-ID`; `None` when its document or its words are not there.
    pub fn href(&self, ix: Ix) -> Option<String> {
        let (file, _) = self.homes.get(ix)?.as_ref()?;
        Some(format!("{file}#c-{}", self.anchor(ix)))
    }

    /// The number of claim `ix` in its document, from 1.
    pub fn number(&self, ix: Ix) -> Option<usize> {
        self.homes.get(ix)?.as_ref().map(|(_, n)| *n)
    }

    /// The first page of a document.
    pub fn doc_file(&self, name: &str) -> Option<String> {
        self.by_name.get(name).and_then(|&i| self.docs.get(i)).map(|d| d.file(0))
    }
}

/// Whether the claim's words stand in the text where it says.
fn stands(text: &str, claim: &Claim) -> bool {
    claim.start < claim.end && text.get(claim.start..claim.end) == Some(claim.quote.as_str())
}

/// Ids for addresses: the claim's own where it has one that is unique and plain, else one made from its place.
fn anchors(claims: &[Claim]) -> Vec<String> {
    let mut used = BTreeSet::new();
    claims
        .iter()
        .enumerate()
        .map(|(ix, c)| {
            let plain: String =
                c.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
            let id = if plain.is_empty() { format!("n{}", ix + 1) } else { plain };
            let id = if used.contains(&id) { format!("{id}-{}", ix + 1) } else { id };
            used.insert(id.clone());
            id
        })
        .collect()
}

/// A file name made of ASCII letters, digits and hyphens; with a piece of the name's hash where two would be equal.
fn stem(name: &str, used: &mut BTreeSet<String>) -> String {
    let mut slug = String::from("doc-");
    for c in name.trim_end_matches(".txt").chars() {
        let c = c.to_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(48);
    let slug = slug.trim_end_matches('-').to_owned();
    // "doc" alone: nothing of the name was ASCII. A number at the end would read as a page of another document.
    let numbered = slug.rsplit('-').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    let mut out = slug.clone();
    if slug == "doc" || numbered || used.contains(&slug) {
        let hash: String =
            Sha256::digest(name.as_bytes()).iter().take(3).map(|b| format!("{b:02x}")).collect();
        out = format!("{slug}-x{hash}");
    }
    let mut n = 2;
    while !used.insert(out.clone()) {
        out = format!("{slug}-y{n}");
        n += 1;
    }
    out
}

/// Cuts a text into blocks and deals these out to pages.
fn pages(text: &str, claims: &[Ix], all: &[Claim], limit: usize) -> Vec<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        cut(text, start, start + line.trim_end_matches(['\n', '\r']).len(), &mut blocks);
        start += line.len();
    }
    let mut at = 0;
    for &ix in claims {
        let begin = all[ix].start;
        while at + 1 < blocks.len() && blocks[at + 1].start <= begin {
            at += 1;
        }
        if let Some(block) = blocks.get_mut(at) {
            block.claims.push(ix);
        }
    }
    let mut pages: Vec<Vec<Block>> = vec![Vec::new()];
    let mut size = 0;
    for block in blocks {
        // A claim costs its marks, its note and its words; the factor was measured on generated documents.
        let cost = (block.end - block.start) * 2 + 300 + block.claims.len() * 1_700;
        if size + cost > limit && size > 0 {
            pages.push(Vec::new());
            size = 0;
        }
        size += cost;
        if let Some(page) = pages.last_mut() {
            page.push(block);
        }
    }
    pages
}

fn cut(text: &str, mut start: usize, end: usize, blocks: &mut Vec<Block>) {
    while end - start > BLOCK {
        let mut at = start + BLOCK;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let space = text[start..at].rfind(". ").or_else(|| text[start..at].rfind(' ')).map(|i| start + i + 1);
        let at = space.filter(|s| *s > start).unwrap_or(at);
        blocks.push(Block { start, end: at, claims: Vec::new() });
        start = at;
    }
    // Empty lines are kept out; a claim never begins in one.
    if !text[start..end].trim().is_empty() {
        blocks.push(Block { start, end, claims: Vec::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain_and_never_meet() {
        let mut used = BTreeSet::new();
        let names =
            ["a.txt", "A.txt", "../../etc/passwd", "<script>.txt", "хроника.txt", "сводка.txt", "a-2.txt"];
        let stems: Vec<String> = names.iter().map(|n| stem(n, &mut used)).collect();
        let unique: BTreeSet<&String> = stems.iter().collect();
        assert_eq!(unique.len(), names.len(), "{stems:?}");
        for s in &stems {
            assert!(s.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{s}");
        }
        // "a" may have a second page, `doc-a-2.html`.
        assert_ne!(stems[6], "doc-a-2");
    }

    #[test]
    fn a_text_without_line_ends_is_cut_at_spaces() {
        let text = "word ".repeat(2_000);
        let all = pages(&text, &[], &[], 4_000);
        assert!(all.len() > 1);
        for block in all.iter().flatten() {
            assert!(block.end - block.start <= BLOCK);
        }
    }
}
