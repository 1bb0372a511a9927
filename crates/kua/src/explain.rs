//! `kua explain`: which words and which rules made each slot of a claim, as a tree.

use crate::exit::{Exit, Fault};
use crate::reader::{self, Read};
use crate::source::PathArgs;
use crate::stream::{self, Event};
use crate::terminal::{COLUMNS, Style, one_line, shorten, width};
use kua_read::Trace;
use kua_record::{Claim, Span};
use std::fmt::Write;

/// Show which words and which rules made a claim
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua explain report.txt --claim 5b0c1e6f
      the claim whose id begins so
  kua explain report.txt --at 440
      all claims whose words hold byte 440, and what was seen there")]
#[command(group = clap::ArgGroup::new("which").required(true))]
pub struct Args {
    /// What to read.
    #[command(flatten)]
    pub source: PathArgs,
    /// A claim's id, or its first four digits and more
    #[arg(long, value_name = "ID", group = "which", value_parser = id)]
    pub claim: Option<String>,
    /// A byte of the document's stored text, from 0
    #[arg(long, value_name = "BYTE", group = "which")]
    pub at: Option<usize>,
}

fn id(words: &str) -> Result<String, String> {
    let digits = (4..=16).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_hexdigit());
    if digits { Ok(words.to_ascii_lowercase()) } else { Err("an id is 4 to 16 hex digits".to_owned()) }
}

/// Runs the command.
///
/// # Errors
/// No claim has the id, or no document reaches to the byte.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let style = Style::of_stdout();
    let mut output = crate::output::OutputArgs::default().open(&[])?;
    let mut found = false;
    let tally = stream::each(&args.source.paths, &args.source.how, false, reader::read, |event, tally| {
        let Event::Ready(read) = event else { return Ok(()) };
        let text = explained(args, &read, style);
        tally.claims += read.reading.as_ref().map_or(0, |reading| reading.claims.len());
        found |= text.is_some();
        text.map_or(Ok(()), |text| output.put(text.as_bytes()))
    })?;
    output.finish()?;
    if !found && tally.exit() == Exit::Done {
        let fault = match (&args.claim, args.at) {
            (Some(id), _) => Fault::new(Exit::Failed, "explain/claim", format!("no claim has the id `{id}`"))
                .hint("ids depend on the document's bytes and on --date only for the claims found; see kua read"),
            (_, at) => {
                let what = format!("no document with a reader has a byte {}", at.unwrap_or(0));
                Fault::new(Exit::Failed, "explain/at", what)
            }
        };
        return Err(fault);
    }
    Ok(match tally.exit() {
        Exit::Done => Exit::Done,
        _ => tally.finish(&args.source.how, true),
    })
}

fn explained(args: &Args, read: &Read, style: Style) -> Option<String> {
    let reading = read.reading.as_ref()?;
    let all = reading.claims.iter().zip(&reading.traces);
    if let Some(id) = &args.claim {
        let trees: Vec<String> =
            all.filter(|(claim, _)| claim.id.starts_with(id)).map(|(c, t)| tree(read, c, t, style)).collect();
        return (!trees.is_empty()).then(|| trees.join("\n"));
    }
    let at = args.at?;
    if at >= read.doc.text.len() {
        return None;
    }
    let trees: Vec<String> =
        all.filter(|(claim, _)| claim.span().covers(at)).map(|(c, t)| tree(read, c, t, style)).collect();
    Some(if trees.is_empty() { seen(read, at) } else { trees.join("\n") })
}

/// The claim in the first line, its slots below.
fn tree(read: &Read, claim: &Claim, trace: &Trace, style: Style) -> String {
    let text = &read.doc.text;
    let mut out = String::new();
    let _ = writeln!(out, "{} {}", style.bold(&one_line(&claim.doc)), style.dim(&claim.id));
    let mut rows = vec![[
        style_free(claim),
        format!("“{}”", one_line(&claim.quote)),
        bytes(claim.span()),
        format!("rule {}", trace.rule),
    ]];
    let branch = |last: bool| if last { "└" } else { "├" };
    let word = ("act", &trace.rule, trace.word);
    let steps: Vec<_> = std::iter::once(word)
        .chain(trace.steps.iter().map(|step| (step.slot, &step.rule, step.span)))
        .collect();
    for (i, (slot, rule, span)) in steps.iter().enumerate() {
        let words = span.of(text);
        rows.push([
            format!("{} {}{}", branch(i + 1 == steps.len()), slot, value(claim, slot, *span)),
            if words.is_empty() { String::new() } else { format!("“{}”", one_line(words)) },
            if words.is_empty() { String::new() } else { bytes(*span) },
            format!("rule {rule}"),
        ]);
    }
    for row in rows {
        let _ = writeln!(out, "{}", columns(&row));
    }
    out
}

/// Slot, words, bytes and rule in columns; where they do not fit, the rest on a line of its own.
fn columns([slot, words, bytes, rule]: &[String; 4]) -> String {
    const WORDS: usize = 26;
    const BYTES: usize = 54;
    let mut line = slot.clone();
    let pad = |line: &mut String, to: usize| {
        let gap = to.saturating_sub(width(line)).max(2);
        line.push_str(&" ".repeat(gap));
    };
    if !words.is_empty() {
        if width(slot) + 2 > WORDS {
            line.push('\n');
            line.push_str(if slot.starts_with('├') { "│" } else { " " });
            let used = WORDS - 1;
            line.push_str(&" ".repeat(used));
        } else {
            pad(&mut line, WORDS);
        }
        let last = line.rsplit('\n').next().map_or(0, width);
        let short = shorten(words, BYTES - 2 - last);
        line.push_str(&short);
    }
    let mut tail = bytes.clone();
    if !tail.is_empty() {
        tail.push_str("  ");
    }
    tail.push_str(rule);
    let last = line.rsplit('\n').next().unwrap_or("").to_owned();
    let at = BYTES.max(width(&last) + 2);
    if at + width(&tail) <= COLUMNS {
        line.push_str(&" ".repeat(at - width(&last)));
        line.push_str(&tail);
    } else {
        line.push('\n');
        line.push_str(if slot.starts_with('├') { "│" } else { " " });
        let from = COLUMNS.saturating_sub(width(&tail)).clamp(4, WORDS);
        line.push_str(&" ".repeat(from - 1));
        line.push_str(&tail);
    }
    line
}

fn style_free(claim: &Claim) -> String {
    let mut head = claim.act.to_string();
    if claim.polarity == kua_record::Polarity::Negated {
        head.push_str(" (not)");
    }
    head
}

fn bytes(span: Span) -> String {
    format!("bytes {}..{}", span.start, span.end)
}

/// What a slot came to, where it is more than its words.
fn value(claim: &Claim, slot: &str, span: Span) -> String {
    let own = match slot {
        "when" => claim.when.as_ref().map(crate::show::when),
        "count" => claim.count.as_ref().map(crate::show::count),
        "sure" => claim.sure.as_ref().map(crate::show::percent),
        "where" => claim.r#where.iter().find(|p| p.start == span.start).and_then(|p| p.name.clone()),
        "polarity" => Some("negated".to_owned()),
        "reality" => crate::show::reality(claim.reality).map(str::to_owned),
        _ => None,
    };
    own.map_or_else(String::new, |own| format!(" = {}", one_line(&own)))
}

/// What stands at a byte that no claim holds.
fn seen(read: &Read, at: usize) -> String {
    let mut out = format!("{}: no claim holds byte {at}\n", one_line(&read.doc.name));
    let Some(sentence) = read.sentences.iter().find(|s| s.span.start <= at && at < s.span.end) else {
        let _ = writeln!(out, "  no sentence either");
        return out;
    };
    let text = &read.doc.text;
    for line in crate::terminal::wrap(&one_line(sentence.span.of(text)), 0, COLUMNS - 2) {
        let _ = writeln!(out, "  {line}");
    }
    let pad = |words: &str, to: usize| format!("{words}{}", " ".repeat(to.saturating_sub(width(words))));
    for token in &sentence.tokens {
        let mark = if token.span.covers(at) { '▸' } else { ' ' };
        let head = token.head.and_then(|h| sentence.tokens.get(h)).map_or("–", |h| h.span.of(text));
        let form = pad(&shorten(token.span.of(text), 24), 26);
        let lemma = pad(&shorten(&token.lemma, 18), 20);
        let _ = writeln!(
            out,
            "  {mark} {form}{lemma}{:7}{:12} of {}",
            token.upos.as_str(),
            token.rel.to_string(),
            shorten(head, 12)
        );
    }
    out
}
