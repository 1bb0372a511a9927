//! `cargo xtask train en --data DIR`: trains the English model and writes `models/en.kuam`.
//!
//! In: the bench folder (treebanks). Out: the model file, the same bytes for the same data and settings on one machine.
//! One thread, fixed seeds, sums in a fixed order.

mod adam;
mod amounts;
mod data;
mod domain;
mod grad;
mod lists;
mod names;
mod show;
mod silver;
mod tables;
mod vectors;
mod weights;

use adam::Adam;
use data::{Dice, Example, Sure};
use grad::{Batch, Drop};
use kua_syntax::lists::Lists;
use kua_syntax::model::{Model, Tables, to_bytes};
use kua_syntax::net::{DISTANCES, Dense, Net};
use kua_syntax::tensor::Matrix;
use kua_syntax::vocab::{FEATURES, Vocab};
use std::collections::BTreeMap;
use std::path::PathBuf;
use vectors::Vectors;
use weights::Weights;

/// Options of the training run.
#[derive(Debug, clap::Args)]
pub struct Train {
    /// Language of the model.
    #[arg(value_parser = ["en"])]
    language: String,
    /// The bench folder.
    #[arg(long)]
    data: PathBuf,
    /// Where the model goes.
    #[arg(long, default_value = "models/en.kuam")]
    out: PathBuf,
    /// Name lists.
    #[arg(long, default_value = "lexicon/en/names.toml")]
    names: PathBuf,
    /// Words of the field.
    #[arg(long, default_value = "lexicon/en/training.toml")]
    words: PathBuf,
    /// Passes over the data.
    #[arg(long, default_value_t = 28)]
    epochs: usize,
    /// Size of a word's vector.
    #[arg(long, default_value_t = 192)]
    width: usize,
    /// Size of the hidden layers of the arc scorer.
    #[arg(long, default_value_t = 128)]
    arc: usize,
    /// Size of the hidden layer of the labels.
    #[arg(long, default_value_t = 96)]
    label: usize,
    /// Recurrent layers.
    #[arg(long, default_value_t = 3)]
    depth: usize,
    /// Greatest step.
    #[arg(long, default_value_t = 0.0028)]
    rate: f32,
    /// Words a step.
    #[arg(long, default_value_t = 500)]
    batch: usize,
    /// Chances of leaving out: input, inner, head.
    #[arg(long, value_delimiter = ',', default_values_t = [0.27, 0.27, 0.27])]
    drop: Vec<f32>,
    /// Sentences labelled by the teacher; `none` for none.
    #[arg(long, default_value = "models/silver/en.conllu")]
    silver: PathBuf,
    /// Weight of the teacher's labels, beside 1 for the treebanks'.
    #[arg(long, default_value_t = 0.8)]
    silver_weight: f32,
    /// Vectors of words from the teacher; `none` for none.
    #[arg(long, default_value = "models/teacher/words.kuav")]
    vectors: PathBuf,
    /// Only writes the training sentences to this file, as CoNLL-U with entities in MISC (for `models/teacher`).
    #[arg(long)]
    show: Option<PathBuf>,
    /// Uses only this many sentences (for trying things).
    #[arg(long)]
    sentences: Option<usize>,
}

/// Chance that a sentence is shown with words of the field (`domain.rs`).
const DRESSED: f32 = 0.12;

/// Chance that a sentence is shown with one amount more (`amounts.rs`).
const HEDGED: f32 = 0.08;

/// A sentence as numbers.
struct Item {
    rows: Vec<[(u32, f32); FEATURES]>,
    /// Hash of each form, for its vector.
    forms: Vec<u32>,
    tags: Vec<Option<usize>>,
    entities: Vec<Option<usize>>,
    sure: Vec<Sure>,
    heads: Vec<usize>,
    labels: Vec<Option<usize>>,
}

/// What the word lists give.
struct Known {
    lists: Lists,
    exchange: lists::Exchange,
    domain: domain::Domain,
    met: lists::Met,
    vectors: Vectors,
}

/// Trains and writes the model.
pub fn run(args: &Train) -> Result<(), String> {
    let (mut examples, documents) = data::load(&args.data)?;
    if let Some(n) = args.sentences {
        examples.truncate(n);
    }
    let gold = examples.len();
    if args.show.is_none() && args.silver.as_os_str() != "none" {
        examples.extend(silver::load(&args.silver, args.silver_weight)?);
    }
    let list_lines = lists::read(&args.names)?;
    let mut known = Known {
        met: lists::Met::new(),
        lists: Lists::read(&list_lines),
        exchange: lists::Exchange::new(&list_lines),
        domain: domain::Domain::load(&args.words)?,
        vectors: if args.vectors.as_os_str() == "none" {
            Vectors::default()
        } else {
            Vectors::load(&args.vectors)?
        },
    };
    // Sentences with words of the field: they bring those words' features and lemmas into the tables.
    let mut dice = Dice::new(0x2545_f491_4f6c_dd1d);
    let mut seen = examples.clone();
    let mut counts = tables::count(&examples, &known.lists);
    for example in &examples {
        let mut copy = example.clone();
        known.domain.dress(&mut copy, 0.3, &mut dice);
        if copy.forms != example.forms {
            tables::count_changed(&mut counts, example, &copy, &known.lists);
            seen.push(copy);
        }
    }
    let tables = tables::build(&seen, &documents, &counts, list_lines, &known.vectors);
    eprintln!(
        "{} sentences, {} features, {} tags, {} labels, {} lemma rules",
        examples.len(),
        tables.hashes.len(),
        tables.tags.len(),
        tables.labels.len(),
        tables.rules.len() / 2
    );
    known.met = lists::meet(&examples[..gold], &known.lists);
    report_entities(&examples[..gold], &known);
    if let Some(path) = &args.show {
        return show::write(path, &examples[..gold], &known);
    }
    let vocab = Vocab::new(tables.hashes.clone());
    let weights = learn(args, &vocab, &examples, &tables, &known, &counts);
    let net = weights.fold(&known.vectors, &vocab, |hash| counts[0].contains_key(&hash));
    let bytes = to_bytes(&net, &tables);
    Model::from_bytes(&bytes).map_err(|e| e.to_string())?;
    std::fs::write(&args.out, &bytes).map_err(|e| format!("cannot write {}: {e}", args.out.display()))?;
    eprintln!("{}: {} bytes", args.out.display(), bytes.len());
    Ok(())
}

/// Says how many entities are marked, and how many guessed.
fn report_entities(examples: &[Example], known: &Known) {
    let mut counts: BTreeMap<(bool, Option<usize>), usize> = BTreeMap::new();
    for e in examples {
        let columns = match &e.entities {
            Some(marked) => marked.iter().map(|c| Some(*c)).collect(),
            None => lists::guess(e, &known.lists, &known.met),
        };
        for c in columns.into_iter().filter(|c| c.is_none_or(|c| c == 0 || c % 2 == 1)) {
            *counts.entry((e.entities.is_some(), c)).or_default() += 1;
        }
    }
    for ((marked, column), n) in counts {
        let name = column.map_or("unknown word".to_string(), |c| {
            if c == 0 { "no entity".into() } else { format!("{:?}", kua_syntax::entity::TYPES[c / 2]) }
        });
        eprintln!("entities {} {name}: {n}", if marked { "marked" } else { "guessed" });
    }
}

fn learn(
    args: &Train,
    vocab: &Vocab,
    examples: &[Example],
    tables: &Tables,
    known: &Known,
    counts: &[BTreeMap<u32, usize>],
) -> Weights {
    let mut dice = Dice::new(0x9e37_79b9_7f4a_7c15);
    let mut net = begin(args, vocab, tables, &known.vectors, &mut dice);
    let mut adam = Adam::new(&net);
    let mut grad = adam::like(&net);
    let mut mean = adam::like(&net);
    let mut kept = 0.0f32;
    let columns = [tables.tags.len(), kua_syntax::entity::TAGS, tables.labels.len()];
    let drop = Drop { input: args.drop[0], inner: args.drop[1], head: args.drop[2] };
    let words: usize = examples.iter().map(|e| e.forms.len()).sum();
    let total = (args.epochs * words) as f32;
    let mut done = 0usize;
    let mut touched = Vec::new();
    let began = std::time::Instant::now();
    for epoch in 0..args.epochs {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        dice.shuffle(&mut order);
        let (mut loss, mut seen, mut batch, mut steps) = (0.0f64, 0usize, Batch::default(), 0usize);
        for (at, &index) in order.iter().enumerate() {
            let mut example = examples[index].varied(&mut dice);
            if dice.roll() < HEDGED {
                amounts::hedge(&mut example, &mut dice);
            }
            if dice.roll() < DRESSED {
                known.domain.dress(&mut example, 0.45, &mut dice);
            }
            let numbers = lists::numbers(&example.forms, &known.lists);
            known.exchange.apply(&mut example, &numbers, &mut dice);
            let item = item(&example, vocab, tables, known, counts);
            push(&mut batch, &item, &known.vectors, &mut dice);
            if batch.rows.len() < args.batch && at + 1 < order.len() {
                continue;
            }
            let size = batch.rows.len();
            loss += f64::from(grad::step(
                &net,
                &known.vectors.values,
                &batch,
                columns,
                drop,
                &mut dice,
                &mut grad,
                &mut touched,
            ));
            done += size;
            seen += size;
            let part = done as f32 / total;
            // Warm up over the first hundredth, then fall to a fiftieth.
            let rate = args.rate * (part / 0.01).min(1.0) * (1.0 - part * 0.98);
            adam.step(&mut net, &mut grad, &mut touched, rate, 1.0 / size as f32, 2.0);
            batch = Batch::default();
            steps += 1;
            // The mean over the last steps is steadier than the last weights.
            if part > 0.85 && steps % 20 == 0 {
                average(&mut mean, &mut net);
                kept += 1.0;
            }
        }
        eprintln!(
            "epoch {:2}  loss {:.4}  {:.0} s",
            epoch + 1,
            loss / seen as f64,
            began.elapsed().as_secs_f32()
        );
    }
    if kept > 0.0 {
        for b in adam::blocks(&mut mean) {
            b.iter_mut().for_each(|x| *x /= kept);
        }
        mean.net.embedding.data.iter_mut().for_each(|x| *x /= kept);
        return mean;
    }
    net
}

fn average(mean: &mut Weights, net: &mut Weights) {
    for (m, w) in adam::blocks(mean).into_iter().zip(adam::blocks(net)) {
        m.iter_mut().zip(w.iter()).for_each(|(m, w)| *m += w);
    }
    mean.net.embedding.data.iter_mut().zip(&net.net.embedding.data).for_each(|(m, w)| *m += w);
}

/// Random weights.
fn begin(args: &Train, vocab: &Vocab, tables: &Tables, vectors: &Vectors, dice: &mut Dice) -> Weights {
    let d = args.width;
    let mut fill =
        |m: &mut Matrix, size: f32| m.data.iter_mut().for_each(|x| *x = (dice.roll() * 2.0 - 1.0) * size);
    let mut dense = |inputs: usize, outputs: usize, gain: f32| {
        let mut layer = Dense::zeros(inputs, outputs);
        fill(&mut layer.weight, gain * (3.0 / inputs as f32).sqrt());
        layer
    };
    let mut net = Net {
        window: dense(3 * d, d, 1.4),
        layers: (0..args.depth).map(|_| dense(d, 3 * d, 1.0)).collect(),
        tag: dense(d, tables.tags.len(), 0.5),
        entity: dense(d, kua_syntax::entity::TAGS, 0.5),
        dependent: dense(d, args.arc, 1.0),
        head: dense(d, args.arc, 1.0),
        arc: dense(args.arc, args.arc, 0.5),
        label_dependent: dense(d, args.label, 1.0),
        label_head: dense(d, args.label, 1.0),
        label: dense(args.label, tables.labels.len(), 0.5),
        ..Net::default()
    };
    net.embedding = Matrix::zeros(vocab.len(), d);
    net.root = Matrix::zeros(1, net.dependent.weight.cols);
    net.label_root = Matrix::zeros(1, net.label_head.weight.cols);
    net.far = Matrix::zeros(1, DISTANCES);
    fill(&mut net.embedding, 0.3);
    fill(&mut net.root, 0.3);
    fill(&mut net.label_root, 0.3);
    let mut project = Matrix::zeros(vectors.width(), d);
    fill(&mut project, 0.1);
    Weights { net, project }
}

fn item(
    example: &Example,
    vocab: &Vocab,
    tables: &Tables,
    known: &Known,
    counts: &[BTreeMap<u32, usize>],
) -> Item {
    let find = |list: &[String], value: &String| list.binary_search(value).ok();
    let hashes = tables::hashes(example, &known.lists);
    let rows = hashes
        .iter()
        .map(|hashes| {
            std::array::from_fn(|kind| {
                let times = counts[kind].get(&hashes[kind]).copied().unwrap_or(0) as f32;
                (vocab.row(kind, hashes[kind]), times)
            })
        })
        .collect();
    Item {
        rows,
        forms: hashes.iter().map(|word| word[0]).collect(),
        tags: example.tags.iter().map(|t| find(&tables.tags, t)).collect(),
        entities: match &example.entities {
            Some(columns) => columns.iter().map(|c| Some(*c)).collect(),
            None => lists::guess(example, &known.lists, &known.met),
        },
        sure: example.sure.clone(),
        heads: example.heads.clone(),
        labels: example.rels.iter().map(|r| find(&tables.labels, r)).collect(),
    }
}

/// Lays a sentence onto the batch; rare features are sometimes taken for unknown ones, so that the model learns to do without.
fn push(batch: &mut Batch, item: &Item, vectors: &Vectors, dice: &mut Dice) {
    let first = batch.rows.len();
    for (word, form) in item.rows.iter().zip(&item.forms) {
        let mut rows = [0; FEATURES];
        for (kind, (row, times)) in word.iter().enumerate() {
            let rare = 0.3 / (0.3 + times);
            rows[kind] = if dice.roll() < rare {
                kind as u32
            } else if dice.roll() < 0.05 {
                u32::MAX
            } else {
                *row
            };
        }
        batch.rows.push(rows);
        batch.vectors.push(vectors.row(*form).filter(|_| rows[0] != u32::MAX));
    }
    batch.bounds.push((first, batch.rows.len()));
    let weighed = |columns: &[Option<usize>], weight: fn(&Sure) -> f32| -> Vec<Option<(usize, f32)>> {
        columns.iter().zip(&item.sure).map(|(c, sure)| c.map(|c| (c, weight(sure)))).collect()
    };
    batch.tags.extend(weighed(&item.tags, |s| s.tag));
    batch.entities.extend(weighed(&item.entities, |s| s.entity));
    batch.heads.extend(&item.heads);
    batch.head_weights.extend(item.sure.iter().map(|s| s.head));
    batch.labels.extend(weighed(&item.labels, |s| s.label));
}
