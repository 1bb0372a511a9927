//! Which files are documents, in which order, and what the manifests say of them.
//!
//! In: the paths a person gave. Out: [`Source`]s in reading order and the items that need no reading (skipped
//! files, faults of folders and manifests). Cheap: directories and manifests are read, documents are not opened.
//!
//! A folder is walked in name order, folders and files together. In a folder, a file whose kind is not known by its
//! ending is skipped; a file that a person names is read even then. Links are followed; a loop is an error.

use crate::manifest::{self, Entry, Manifest};
use crate::{Fault, IngestError, Item, Options, Warning};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// One file to read, or standard input.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file; `-` for standard input.
    pub path: PathBuf,
    /// The document's name: the path below the given PATH, with `/`; rows add `#12`.
    pub name: String,
    /// The kind by the file's ending; `None`: to be told by its bytes.
    pub kind: Option<Kind>,
    /// The manifests that may speak of it, first first.
    pub(crate) manifests: Vec<(Arc<Manifest>, String)>,
}

impl Source {
    /// Standard input: named `-`, its kind told by its bytes.
    pub fn stdin() -> Self {
        Self { path: PathBuf::from("-"), name: "-".to_owned(), kind: None, manifests: Vec::new() }
    }

    /// Whether this is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    /// What the manifests say of the file, or of its row (`row` counts from 1). A row's own entry goes first.
    pub(crate) fn entry(&self, row: Option<usize>) -> Option<&Entry> {
        let of = |suffix: &str| {
            self.manifests
                .iter()
                .find_map(|(manifest, name)| manifest.entries.get(&format!("{name}{suffix}")))
        };
        row.and_then(|row| of(&format!("#{row}"))).or_else(|| of(""))
    }
}

/// Kinds of file that ingest reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // named like the kinds of file
pub enum Kind {
    Text,
    Markdown,
    Html,
    Pdf,
    Docx,
    Eml,
    Jsonl,
    Csv,
    Tsv,
}

impl Kind {
    /// The kind that a file's ending promises.
    pub fn by_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "pdf" => Self::Pdf,
            "docx" => Self::Docx,
            "eml" => Self::Eml,
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            _ => return None,
        })
    }
}

/// Lists the files under `paths` in reading order, and what can be said of the rest without opening documents.
///
/// `paths`: files, folders, or `-`. Nothing is read but folders and manifests.
pub fn plan(paths: &[PathBuf], options: &Options) -> (Vec<Source>, Vec<Item>) {
    let mut planner = Planner { options, sources: Vec::new(), items: Vec::new(), manifests: BTreeMap::new() };
    let explicit = options.manifest.as_ref().and_then(|path| planner.manifest(path, true));
    for path in paths {
        if path == Path::new("-") {
            planner.sources.push(Source::stdin());
        } else if path.is_dir() {
            planner.folder(path);
        } else {
            planner.file(path);
        }
    }
    planner.distinct_files();
    planner.distinct_names();
    if let Some(manifest) = explicit {
        planner.explicit(&manifest);
        planner.unmatched(&manifest);
    }
    (planner.sources, planner.items)
}

struct Planner<'a> {
    options: &'a Options,
    sources: Vec<Source>,
    items: Vec<Item>,
    /// Manifests by their path, so that each is read and reported once.
    manifests: BTreeMap<PathBuf, Option<Arc<Manifest>>>,
}

impl Planner<'_> {
    fn folder(&mut self, root: &Path) {
        let mut walk = WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .max_depth(self.options.limits.max_depth.saturating_add(1))
            .into_iter();
        while let Some(step) = walk.next() {
            let found = match step {
                Ok(found) => found,
                Err(error) => {
                    self.items.push(Item::Failed(walk_error(&error)));
                    continue;
                }
            };
            if found.depth() == 0 {
                continue;
            }
            let hidden = found.file_name().to_string_lossy().starts_with(['.', '~']);
            if hidden {
                self.skip(found.path(), "hidden or temporary");
            }
            if found.file_type().is_dir() {
                if hidden {
                    walk.skip_current_dir();
                } else if found.depth() > self.options.limits.max_depth {
                    let why = format!("it lies more than {} folders deep", self.options.limits.max_depth);
                    let fault =
                        Fault::new("depth", "cannot walk the folder {}", why).hint("give the folder itself");
                    self.items.push(Item::Failed(fault.at(found.path(), &found.path().to_string_lossy())));
                    walk.skip_current_dir();
                }
                continue;
            }
            if hidden {
                continue;
            }
            match kind_or_reason(found.path()) {
                Ok(kind) => self.found(root, found.path(), kind),
                Err(reason) => self.skip(found.path(), reason),
            }
        }
        self.stray_names(root);
    }

    /// A document below `root`.
    fn found(&mut self, root: &Path, path: &Path, kind: Kind) {
        let below = path.strip_prefix(root).unwrap_or(path);
        let name = slashed(below);
        let mut manifests = Vec::new();
        // The nearest `docs.json` goes first: it was laid beside the file.
        for folder in below.ancestors().skip(1) {
            let at = root.join(folder).join("docs.json");
            if let Some(manifest) = self.manifest(&at, false) {
                manifests.push((manifest, slashed(below.strip_prefix(folder).unwrap_or(below))));
            }
        }
        self.sources.push(Source { path: path.to_owned(), name, kind: Some(kind), manifests });
    }

    /// A path that a person named and that is no folder.
    fn file(&mut self, path: &Path) {
        let name = path.file_name().map_or_else(|| slashed(path), |n| n.to_string_lossy().into_owned());
        let kind = match kind_or_reason(path) {
            Ok(kind) => Some(kind),
            // So that `kua read folder/*` does what `kua read folder` does.
            Err(reason) if is_ours(&name) => return self.skip(path, reason),
            Err(_) => None,
        };
        let beside = path.parent().unwrap_or(Path::new("")).join("docs.json");
        let manifests = self.manifest(&beside, false).map(|m| (m, name.clone())).into_iter().collect();
        self.sources.push(Source { path: path.to_owned(), name, kind, manifests });
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.items.push(Item::Skipped { path: path.to_owned(), reason: reason.into() });
    }

    /// The manifest at `path`, read once. One that is not `asked` for may be missing.
    fn manifest(&mut self, path: &Path, asked: bool) -> Option<Arc<Manifest>> {
        if let Some(known) = self.manifests.get(path) {
            return known.clone();
        }
        let manifest = if asked || path.is_file() { self.read_manifest(path) } else { None };
        self.manifests.insert(path.to_owned(), manifest.clone());
        manifest
    }

    fn read_manifest(&mut self, path: &Path) -> Option<Arc<Manifest>> {
        let name = path.to_string_lossy();
        let read = crate::load::read_whole(path, self.options.limits.max_file_bytes)
            .and_then(|bytes| manifest::read(&bytes));
        match read {
            Ok(manifest) => {
                for note in &manifest.notes {
                    let what = format!("in the manifest `{name}`, {note}");
                    self.items.push(Item::Warning(Warning::new("manifest", path, what)));
                }
                Some(Arc::new(manifest))
            }
            Err(fault) => {
                let mut error = fault.at(path, &name);
                error.data = "the files are read without it".to_owned();
                self.items.push(Item::Failed(error));
                None
            }
        }
    }

    /// Puts the manifest that a person gave before the others. It may name a file by its path or, where no other file
    /// has the same, by its file name alone: an entry must never land on a namesake.
    fn explicit(&mut self, manifest: &Arc<Manifest>) {
        let mut namesakes: BTreeMap<String, usize> = BTreeMap::new();
        for source in &self.sources {
            *namesakes.entry(bare(&source.name).to_owned()).or_default() += 1;
        }
        for source in &mut self.sources {
            let bare = bare(&source.name);
            if bare != source.name && namesakes.get(bare) == Some(&1) {
                source.manifests.insert(0, (manifest.clone(), bare.to_owned()));
            }
            source.manifests.insert(0, (manifest.clone(), source.name.clone()));
        }
    }

    /// Names in the `docs.json` files under `root` for which there is no file.
    fn stray_names(&mut self, root: &Path) {
        let mut strays = Vec::new();
        for (path, manifest) in &self.manifests {
            let (Some(manifest), Some(folder)) = (manifest, path.parent()) else { continue };
            // The one a person gave may name files anywhere, see `unmatched`.
            if path.starts_with(root) && self.options.manifest.as_ref() != Some(path) {
                let gone = manifest.entries.keys().filter(|name| !folder.join(file_part(name)).exists());
                strays.extend(gone.map(|name| stray(path, name)));
            }
        }
        self.items.extend(strays);
    }

    /// Names in the manifest that a person gave which match no document.
    fn unmatched(&mut self, manifest: &Manifest) {
        let Some(path) = self.options.manifest.as_ref() else { return };
        let names: BTreeSet<&str> = self
            .sources
            .iter()
            .flat_map(|source| source.manifests.iter())
            .filter(|(known, _)| std::ptr::eq(Arc::as_ptr(known), manifest))
            .map(|(_, name)| name.as_str())
            .collect();
        let gone = manifest.entries.keys().filter(|name| !names.contains(file_part(name)));
        self.items.extend(gone.map(|name| stray(path, name)));
    }

    /// Leaves out files that were given twice.
    fn distinct_files(&mut self) {
        let mut seen = BTreeSet::new();
        let (items, sources) = (&mut self.items, &mut self.sources);
        sources.retain(|source| {
            let place = std::path::absolute(&source.path).unwrap_or_else(|_| source.path.clone());
            let new = seen.insert(place);
            if !new {
                items.push(Item::Skipped { path: source.path.clone(), reason: "given twice".to_owned() });
            }
            new
        });
    }

    /// Gives a document whose name is taken a longer one, by the folders above it: claims cite documents by name.
    fn distinct_names(&mut self) {
        let mut seen = BTreeSet::new();
        for source in &mut self.sources {
            if seen.insert(source.name.clone()) {
                continue;
            }
            let old = source.name.clone();
            let path = slashed(&source.path);
            let longer = path.rmatch_indices('/').map(|(at, _)| path[at + 1..].to_owned());
            let counted = (2..).map(|n: usize| format!("{path}~{n}"));
            source.name = longer
                .filter(|name| name.len() > old.len())
                .chain([path.clone()])
                .chain(counted)
                .find(|name| seen.insert(name.clone()))
                .unwrap_or(old.clone());
            let what = format!("two documents are named `{old}`; the later one is now `{}`", source.name);
            self.items.push(Item::Warning(Warning::new("name", &source.path, what)));
        }
    }
}

fn stray(path: &Path, name: &str) -> Item {
    let what = format!("the manifest `{}` names `{name}`, but there is no such file", path.display());
    Item::Warning(Warning::new("manifest", path, what).hint("correct the name, or remove the entry"))
}

/// `a/b.txt` → `b.txt`.
fn bare(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// `file.jsonl#12` → `file.jsonl`.
fn file_part(name: &str) -> &str {
    match name.rsplit_once('#') {
        Some((file, row)) if !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit()) => file,
        _ => name,
    }
}

/// Files of Kua itself, never documents.
fn is_ours(name: &str) -> bool {
    name == "docs.json" || name.ends_with(".claims.jsonl")
}

fn kind_or_reason(path: &Path) -> Result<Kind, String> {
    let name = path.file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    if name == "docs.json" {
        return Err("the manifest".to_owned());
    }
    if name.ends_with(".claims.jsonl") {
        return Err("claims, not a document".to_owned());
    }
    Kind::by_ending(path).ok_or_else(|| match path.extension() {
        Some(ending) => {
            format!("unknown kind of file (.{})", crate::error::one_line(&ending.to_string_lossy()))
        }
        None => "unknown kind of file (no ending)".to_owned(),
    })
}

/// A path with `/`, without `.`, `..` and the root.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter_map(|part| match part {
            std::path::Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

fn walk_error(error: &walkdir::Error) -> IngestError {
    let path = error.path().unwrap_or(Path::new(""));
    let name = path.to_string_lossy();
    let fault = if let Some(ancestor) = error.loop_ancestor() {
        let why = format!("the link leads back to `{}`, which holds it", ancestor.display());
        Fault::new("loop", "cannot follow the link {}", why)
            .hint("remove the link, or give the folder it points to")
    } else {
        let why = error.io_error().map_or_else(|| error.to_string(), crate::load::io_reason);
        Fault::new("open", "cannot open {}", why).hint("check that the path exists and that you may read it")
    };
    fault.at(path, &name)
}
