//! `kua explain`: which words and which rules made each slot of a claim, as a tree.

use crate::exit::{Exit, Fault};
use crate::reader::{self, Read};
use crate::source::PathArgs;
use crate::stream::{self, Event};
use crate::terminal::{COLUMNS, Style, one_line, shorten, width, wrap};
use kua_read::Trace;
use kua_record::{Claim, Polarity, Span};
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
                .hint("kua read shows the ids; they change when the words of the document do"),
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
    let mut head = claim.act.to_string();
    if claim.polarity == Polarity::Negated {
        head.push_str(" (not)");
    }
    let _ = writeln!(out, "{} in {}", style.bold(&claim.id), one_line(&claim.doc));
    row(&mut out, ["", "│"], &head, text, claim.span(), &trace.rule);
    let word = ("act", &trace.rule, trace.word);
    let steps: Vec<_> = std::iter::once(word)
        .chain(trace.steps.iter().map(|step| (step.slot, &step.rule, step.span)))
        .collect();
    for (i, (slot, rule, span)) in steps.iter().enumerate() {
        let branch = if i + 1 == steps.len() { ["└ ", " "] } else { ["├ ", "│"] };
        row(&mut out, branch, slot, text, *span, rule);
        if let Some(value) = value(claim, slot, *span) {
            let _ = writeln!(out, "{}{}= {}", branch[1], " ".repeat(SLOT - 1), one_line(&value));
        }
    }
    inferred(&mut out, claim);
    out
}

/// What the claim does not say itself and its document lends it, where the reader notes that (extra field `setting`).
fn inferred(out: &mut String, claim: &Claim) {
    let Some(setting) = claim.extra.get("setting") else { return };
    for slot in ["when", "where"] {
        let Some(lent) = setting.get(slot) else { continue };
        let words = |key: &str| lent.get(key).and_then(serde_json::Value::as_str).map(one_line);
        let text = words("text").unwrap_or_default();
        let by = words("from_what").unwrap_or_else(|| "the document".to_owned());
        for line in wrap(&format!("not said here: {slot}; by its setting “{text}” ({by})"), 0, COLUMNS - 2)
        {
            let _ = writeln!(out, "  {line}");
        }
    }
}

/// Where the words of a slot begin.
const SLOT: usize = 11;
/// Where bytes and rule begin, if there is room.
const BYTES: usize = 38;

/// `├ slot  “words”   bytes 3..9  rule r`; bytes and rule go to a line of their own where the words are long.
fn row(out: &mut String, [branch, below]: [&str; 2], slot: &str, text: &str, span: Span, rule: &str) {
    let mut line = format!("{branch}{slot}");
    let gap = SLOT.saturating_sub(width(&line)).max(2);
    line.push_str(&" ".repeat(gap));
    let room = COLUMNS.saturating_sub(width(&line) + 2);
    let mut tail = format!("rule {rule}");
    if span.is_empty() {
        line.push('–');
    } else {
        let _ = write!(line, "“{}”", shorten(&one_line(span.of(text)), room));
        tail = format!("{:<18}{tail}", format!("bytes {}..{}", span.start, span.end));
    }
    if width(&line) + 2 <= BYTES && BYTES + width(&tail) <= COLUMNS {
        let gap = BYTES - width(&line);
        let _ = writeln!(out, "{line}{}{tail}", " ".repeat(gap));
        return;
    }
    let from = if BYTES + width(&tail) <= COLUMNS { BYTES } else { SLOT };
    let _ = writeln!(out, "{line}\n{below}{}{tail}", " ".repeat(from - 1));
}

/// What a slot came to, where it is more than its words.
fn value(claim: &Claim, slot: &str, span: Span) -> Option<String> {
    match slot {
        "when" => claim.when.as_ref().map(crate::show::when),
        "count" => claim.count.as_ref().map(crate::show::count),
        "sure" => claim.sure.as_ref().map(crate::show::percent),
        "where" => claim.r#where.iter().find(|p| p.start == span.start).and_then(|p| p.name.clone()),
        "polarity" => Some("negated".to_owned()),
        "reality" => crate::show::reality(claim.reality).map(str::to_owned),
        _ => None,
    }
}

/// What stands at a byte that no claim holds.
fn seen(read: &Read, at: usize) -> String {
    let mut out = format!("{}: no claim holds byte {at}\n", one_line(&read.doc.name));
    let Some(sentence) = read.sentences.iter().find(|s| s.span.start <= at && at < s.span.end) else {
        let _ = writeln!(out, "  no sentence either");
        return out;
    };
    let text = &read.doc.text;
    for line in wrap(&one_line(sentence.span.of(text)), 0, COLUMNS - 2) {
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
