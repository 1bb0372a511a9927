//! `kua inspect LAYER PATH…`: one layer of the reading by itself, for measuring and for debugging.
//!
//! In: documents, or with `--lines` one document a line. Out: JSON Lines (CoNLL-U for `syntax`), offsets in bytes of
//! the stored text. Here: what all layers share; each layer is a file of its own.

mod conllu;
mod counts;
mod entities;
mod factuality;
mod lines;
mod means;
mod places;
mod roles;
mod speech;
mod syntax;
mod text;
mod times;
mod turns;

use crate::exit::{Exit, Fault};
use crate::output::{Output, OutputArgs};
use crate::reader;
use crate::source::PathArgs;
use crate::stream::{self, Event, Tally};
use crate::terminal::note;
use kua_record::{Document, Span};
use serde::Serialize;
use std::path::PathBuf;

/// Show one layer of the reading, one JSON object a line
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kua inspect times report.txt --date 2024-05-18
      every time expression with its interval
  cut -f1 phrases.tsv | kua inspect counts - --lines
      each input line is a document of its own, numbered from 1")]
pub struct Args {
    /// Which layer
    #[arg(value_enum, value_name = "LAYER")]
    pub layer: Layer,
    /// What to read.
    #[command(flatten)]
    pub source: PathArgs,
    /// Each input line (empty ones too) is a document of its own, named by its number; English unless --language says
    /// otherwise
    #[arg(long)]
    pub lines: bool,
    /// With times: resolve these spans, JSON Lines of doc, start, end
    #[arg(long, value_name = "FILE")]
    pub spans: Option<PathBuf>,
    /// With syntax: the input is CoNLL-U; its tokens and sentences are kept, its annotation is replaced
    #[arg(long, conflicts_with = "lines")]
    pub conllu: bool,
    /// Where to.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// The layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Layer {
    /// What ingest made of the file
    Text,
    /// Sentences, words, tags and trees as CoNLL-U
    Syntax,
    /// Persons, organisations, places, peoples
    Entities,
    /// Time expressions with value and interval
    Times,
    /// Names of places with coordinates
    Places,
    /// Quantities with their range
    Counts,
    /// Who says what, with which words
    Speech,
    /// For each predicate: did it happen?
    Factuality,
    /// Who speaks where in interviews and transcripts
    Turns,
    /// Who did what to whom
    Roles,
    /// Means of force and acts of police named
    Means,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, Serialize)]
pub struct Stretch<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl<'a> Stretch<'a> {
    /// The words under `span`.
    pub fn of(text: &'a str, span: Span) -> Self {
        Self { start: span.start, end: span.end, text: span.of(text) }
    }
}

/// What a layer works on: a document of a language with a reader (but for `text`, which takes any).
type Make<'a> = dyn Fn(&Document, &mut Vec<u8>) -> Result<(), Fault> + Sync + 'a;

/// Runs the command.
///
/// # Errors
/// Flags that do not fit the layer; an output or a file of spans that cannot be opened.
pub fn run(args: &Args) -> Result<Exit, Fault> {
    let fits = |flag: bool, layer: Layer, name: &str| match flag && args.layer != layer {
        true => Err(Fault::new(Exit::Usage, "use/flag", format!("{name} goes with another layer"))),
        false => Ok(()),
    };
    fits(args.conllu, Layer::Syntax, "--conllu")?;
    fits(args.spans.is_some(), Layer::Times, "--spans")?;
    let spans = args.spans.as_deref().map(times::spans).transpose()?;
    let mut inputs = args.source.paths.clone();
    inputs.extend(args.spans.clone());
    let output = args.output.open(&inputs)?;
    if args.conllu {
        return conllu::run(args, output);
    }
    let time = args.source.how.date.and_then(|day| day.time);
    let make: Box<Make<'_>> = match args.layer {
        Layer::Text => Box::new(text::make),
        Layer::Syntax => Box::new(syntax::make),
        Layer::Entities => Box::new(entities::make),
        Layer::Times => Box::new(move |doc, out| times::make(doc, time, spans.as_ref(), out)),
        Layer::Places => Box::new(places::make),
        Layer::Counts => Box::new(counts::make),
        Layer::Speech => Box::new(speech::make),
        Layer::Factuality => Box::new(factuality::make),
        Layer::Turns => Box::new(turns::make),
        Layer::Roles => Box::new(roles::make),
        Layer::Means => Box::new(means::make),
    };
    if args.lines { lines::run(args, output, &*make) } else { documents(args, output, &*make) }
}

fn documents(args: &Args, output: Output, make: &Make<'_>) -> Result<Exit, Fault> {
    let how = &args.source.how;
    let mut sink = Sink { output: Some(output), quiet: how.quiet };
    let tally = stream::each(
        &args.source.paths,
        how,
        !sink.is_live(),
        |doc| made(doc, args.layer, make),
        |event, _| sink.take(event),
    )?;
    sink.close()?;
    Ok(tally.finish(how, false))
}

/// A document's lines of output; `Err` holds the document's warning where its language has no reader.
type Made = (Option<String>, Result<Vec<u8>, Fault>);

fn made(doc: Document, layer: Layer, make: &Make<'_>) -> Made {
    if layer != Layer::Text && reader::of(doc.language).is_none() {
        return (Some(reader::no_reader(&doc)), Ok(Vec::new()));
    }
    let mut bytes = Vec::new();
    (None, make(&doc, &mut bytes).map(|()| bytes))
}

struct Sink {
    output: Option<Output>,
    quiet: bool,
}

impl Sink {
    fn is_live(&self) -> bool {
        self.output.as_ref().is_some_and(Output::is_live)
    }

    fn take(&mut self, event: Event<Made>) -> Result<(), Fault> {
        match event {
            Event::Ready((warning, bytes)) => {
                if let Some(warning) = warning.filter(|_| !self.quiet) {
                    note(&warning);
                }
                self.output.as_mut().map_or(Ok(()), |output| output.put(&bytes?))
            }
            Event::Stopped => self.close(),
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        self.output.take().map_or(Ok(()), Output::finish)
    }
}

/// Ends a command that does not stream documents.
fn finish(output: Output, tally: Tally, args: &Args) -> Result<Exit, Fault> {
    output.finish()?;
    Ok(tally.finish(&args.source.how, false))
}
