//! A folder of files made for one test, and what ingest makes of it.
#![allow(dead_code, missing_docs, clippy::unwrap_used)] // each test file uses its own part; tests may unwrap

pub mod samples;

use kua_ingest::{IngestError, Item, Options, ingest};
use kua_record::Document;
use std::path::{Path, PathBuf};

pub struct Corpus(tempfile::TempDir);

impl Corpus {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> &Self {
        self.write_bytes(name, text.as_bytes())
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Everything in the folder.
    pub fn ingest(&self) -> Vec<Item> {
        self.ingest_paths(&["."], &Options::default())
    }

    pub fn ingest_paths(&self, names: &[&str], options: &Options) -> Vec<Item> {
        let root = self.0.path();
        let paths: Vec<PathBuf> =
            names.iter().map(|n| if *n == "." { root.to_owned() } else { root.join(n) }).collect();
        let mut items = Vec::new();
        ingest(&paths, options, &mut |item| items.push(item));
        items
    }
}

pub fn documents(items: &[Item]) -> Vec<Document> {
    items.iter().filter_map(|i| if let Item::Document(d) = i { Some((**d).clone()) } else { None }).collect()
}

pub fn failures(items: &[Item]) -> Vec<IngestError> {
    items.iter().filter_map(|i| if let Item::Failed(e) = i { Some(e.clone()) } else { None }).collect()
}

pub fn warnings(items: &[Item]) -> Vec<String> {
    items.iter().filter_map(|i| if let Item::Warning(w) = i { Some(w.to_string()) } else { None }).collect()
}

/// File name and reason.
pub fn skipped(items: &[Item]) -> Vec<(String, String)> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    items
        .iter()
        .filter_map(|i| {
            if let Item::Skipped { path, reason } = i { Some((name(path), reason.clone())) } else { None }
        })
        .collect()
}
