//! The text of an HTML tree with its paragraphs: shared by web pages and e-mail.
//!
//! In: a parsed node. Out: plain text; a block is a paragraph (empty line between), a row of a table or an item of
//! a list is a line, a cell is set off by a tab, white space is folded as a browser does. No recursion: the depth
//! of a page is in the hands of whoever wrote it. Not here: which node is the main text (`html.rs`).

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

/// How many elements lie within one another at most. Counted without recursion.
pub fn depth(document: &Document) -> usize {
    let mut deepest = 0;
    walk(&document.root(), |_, depth, entering| {
        if entering {
            deepest = deepest.max(depth);
        }
        true
    });
    deepest
}

/// The text under `node`.
pub fn text(node: &NodeRef) -> String {
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
        if PARAGRAPHS.contains(&name) {
            out.want(Gap::Paragraph);
        } else if LINES.contains(&name) {
            out.want(Gap::Line);
        } else if name == "br" && entering {
            out.break_line();
        } else if matches!(name, "td" | "th") {
            out.want(Gap::Cell);
        }
        true
    });
    out.text
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
    text: String,
    gap: Gap,
    breaks: usize,
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
            if !self.text.is_empty() {
                self.text.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Cell => "\t",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.text.push_str(word);
            self.gap = Gap::Space;
            self.breaks = 0;
        }
        if !raw.ends_with(is_layout) && self.gap == Gap::Space && raw.contains(|c| !is_layout(c)) {
            self.gap = Gap::None;
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
        let deep = format!("{}x{}", "<div>".repeat(300), "</div>".repeat(300));
        assert!(depth(&Document::from(deep.as_str())) >= 300);
    }
}
