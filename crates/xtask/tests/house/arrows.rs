//! Dependencies between the crates: only those that the architecture draws.

use crate::files::read;

/// Each crate and the crates of the workspace that it may know.
const ARROWS: [(&str, &[&str]); 7] = [
    ("kua-record", &[]),
    ("kua-ingest", &["kua-record"]),
    ("kua-syntax", &["kua-record"]),
    ("kua-read", &["kua-record", "kua-syntax"]),
    ("kua-weigh", &["kua-record"]),
    ("kua-publish", &["kua-record", "kua-weigh"]),
    ("kua", &["kua-record", "kua-ingest", "kua-syntax", "kua-read", "kua-weigh", "kua-publish"]),
];

/// Dependencies that no arrow allows. `xtask`, the tool of the trade, and `fuzz`, which is outside the workspace, may know
/// all but the command line.
pub fn breaches() -> Vec<String> {
    let mut out = Vec::new();
    let manifests = crate::tracked().into_iter().filter(|file| file.ends_with("/Cargo.toml"));
    for file in manifests {
        let manifest: toml::Table = read(&file).unwrap().parse().unwrap();
        let name = file.trim_end_matches("/Cargo.toml").trim_start_matches("crates/");
        let allowed = ARROWS.iter().find(|(krate, _)| *krate == name).map(|(_, allowed)| *allowed);
        for dependency in kua_dependencies(&manifest) {
            let good = match (name, allowed) {
                ("xtask" | "fuzz", _) => dependency != "kua",
                (_, Some(allowed)) => allowed.contains(&dependency.as_str()),
                (_, None) => false,
            };
            if !good {
                out.push(format!("{file}: {name} must not depend on {dependency}"));
            }
        }
        if !["xtask", "fuzz"].contains(&name) && allowed.is_none() {
            out.push(format!("{file}: a new crate needs its arrows in tests/house/arrows.rs"));
        }
    }
    out
}

/// The crates of the workspace in any table of dependencies, those of one target included.
fn kua_dependencies(table: &toml::Table) -> Vec<String> {
    let mut out = Vec::new();
    for (key, value) in table {
        let Some(inner) = value.as_table() else { continue };
        if key.ends_with("dependencies") {
            let package = |(name, spec): (&String, &toml::Value)| {
                spec.get("package").and_then(toml::Value::as_str).unwrap_or(name).to_owned()
            };
            out.extend(inner.iter().map(package).filter(|name| name == "kua" || name.starts_with("kua-")));
        } else {
            out.extend(kua_dependencies(inner));
        }
    }
    out
}
