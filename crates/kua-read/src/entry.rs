//! Dated entries of a bulletin or chronicle: "Sunday 12 February. About 700 graduates rallied …", or a date as a line of
//! its own above the paragraphs it holds for.
//!
//! In: the document's blocks and times. Out: for each block the day that heads its entry. A date that is part of a
//! sentence heads nothing. Not here: a log's clock (`build.rs`), a setting taken from the text before (`setting.rs`).

use crate::layout::{Block, BlockKind};
use crate::reader::Work;
use crate::time::TimeMention;

/// For each block the index of the day at the head of its entry; all `None` where the text has no dated entries.
pub fn days(text: &str, blocks: &[Block], times: &[TimeMention]) -> Vec<Option<usize>> {
    let heads: Vec<Option<(usize, bool)>> = blocks.iter().map(|b| head(text, b, times)).collect();
    // One date alone is a letterhead or a byline; a chronicle has several.
    if heads.iter().flatten().count() < 2 {
        return vec![None; blocks.len()];
    }
    let mut above: Option<usize> = None;
    blocks
        .iter()
        .zip(heads)
        .map(|(block, head)| match head {
            Some((time, alone)) => {
                above = alone.then_some(time);
                Some(time)
            }
            // A heading of another kind ends the reach of the date above.
            None if block.kind == BlockKind::Heading => {
                above = None;
                None
            }
            None => above,
        })
        .collect()
}

/// The time that is all that stands before the first stop of a block, and whether nothing follows it.
fn head(text: &str, block: &Block, times: &[TimeMention]) -> Option<(usize, bool)> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '#' | '-' | '–' | '•' | '[' | '(');
    let body = block.span.of(text);
    // "3. Tue 12 March." is the third entry.
    let opened = body.trim_start_matches(marks);
    let number = opened.trim_start_matches(|c: char| c.is_ascii_digit());
    let opened = match number.strip_prefix(['.', ')', ']']) {
        Some(rest) if number.len() < opened.len() => rest.trim_start_matches(marks),
        _ => opened,
    };
    let start = block.span.start + (body.len() - opened.len());
    let index = times.partition_point(|t| t.span.end <= start);
    let time = times.get(index).filter(|t| t.claim_span.start == start && is_day(t))?;
    let rest = text.get(time.claim_span.end..block.span.end)?;
    // A year that the grammar left outside.
    let rest =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '*' | ']' | ')' | ',' | ' '));
    let alone = rest.trim_matches(['.', ':', '*', ' ']).is_empty();
    let stop = ['.', ':', '–', '—', '-'].iter().any(|s| rest.starts_with(*s));
    (alone || stop).then_some((index, alone))
}

fn is_day(time: &TimeMention) -> bool {
    let day = |s: &Option<String>| s.as_deref().and_then(|s| s.get(..10)).map(str::to_owned);
    time.usable && time.from.is_some() && day(&time.from) == day(&time.to)
}

/// The day at the head of the entry that byte `at` lies in.
pub fn day<'w>(work: &'w Work<'_>, at: usize) -> Option<&'w TimeMention> {
    let block = work.layout.blocks.partition_point(|b| b.span.start <= at).checked_sub(1)?;
    work.entry_days.get(block).copied().flatten().and_then(|t| work.times.get(t))
}
