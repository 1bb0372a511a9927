//! The text of an HTML tree with its paragraphs: shared by web pages and e-mail.
//!
//! In: HTML. Out: its tree, if it is not too deep, and plain text; a block is a paragraph (empty line between), a row of a table or an item of
//! a list is a line, a cell is set off by a tab, white space is folded as a browser does. No recursion: the depth
//! of a page is in the hands of whoever wrote it. Not here: which node is the main text (`html.rs`).

use crate::Fault;
use dom_query::{Document, NodeRef};

/// Elements that start and end a paragraph.
const PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "ul",
    "html",
];
/// Elements that start and end a line.
const LINES: &[&str] = &["li", "tr", "dt", "dd", "option"];
/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "select",
    "button", "textarea",
];

/// Elements that have no end, or whose end may be left out: their tags tell nothing of depth.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "track", "wbr",
];

/// Parses HTML whose elements lie at most `max_depth` deep within one another.
///
/// # Errors
/// `depth` if they lie deeper: what others wrote to walk over the tree would take for ever or overflow.
pub fn parse(html: &str, max_depth: usize) -> Result<Document, Fault> {
    let too_deep = || {
        let why = format!("its elements lie more than {max_depth} deep within one another");
        Fault::new("depth", "cannot read {}", why).hint("save the text of the page as txt")
    };
    // Before parsing, which takes time by the square of the depth; generous, as scripts hold tags in strings.
    if tag_depth(html) > 8 * max_depth {
        return Err(too_deep());
    }
    let document = Document::from(html);
    if depth(&document) > max_depth { Err(too_deep()) } else { Ok(document) }
}

/// How many tags are open at once, counted on the characters alone.
fn tag_depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for part in html.split('<').skip(1) {
        let (closing, rest) = part.strip_prefix('/').map_or((false, part), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || UNCLOSED.contains(&name.as_str()) {
            continue;
        }
        depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// How many elements lie within one another at most. Counted without recursion.
fn depth(document: &Document) -> usize {
    let mut deepest = 0;
    walk(&document.root(), |_, depth, entering| {
        if entering {
            deepest = deepest.max(depth);
        }
        true
    });
    deepest
}

/// A paragraph, or a line where lines stand in one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Its words, white space folded.
    pub text: String,
    /// Bytes of `text` that are links.
    pub linked: usize,
    /// Whether it follows the block before as a line of the same paragraph, list or table.
    pub line: bool,
    /// Whether it stands in an item of a list or a row of a table.
    pub item: bool,
}

impl Block {
    /// Whether it is mostly links: a menu, a list of other reports.
    pub fn is_links(&self) -> bool {
        2 * self.linked > self.text.len()
    }
}

/// The text under `node`.
pub fn text(node: &NodeRef) -> String {
    join(&blocks(node))
}

/// Blocks as one text: an empty line between paragraphs, none between lines.
pub fn join<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str(if block.line { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
    }
    text
}

/// The blocks under `node`, none of them empty.
pub fn blocks(node: &NodeRef) -> Vec<Block> {
    let mut out = Writer::default();
    walk(node, |node, _, entering| {
        if node.is_text() {
            if entering {
                out.words(&node.text());
            }
            return true;
        }
        let Some(name) = node.node_name() else { return !node.is_comment() };
        let name: &str = &name;
        if UNSEEN.contains(&name) {
            return false;
        }
        let step = |depth: usize| if entering { depth + 1 } else { depth.saturating_sub(1) };
        if PARAGRAPHS.contains(&name) {
            out.want(Gap::Paragraph);
        } else if LINES.contains(&name) {
            out.want(Gap::Line);
            out.items = step(out.items);
        } else if name == "br" && entering {
            out.break_line();
        } else if matches!(name, "td" | "th") {
            out.want(Gap::Cell);
        } else if name == "a" {
            out.links = step(out.links);
        }
        true
    });
    out.blocks
}

/// Visits every node under and including `root`, on the way in and out. `visit` gets the depth and returns, on the
/// way in, whether to go into the node.
fn walk(root: &NodeRef, mut visit: impl FnMut(&NodeRef, usize, bool) -> bool) {
    let mut depth = 0usize;
    let mut node = *root;
    loop {
        let into = visit(&node, depth, true);
        if into && let Some(child) = node.first_child() {
            depth += 1;
            node = child;
            continue;
        }
        loop {
            visit(&node, depth, false);
            if node.id == root.id {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            depth = depth.saturating_sub(1);
            node = parent;
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

/// Writes words; the widest gap wanted since the last word is written before the next one.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    gap: Gap,
    breaks: usize,
    /// How many links, and how many items and rows, the next words stand in.
    links: usize,
    items: usize,
}

impl Writer {
    fn want(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Two breaks in a row are how old pages separate paragraphs.
    fn break_line(&mut self) {
        self.breaks += 1;
        self.want(if self.breaks > 1 { Gap::Paragraph } else { Gap::Line });
    }

    fn words(&mut self, raw: &str) {
        // A no-break space is a letter of the text, not layout; it stays.
        let is_layout = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        if raw.starts_with(is_layout) {
            self.want(Gap::Space);
        }
        for word in raw.split(is_layout).filter(|word| !word.is_empty()) {
            self.word(word);
            self.gap = Gap::Space;
            self.breaks = 0;
        }
        if self.gap == Gap::Space && !raw.is_empty() && !raw.ends_with(is_layout) {
            self.gap = Gap::None;
        }
    }

    fn word(&mut self, word: &str) {
        if self.gap >= Gap::Line || self.blocks.is_empty() {
            let line = self.gap == Gap::Line;
            self.blocks.push(Block { line, item: self.items > 0, ..Block::default() });
        }
        let Some(block) = self.blocks.last_mut() else { return };
        if !block.text.is_empty() {
            block.text.push_str(match self.gap {
                Gap::Space => " ",
                Gap::Cell => "\t",
                _ => "",
            });
        }
        block.text.push_str(word);
        if self.links > 0 {
            block.linked += word.len() + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, want: &str) {
        assert_eq!(text(&Document::from(html).root()), want, "{html}");
    }

    #[test]
    fn blocks_are_paragraphs_and_inline_elements_are_not() {
        check(
            "<p>The <b>min</b>ers <i>came</i>.</p><p>They\n  stayed.</p>",
            "The miners came.\n\nThey stayed.",
        );
        check("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree");
        check("a<br>b<br><br>c", "a\nb\n\nc");
    }

    #[test]
    fn lists_and_tables_are_lines() {
        check("<ul><li>one</li><li>two</li></ul>", "one\ntwo");
        check(
            "<table><tr><th>Town</th><th>Held</th></tr><tr><td>Osk</td><td>12</td></tr></table>",
            "Town\tHeld\nOsk\t12",
        );
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        check("<p>A<script>x()</script><style>p{}</style><!-- c -->B</p>", "AB");
    }

    #[test]
    fn depth_is_counted() {
        let deep = |n| format!("{}x{}", "<div>".repeat(n), "</div>".repeat(n));
        assert!(parse(&deep(90), 100).is_ok());
        assert_eq!(parse(&deep(110), 100).err().map(|e| e.code), Some("depth"));
        assert_eq!(parse(&deep(1_000_000), 100).err().map(|e| e.code), Some("depth"));
        assert!(parse(&"<p>word<br><li>item".repeat(2_000), 100).is_ok());
    }
}
