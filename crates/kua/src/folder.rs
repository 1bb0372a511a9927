//! Folders that a command writes (a dossier, the demo): never over anything but an earlier one of their own.
//!
//! A folder carries the list of its files in [`LIST`], so that a second run removes what the first one made and
//! nothing else.

use crate::exit::{Exit, Fault, shown};
use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Names of the files that were written, one a line.
pub const LIST: &str = ".kua-files";

/// A folder under writing.
pub struct Folder {
    root: PathBuf,
    written: BTreeSet<String>,
}

impl Folder {
    /// Opens a folder: a new or empty one, with `replace` also one that Kua wrote, with `force` any.
    ///
    /// # Errors
    /// The folder may not be written over, or cannot be made.
    pub fn open(root: &Path, replace: bool, force: bool) -> Result<Self, Fault> {
        let name = shown(root);
        let cannot = |error: &io::Error| {
            Fault::new(Exit::Usage, "output/folder", format!("cannot write to the folder `{name}`"))
                .why(error)
        };
        if root.exists() && !root.is_dir() {
            return Err(Fault::new(
                Exit::Usage,
                "output/folder",
                format!("`{name}` is a file, not a folder"),
            ));
        }
        let ours = root.join(LIST).is_file();
        let empty = !root.exists() || std::fs::read_dir(root).map_err(|e| cannot(&e))?.next().is_none();
        if !(empty || force || (replace && ours)) {
            return Err(Fault::new(
                Exit::Usage,
                "output/exists",
                format!("the folder `{name}` is not empty"),
            )
            .hint("add --force to write into it all the same, or give another folder")
            .data("nothing was read or written"));
        }
        std::fs::create_dir_all(root).map_err(|e| cannot(&e))?;
        Ok(Self { root: root.to_owned(), written: BTreeSet::new() })
    }

    /// Removes what an earlier run wrote; everything else stays.
    ///
    /// # Errors
    /// A file of the earlier run cannot be removed.
    pub fn clear(&self) -> Result<(), Fault> {
        let Ok(list) = std::fs::read_to_string(self.root.join(LIST)) else { return Ok(()) };
        for name in list.lines().filter(|name| is_below(name)).chain([LIST]) {
            let path = self.root.join(name);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Fault::write(&format!("`{}`", shown(&path)), &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes one file; `name` is a path below the folder, with `/`.
    ///
    /// # Errors
    /// What the system says.
    pub fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !is_below(name) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("`{name}` leads out of the folder"),
            ));
        }
        let path = self.root.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        if self.written.insert(name.to_owned()) {
            // Listed before it is written: a run that is killed leaves no file that the next one does not know.
            let mut list = OpenOptions::new().append(true).create(true).open(self.root.join(LIST))?;
            writeln!(list, "{name}")?;
        }
        std::fs::write(path, bytes)
    }

    /// The path of a file below the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Whether this run wrote the file.
    pub fn has(&self, name: &str) -> bool {
        self.written.contains(name)
    }
}

fn is_below(name: &str) -> bool {
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_files_are_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("out");
        let mut first = Folder::open(&root, true, false).unwrap();
        first.put("a/old.html", b"x").unwrap();
        std::fs::write(root.join("note.txt"), "mine").unwrap();
        assert!(Folder::open(&root, false, false).is_err());
        let second = Folder::open(&root, true, false).unwrap();
        second.clear().unwrap();
        assert!(!root.join("a/old.html").exists() && root.join("note.txt").exists());
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        assert!(is_below("a/b.html") && !is_below("../b") && !is_below("/b") && !is_below(""));
    }
}
