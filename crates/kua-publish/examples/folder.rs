//! Makes a dossier from a folder of texts and claims: `cargo run -p kua-publish --example folder -- IN OUT [TITLE]`.
//!
//! IN holds `x.txt` and `x.claims.jsonl`; a `docs.json` may give date, kind, origin and licence. For looking at
//! pages while working on them; the program itself does this with `kua report`.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_publish::{Options, write_dossier};
use kua_record::{Claim, Document};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, output, rest @ ..] = args.as_slice() else { return Err("need IN and OUT".into()) };
    let (input, output) = (Path::new(input), Path::new(output));
    let manifest: serde_json::Value = std::fs::read(input.join("docs.json"))
        .ok()
        .map_or(Ok(serde_json::Value::Null), |b| serde_json::from_slice(&b))?;
    let mut names: Vec<_> = std::fs::read_dir(input)?.filter_map(|e| Some(e.ok()?.path())).collect();
    names.sort();
    let (mut docs, mut claims) = (Vec::new(), Vec::<Claim>::new());
    for path in names.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("text.txt").to_owned();
        let mut doc = Document::plain(&name, &std::fs::read_to_string(path)?);
        let about = |key: &str| manifest.get(&name).and_then(|m| m.get(key)).and_then(|v| v.as_str());
        doc.date = about("date").and_then(|d| d.parse().ok());
        doc.kind = about("kind").map(str::to_owned);
        doc.origin = about("origin").map(str::to_owned);
        doc.licence = about("licence").map(str::to_owned);
        docs.push(doc);
        if let Ok(lines) = std::fs::read_to_string(path.with_extension("claims.jsonl")) {
            for line in lines.lines().filter(|l| !l.trim().is_empty()) {
                claims.push(serde_json::from_str(line)?);
            }
        }
    }
    let mut options = Options::default();
    if let Some(title) = rest.first() {
        options.title.clone_from(title);
    }
    std::fs::create_dir_all(output.join("pictures"))?;
    write_dossier(&docs, &claims, &options, |name, bytes| std::fs::write(output.join(name), bytes))?;
    eprintln!("{} documents, {} claims", docs.len(), claims.len());
    Ok(())
}
