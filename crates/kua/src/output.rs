//! Where results go: standard output, or the file of `-o`, which is never overwritten without `--force`.
//!
//! A new file is written as the results come, so that what is complete is there whatever happens. A file that is
//! replaced is replaced in one step at the end: the old one stays whole until then.

use crate::exit::{Exit, Fault, shown};
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// `-o` and `--force`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct OutputArgs {
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace FILE if it exists
    #[arg(long)]
    pub force: bool,
}

/// An open place for results.
pub struct Output {
    to: To,
    target: String,
    /// Results are shown as they come.
    live: bool,
}

enum To {
    Screen(BufWriter<io::Stdout>),
    New(BufWriter<File>),
    Replaced(Box<BufWriter<NamedTempFile>>, PathBuf),
}

impl OutputArgs {
    /// Opens the place, before any work is done.
    ///
    /// # Errors
    /// The file exists and `--force` is not given, or is one of `inputs`; it cannot be made.
    pub fn open(&self, inputs: &[PathBuf]) -> Result<Output, Fault> {
        let Some(path) = self.output.as_deref().filter(|p| *p != Path::new("-")) else {
            let to = To::Screen(BufWriter::with_capacity(64 << 10, io::stdout()));
            return Ok(Output { to, target: "standard output".to_owned(), live: io::stdout().is_terminal() });
        };
        let target = format!("`{}`", shown(path));
        let is =
            |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
        if inputs.iter().any(|input| is(input, path)) {
            return Err(Fault::new(Exit::Usage, "output/input", format!("{target} is one of the inputs"))
                .hint("give -o another name")
                .data("nothing was read or written"));
        }
        let to = self.file(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Fault::new(Exit::Usage, "output/exists", format!("{target} exists and is not overwritten"))
                    .hint("add --force to replace it, or give -o another name")
                    .data("nothing was read or written")
            }
            _ => Fault::new(Exit::Usage, "output/open", format!("cannot write {target}")).why(error),
        })?;
        Ok(Output { to, target, live: false })
    }

    fn file(&self, path: &Path) -> io::Result<To> {
        if !self.force {
            return File::create_new(path).map(|file| To::New(BufWriter::new(file)));
        }
        match fs::metadata(path) {
            Ok(about) if about.is_file() => {
                let folder = path.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new("."));
                let temp = tempfile::Builder::new()
                    .prefix(".kua-")
                    .permissions(about.permissions())
                    .tempfile_in(folder)?;
                Ok(To::Replaced(Box::new(BufWriter::new(temp)), path.to_owned()))
            }
            // A device or pipe is written to, not replaced.
            _ => File::create(path).map(|file| To::New(BufWriter::new(file))),
        }
    }
}

impl Output {
    /// Whether results go to a terminal that a progress bar would disturb.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// [`Fault::write`].
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let live = self.live;
        let writer = self.writer();
        let mut result = writer.write_all(bytes);
        if live {
            result = result.and_then(|()| writer.flush());
        }
        result.map_err(|error| Fault::write(&self.target, &error))
    }

    /// Hands on what is held back.
    ///
    /// # Errors
    /// [`Fault::write`].
    pub fn flush(&mut self) -> Result<(), Fault> {
        self.writer().flush().map_err(|error| Fault::write(&self.target, &error))
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.to {
            To::Screen(w) => w,
            To::New(w) => w,
            To::Replaced(w, _) => w.as_mut(),
        }
    }

    /// Writes what is left and puts a replaced file into its place.
    ///
    /// # Errors
    /// [`Fault::write`].
    pub fn finish(self) -> Result<(), Fault> {
        let result = match self.to {
            To::Screen(mut w) => w.flush(),
            To::New(mut w) => w.flush(),
            To::Replaced(w, path) => w
                .into_inner()
                .map_err(|e| e.into_error())
                .and_then(|t| t.persist(path).map(drop).map_err(|e| e.error)),
        };
        result.map_err(|error| Fault::write(&self.target, &error))
    }
}
