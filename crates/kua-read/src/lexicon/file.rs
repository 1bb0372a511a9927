//! The TOML files as written by people; unknown keys are an error, so that a misspelt key is not a silent nothing.

use kua_record::HedgeTerm;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What is wrong with a lexicon file.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("lexicon file `{file}`: {what}")]
pub struct LexiconError {
    /// The file's name.
    pub file: String,
    /// Entry and fault.
    pub what: String,
}

impl LexiconError {
    pub(super) fn entry(file: &str, id: &str, what: &str) -> Self {
        Self { file: file.to_owned(), what: format!("entry `{id}`: {what}") }
    }
}

/// An entry's own sentence, run by `kua lexicon check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The file it stands in.
    pub file: String,
    /// The entry.
    pub id: String,
    /// The act that must (or must not) come out.
    pub act: String,
    /// The sentence.
    pub text: String,
    /// Must it come out?
    pub yes: bool,
}

/// One code of the codebook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // codebook/acts.toml says what they are
pub struct ActEntry {
    pub code: String,
    pub means: String,
    #[serde(default)]
    pub acled: String,
    #[serde(default)]
    pub plover: String,
    #[serde(default)]
    pub cameo: String,
    #[serde(default)]
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// A PLOVER class with the verbs and event nouns that have it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // lexicon/en/deeds.toml says what they are
pub struct DeedEntry {
    pub id: String,
    pub class: String,
    pub means: String,
    pub verb: Vec<String>,
    #[serde(default)]
    pub with: Vec<String>,
    #[serde(default)]
    pub noun: Vec<String>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    pub id: String,
    #[allow(dead_code)]
    pub means: String,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub includes: Vec<String>,
    #[serde(default)]
    #[allow(dead_code)]
    pub origin: String,
    #[serde(default)]
    #[allow(dead_code)]
    pub yes: Vec<String>,
    #[serde(default)]
    #[allow(dead_code)]
    pub no: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameFile {
    #[serde(skip)]
    pub file: String,
    pub id: String,
    pub act: String,
    #[allow(dead_code)]
    pub means: String,
    #[serde(default)]
    pub verb: Vec<String>,
    #[serde(default)]
    pub noun: Vec<String>,
    #[serde(default)]
    pub adj: Vec<String>,
    #[serde(default)]
    pub need: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub not: BTreeMap<String, Vec<String>>,
    pub who: Option<Vec<String>>,
    pub whom: Option<Vec<String>>,
    #[serde(default)]
    pub why: Vec<String>,
    #[serde(default)]
    pub also: bool,
    pub polarity: Option<String>,
    pub reality: Option<String>,
    #[serde(default)]
    #[allow(dead_code)]
    pub origin: String,
    #[serde(default)]
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// `nouns.toml`: what nouns are that no class lists; each of `words` holds many, parted by spaces.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindFile {
    pub id: String,
    #[allow(dead_code)]
    pub means: String,
    pub classes: Vec<String>,
    #[serde(default)]
    pub ends: Vec<String>,
    pub words: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct WordFile {
    #[serde(default)]
    id: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    term: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    class: Vec<ClassFile>,
    #[serde(default)]
    kind: Vec<KindFile>,
    #[serde(default)]
    frame: Vec<FrameFile>,
    #[serde(default)]
    act: Vec<ActEntry>,
    #[serde(default)]
    deed: Vec<DeedEntry>,
    #[serde(default)]
    hedge: Vec<WordFile>,
    #[serde(default)]
    speech: Vec<WordFile>,
    #[serde(default)]
    list: Vec<WordFile>,
    /// `forms.toml`: `verbs` are lines "lemma form form …".
    #[serde(default)]
    form: Vec<WordFile>,
}

#[derive(Default)]
pub(super) struct Read {
    pub classes: Vec<ClassFile>,
    pub kinds: Vec<KindFile>,
    pub frames: Vec<FrameFile>,
    pub acts: Vec<ActEntry>,
    pub deeds: Vec<DeedEntry>,
    pub hedges: FxHashMap<SmolStr, HedgeTerm>,
    pub speech: FxHashMap<SmolStr, SmolStr>,
    pub lists: FxHashMap<SmolStr, FxHashSet<SmolStr>>,
    pub examples: Vec<Example>,
    /// Lines "lemma form form …".
    pub forms: Vec<String>,
    /// Verbs of speech entries.
    pub speech_verbs: Vec<SmolStr>,
}

pub(super) fn read(files: &[(&str, &str)]) -> Result<Read, LexiconError> {
    let mut out = Read::default();
    for (name, contents) in files {
        let file: File = toml::from_str(contents)
            .map_err(|e| LexiconError { file: (*name).to_owned(), what: e.to_string() })?;
        out.classes.extend(file.class);
        out.kinds.extend(file.kind);
        for mut frame in file.frame {
            frame.file = (*name).to_owned();
            for (list, yes) in [(&frame.yes, true), (&frame.no, false)] {
                out.examples.extend(list.iter().map(|text| example(name, &frame.id, &frame.act, text, yes)));
            }
            out.frames.push(frame);
        }
        for act in file.act {
            for (list, yes) in [(&act.yes, true), (&act.no, false)] {
                out.examples.extend(list.iter().map(|text| example(name, &act.code, &act.code, text, yes)));
            }
            out.acts.push(act);
        }
        out.deeds.extend(file.deed);
        for hedge in file.hedge {
            let term = term(&hedge.term).ok_or_else(|| {
                LexiconError::entry(name, &hedge.words.join(", "), "its `term` is no step of the scale")
            })?;
            out.hedges.extend(hedge.words.iter().map(|w| (SmolStr::new(w.to_lowercase()), term)));
        }
        for speech in file.speech {
            out.speech_verbs.extend(speech.verbs.iter().map(SmolStr::new));
            let kind = SmolStr::new(&speech.kind);
            for word in speech.verbs.iter().chain(&speech.words) {
                out.speech.insert(SmolStr::new(word.to_lowercase()), kind.clone());
            }
            let noun_kind = if speech.kind == "unnamed" { kind } else { SmolStr::new_static("noun") };
            for word in &speech.nouns {
                out.speech.entry(SmolStr::new(word.to_lowercase())).or_insert_with(|| noun_kind.clone());
            }
        }
        out.forms.extend(file.form.into_iter().flat_map(|f| f.verbs));
        for list in file.list {
            out.lists
                .entry(SmolStr::new(&list.id))
                .or_default()
                .extend(list.words.iter().map(|w| SmolStr::new(w.to_lowercase())));
        }
    }
    Ok(out)
}

fn example(file: &str, id: &str, act: &str, text: &str, yes: bool) -> Example {
    Example { file: file.to_owned(), id: id.to_owned(), act: act.to_owned(), text: text.to_owned(), yes }
}

fn term(word: &str) -> Option<HedgeTerm> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}
