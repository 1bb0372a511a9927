//! The files of the project and what stands in them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap().to_owned()
}

/// Files of the project, as paths with `/` below its folder, in order. Without git all but hidden folders and `target`.
pub fn tracked() -> Vec<String> {
    let git = Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output();
    let mut files = match git {
        Ok(out) if out.status.success() && !out.stdout.is_empty() => {
            let list = String::from_utf8_lossy(&out.stdout).into_owned();
            list.split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect()
        }
        _ => {
            let mut files = Vec::new();
            walk(&root(), "", &mut files);
            files
        }
    };
    // Deleted but not yet committed.
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files
}

fn walk(dir: &Path, below: &str, out: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let own = [".ci", ".cargo"].contains(&name.as_str());
            if (own || !name.starts_with('.')) && name != "target" && name != "kua-demo" {
                walk(&entry.path(), &format!("{below}{name}/"), out);
            }
        } else {
            out.push(format!("{below}{name}"));
        }
    }
}

/// A file's text; `None` for models, pictures and whatever else is no text.
pub fn read(file: &str) -> Option<String> {
    let bytes = std::fs::read(root().join(file)).ok()?;
    if bytes.contains(&0) { None } else { String::from_utf8(bytes).ok() }
}

/// The first line of the first fenced block after the heading `## heading`.
pub fn command_under(page: &str, heading: &str) -> Option<String> {
    let mut lines = page.lines().skip_while(|line| line.trim() != format!("## {heading}")).skip(1);
    lines.by_ref().take_while(|line| !line.starts_with("## ")).find(|line| line.starts_with("```"))?;
    lines.next().map(|line| line.trim_start_matches("$ ").trim().to_owned()).filter(|line| !line.is_empty())
}
