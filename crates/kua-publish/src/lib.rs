//! The weighed record in, the dossier out: a folder of HTML that opens anywhere.
//!
//! In: documents and claims. Out: files by their path inside the folder: `index.html`, a page or more a topic and a
//! document, `pictures/*.svg`, `claims.jsonl`. The same input gives the same bytes.
//! The pages need no network, no JavaScript and no other file to be read; each stays small however large the record.
//! Must not: read anything but what it is given, weigh (that is `kua-weigh`), or protect names yet: each page says so.
//!
//! ```
//! let doc = kua_record::Document::plain("note.txt", "Workers blocked the road.");
//! let files = kua_publish::dossier(&[doc], &[], &kua_publish::Options::default())?;
//! assert!(files.contains_key("index.html"));
//! # Ok::<(), kua_publish::Error>(())
//! ```

mod draw;
mod error;
mod lit;
mod page;
mod pages;
mod say;
mod site;

pub use error::Error;

use kua_record::{Claim, Document};
use kua_weigh::Record;
use page::{Frame, Page};
use site::Site;
use std::collections::BTreeMap;

/// What a caller may choose.
#[derive(Debug, Clone)]
pub struct Options {
    /// The dossier's title.
    pub title: String,
    /// Name and version of the program that read the documents, for the foot of each page.
    pub program: String,
    /// Files that were handed over and could not be read, or were skipped, with the reason.
    pub unread: Vec<Unread>,
    /// Rough size in bytes at which a page is split. Pages stay below three times this.
    pub page_size: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            title: "Dossier".to_owned(),
            program: concat!("Kua ", env!("CARGO_PKG_VERSION")).to_owned(),
            unread: Vec::new(),
            page_size: 300_000,
        }
    }
}

/// A file that is not in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Its name.
    pub name: String,
    /// Why, in a few words.
    pub why: String,
}

/// The whole dossier in memory: path inside the folder (with `/`) → bytes.
///
/// # Errors
/// `Json` or `Picture`; both are faults of this program.
pub fn dossier(
    docs: &[Document],
    claims: &[Claim],
    options: &Options,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = BTreeMap::new();
    write_dossier(docs, claims, options, |name, bytes| {
        files.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    })?;
    Ok(files)
}

/// The dossier, file by file: `write` is called once for each with its path inside the folder, which is made of
/// ASCII letters, digits, `-`, `.` and at most one `/`. `index.html` comes last, so that its being there means that
/// the dossier is whole.
///
/// # Errors
/// `Write` when `write` fails, and then nothing further is written; `Json` and `Picture` as for [`dossier`].
pub fn write_dossier(
    docs: &[Document],
    claims: &[Claim],
    options: &Options,
    mut write: impl FnMut(&str, &[u8]) -> std::io::Result<()>,
) -> Result<(), Error> {
    let mut put = |name: &str, bytes: &[u8]| {
        write(name, bytes).map_err(|source| Error::Write { name: name.to_owned(), source })
    };
    let record = Record::new(docs, claims);
    let site = Site::new(&record, options.page_size);
    let frame = Frame { dossier: options.title.clone(), program: options.program.clone() };
    put("claims.jsonl", &jsonl(claims)?)?;
    for plan in &site.docs {
        for page in pages::document::pages(&site, &frame, plan) {
            put(&page.file, page.html.as_bytes())?;
        }
    }
    let limit = options.page_size;
    let timeline = pages::timeline::make(&site, &frame, limit)?;
    let (deeds, deeds_picture) = pages::deeds::make(&site, &frame, limit)?;
    let (figures, figure_pictures) = pages::figures::make(&site, &frame, limit)?;
    let (places, maps) = pages::places::make(&site, &frame, limit, &timeline.places)?;
    let pictures = timeline
        .picture
        .iter()
        .map(|(p, _)| p)
        .chain(&deeds_picture)
        .chain(figure_pictures.iter().map(|(_, p)| p))
        .chain(&maps);
    for picture in pictures {
        put(&format!("pictures/{}.svg", picture.name), picture.svg.as_bytes())?;
    }
    let topics: [Vec<Page>; 8] = [
        pages::who::make(&site, &frame, limit),
        pages::groups::make(&site, &frame, limit),
        deeds,
        pages::reasons::make(&site, &frame, limit),
        pages::labels::make(&site, &frame, limit),
        figures,
        places,
        pages::silence::make(&site, &frame, limit),
    ];
    let documents = pages::documents::make(&site, &frame, limit, &options.unread);
    for page in timeline.pages.iter().chain(topics.iter().flatten()).chain(&documents) {
        put(&page.file, page.html.as_bytes())?;
    }
    put(
        "index.html",
        pages::home::make(&site, &frame, &timeline, &figure_pictures, options.unread.len()).html.as_bytes(),
    )
}

/// One claim a line, as given.
fn jsonl(claims: &[Claim]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    for claim in claims {
        let line = kua_record::jsonl::to_line(claim)
            .map_err(|source| Error::Json { id: claim.id.clone(), source })?;
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
    Ok(out)
}
