//! Training sentences: which documents are used, what is read from them, and how some are varied.
//!
//! In: the bench folder. Out: [`Example`]s. Used: UD English EWT (CC BY-SA 4.0), and of GUM only the genres under CC BY
//! (news, interview, court). Never read: a dev file, and documents that a dev file holds.

use kua_syntax::conllu::{self, Group};
use kua_syntax::{EntityType, Rel, split::Word};
use std::collections::BTreeSet;
use std::path::Path;

/// One sentence with its gold annotation.
#[derive(Debug, Clone)]
pub struct Example {
    /// Written forms.
    pub forms: Vec<String>,
    /// White space before and after each word.
    pub space: Vec<(bool, bool)>,
    /// UPOS and features, a tab between.
    pub tags: Vec<String>,
    /// Whether the treebank tags the word as a name (XPOS `NNP`, `NNPS`): "United" in "United Nations" too.
    pub proper: Vec<bool>,
    /// Lemmas.
    pub lemmas: Vec<String>,
    /// 0 is the root, otherwise the head counted from 1.
    pub heads: Vec<usize>,
    /// Relation names as this project knows them.
    pub rels: Vec<String>,
    /// Entity tags ([`kua_syntax::entity`] columns), where the source marks entities.
    pub entities: Option<Vec<usize>>,
    /// How much each word's annotation counts.
    pub sure: Vec<Sure>,
}

/// Weights of what is said of a word, from 0 (nothing is learned) to 1.
#[derive(Debug, Clone, Copy)]
pub struct Sure {
    /// Of its tag.
    pub tag: f32,
    /// Of its head.
    pub head: f32,
    /// Of its label.
    pub label: f32,
    /// Of its entity tag.
    pub entity: f32,
}

impl Sure {
    /// Marked by people.
    pub const GOLD: Self = Self { tag: 1.0, head: 1.0, label: 1.0, entity: 1.0 };
    /// The same, the entity guessed from lists.
    const GUESSED: Self = Self { entity: 0.3, ..Self::GOLD };
}

/// GUM genres under CC BY.
const GENRES: [&str; 3] = ["GUM_news_", "GUM_interview_", "GUM_court_"];

/// Reads all training sentences and the documents they come from.
pub fn load(dir: &Path) -> Result<(Vec<Example>, Vec<conllu::Document>), String> {
    let read = |name: &str| -> Result<conllu::Document, String> {
        let path = dir.join("syntax").join(name);
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        conllu::read(&text).map_err(|e| format!("{}: {e}", path.display()))
    };
    let ewt = read("en_ewt-train.conllu")?;
    let gum = read("en_gum-train.conllu")?;
    let held = read("en_gum-dev.conllu")?;
    let held: BTreeSet<String> = held.sentences.iter().filter_map(document).collect();
    let mut out: Vec<Example> = ewt.sentences.iter().map(|g| example(&ewt.text, g, None)).collect();
    for group in &gum.sentences {
        let Some(doc) = document(group) else { continue };
        if GENRES.iter().any(|g| doc.starts_with(g)) && !held.contains(&doc) {
            out.push(example(&gum.text, group, Some(super::names::names(group))));
        }
    }
    Ok((out, vec![ewt]))
}

/// `GUM_news_afghan` of `# sent_id = GUM_news_afghan-12`.
fn document(group: &Group) -> Option<String> {
    let id = group.comments.iter().find_map(|c| c.strip_prefix("# sent_id = "))?;
    Some(id.rsplit_once('-')?.0.to_string())
}

/// A sentence of a treebank.
pub fn example(text: &str, group: &Group, entities: Option<Vec<(usize, usize, EntityType)>>) -> Example {
    let words: Vec<Word> = group.words.iter().map(|w| Word { form: &w.form, span: w.span }).collect();
    let n = words.len();
    let empty = |s: &str| if s == "_" { String::new() } else { s.to_string() };
    Example {
        forms: group.words.iter().map(|w| w.form.clone()).collect(),
        space: (0..n).map(|i| kua_syntax::model::spacing(text, &words, i)).collect(),
        tags: group.words.iter().map(|w| format!("{}\t{}", w.upos, empty(&w.feats))).collect(),
        proper: group.words.iter().map(|w| w.xpos.starts_with("NNP")).collect(),
        lemmas: group.words.iter().map(|w| w.lemma.clone()).collect(),
        heads: group.words.iter().map(|w| w.head).collect(),
        rels: group
            .words
            .iter()
            .map(|w| Rel::find(&w.rel).unwrap_or(Rel::DEP).as_str().to_string())
            .collect(),
        sure: vec![if entities.is_some() { Sure::GOLD } else { Sure::GUESSED }; n],
        entities: entities.map(|found| super::names::columns(n, &found)),
    }
}

/// Cheap repeatable random numbers (xorshift64*).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// `seed` is not 0.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to below 1.
    pub fn roll(&mut self) -> f32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40) as f32 / 16_777_216.0
    }

    /// From 0 to below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.roll() * n as f32) as usize).min(n.saturating_sub(1))
    }

    /// Fisher–Yates.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

impl Example {
    /// Now and then gives the sentence another dress: all capitals, headline capitals, no full stop at the end.
    pub fn varied(&self, dice: &mut Dice) -> Example {
        let mut out = self.clone();
        // Editors' brackets are rare in the treebanks and common in interviews.
        if dice.roll() < 0.2 {
            for form in &mut out.forms {
                match form.as_str() {
                    "(" | "-LRB-" => *form = "[".into(),
                    ")" | "-RRB-" => *form = "]".into(),
                    _ => {}
                }
            }
        }
        if dice.roll() < 0.05 {
            out.prefix(dice);
        }
        let r = dice.roll();
        if r < 0.02 {
            for form in &mut out.forms {
                *form = form.to_uppercase();
            }
        } else if r < 0.04 {
            for (form, tag) in out.forms.iter_mut().zip(&out.tags) {
                if ["NOUN", "VERB", "ADJ", "ADV", "NUM"].iter().any(|t| tag.starts_with(t)) {
                    let mut chars = form.chars();
                    *form = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
                }
            }
        }
        if dice.roll() < 0.05 && out.forms.len() > 3 {
            let last = out.forms.len() - 1;
            if out.forms[last] == "." && !out.heads.contains(&(last + 1)) {
                out.forms.pop();
                out.space.pop();
                out.tags.pop();
                out.proper.pop();
                out.lemmas.pop();
                out.heads.pop();
                out.rels.pop();
                out.sure.pop();
                if let Some(e) = &mut out.entities {
                    e.pop();
                }
            }
        }
        out
    }

    /// Puts a speaker's label or a time before the sentence, as in interviews and logs; its root stays the root.
    fn prefix(&mut self, dice: &mut Dice) {
        const LABELS: [&str; 12] = [
            "Q",
            "A",
            "Interviewer",
            "Reporter",
            "Witness",
            "Photo",
            "UPDATE",
            "Summary",
            "Moderator",
            "Answer",
            "Question",
            "Note",
        ];
        let Some(root) = self.heads.iter().position(|h| *h == 0) else { return };
        let noun = "NOUN\tNumber=Sing";
        let time = "NUM\tNumForm=Digit|NumType=Card";
        let (forms, tags, rels): (Vec<String>, Vec<&str>, Vec<&str>) = match dice.below(3) {
            0 => (
                vec![LABELS[dice.below(LABELS.len())].into(), ":".into()],
                vec![noun, "PUNCT\t"],
                vec!["parataxis", "punct"],
            ),
            1 => (
                vec![format!("{:02}:{:02}", dice.below(24), dice.below(60))],
                vec![time],
                vec!["obl:unmarked"],
            ),
            _ => (
                vec![format!("{}", 1 + dice.below(20)), ".".into()],
                vec![time, "PUNCT\t"],
                vec!["dep", "punct"],
            ),
        };
        let k = forms.len();
        for h in &mut self.heads {
            *h = if *h == 0 { 0 } else { *h + k };
        }
        let heads = [root + 1 + k, 1];
        let space = |i: usize| {
            if k == 1 {
                (true, true)
            } else if i == 0 {
                (true, false)
            } else {
                (false, true)
            }
        };
        self.heads.splice(0..0, heads[..k].iter().copied());
        self.space.splice(0..0, (0..k).map(space));
        self.lemmas.splice(0..0, forms.iter().map(|f| f.to_lowercase()));
        self.tags.splice(0..0, tags.iter().map(|t| (*t).to_string()));
        self.rels.splice(0..0, rels.iter().map(|r| (*r).to_string()));
        self.proper.splice(0..0, vec![false; k]);
        self.forms.splice(0..0, forms);
        self.sure.splice(0..0, vec![Sure::GOLD; k]);
        if let Some(e) = &mut self.entities {
            e.splice(0..0, vec![0; k]);
        }
    }
}
