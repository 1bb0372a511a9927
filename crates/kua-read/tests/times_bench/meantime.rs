//! MEANTIME: TIMEX3 values in 59 Wikinews articles: share found, and share of the found with the right value. Only the
//! first sentences of each article are marked there, so precision cannot be told.

use crate::{bench, misses};
use kua_read::time::{Anchor, TimexType, find_times};
use kua_record::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(tag[at..].split('"').next()?.to_owned())
}

/// Text, document date, and `(span, type, value)` of the dates and times marked in it.
fn read(xml: &str) -> (String, Option<jiff::civil::Date>, Vec<(Span, String, String)>) {
    let mut text = String::new();
    let mut spans = BTreeMap::new();
    let mut sentence = String::new();
    for line in xml.lines() {
        for piece in line.split("<token ").skip(1) {
            let tag = format!(" {}", piece.split('>').next().unwrap_or_default());
            let word = piece.split('>').nth(1).unwrap_or_default().split('<').next().unwrap_or_default();
            let word = word.replace("&amp;", "&").replace("&quot;", "\"").replace("&apos;", "'");
            let now = attribute(&tag, "sentence").unwrap_or_default();
            if now != sentence && !text.is_empty() {
                text.push('\n');
            } else if !matches!(word.as_str(), "," | "." | "'s" | ")" | "%" | ";" | ":" | "n't")
                && !text.is_empty()
            {
                text.push(' ');
            }
            sentence = now;
            let start = text.len();
            text.push_str(&word);
            if let Some(id) = attribute(&tag, "t_id") {
                spans.insert(id, Span::new(start, text.len()));
            }
        }
    }
    let (mut date, mut gold) = (None, Vec::new());
    for block in xml.split("<TIMEX3 ").skip(1) {
        let tag = format!(" {}", block.split('>').next().unwrap_or_default());
        let (kind, value) =
            (attribute(&tag, "type").unwrap_or_default(), attribute(&tag, "value").unwrap_or_default());
        if attribute(&tag, "functionInDocument").as_deref() == Some("CREATION_TIME") {
            date = value.get(..10).and_then(|d| d.parse().ok());
        }
        let body = block.split("</TIMEX3>").next().unwrap_or_default();
        let span = body
            .split("<token_anchor ")
            .skip(1)
            .filter_map(|t| spans.get(&attribute(&format!(" {t}"), "t_id")?).copied())
            .reduce(Span::join);
        if let (Some(span), false) = (span, tag.trim_end().ends_with('/')) {
            gold.push((span, kind, value));
        }
    }
    (text, date, gold)
}

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "xml") {
            out.push(path);
        }
    }
}

#[test]
fn meantime() {
    let Some(dir) = bench("meantime") else { return };
    let mut paths = Vec::new();
    files(&dir.join("meantime/intra-doc_annotation"), &mut paths);
    paths.sort();
    let (mut right, mut wanted, mut found, mut met) = (0, 0, 0, 0);
    for path in paths {
        let (text, date, gold) = read(&std::fs::read_to_string(&path).unwrap());
        let anchor = date.map_or_else(Anchor::default, Anchor::on);
        let ours: Vec<_> = find_times(&text, &[], &anchor)
            .into_iter()
            .filter(|m| matches!(m.kind, TimexType::Date | TimexType::Time) && m.base.is_some())
            .collect();
        found += ours.len();
        // Vague values ("PRESENT_REF", "XXXX") name no interval.
        let gold: Vec<_> = gold
            .into_iter()
            .filter(|(_, kind, v)| {
                (kind == "DATE" || kind == "TIME")
                    && v.starts_with(|c: char| c.is_ascii_digit())
                    && !v.contains('X')
            })
            .collect();
        wanted += gold.len();
        let mut used = vec![false; ours.len()];
        for (span, _, value) in &gold {
            let hit = ours
                .iter()
                .enumerate()
                .find(|(i, m)| m.span.overlaps(*span) && (!used[*i] || m.rule == "range"));
            met += usize::from(hit.is_some());
            let same = hit.is_some_and(|(_, m)| {
                let v = m.value.as_deref().unwrap_or_default();
                let plain = v.split(' ').next().unwrap_or_default();
                plain == value
                    || plain.split('/').any(|p| p == value)
                    || value.len() >= 11 && plain.starts_with(&value[..value.len().min(16)])
            });
            if let Some((i, _)) = hit {
                used[i] = true;
            }
            right += usize::from(same);
            if !same && misses() {
                eprintln!(
                    "meantime: want {value} for {:?}, got {:?}",
                    span.of(&text),
                    hit.map(|(_, m)| (m.span.of(&text), &m.value))
                );
            }
        }
        if misses() {
            for (m, _) in ours.iter().zip(&used).filter(|(_, u)| !**u) {
                let before: Vec<char> = text[..m.span.start].chars().rev().take(40).collect();
                let before: String = before.into_iter().rev().collect();
                eprintln!("meantime: extra {before:?} [{}] {:?}", m.span.of(&text), m.value);
            }
        }
    }

    println!(
        "meantime: {met} of {wanted} found, {:.3} of these with the right value ({found} found in all; only the first sentences are marked)",
        right as f64 / met as f64
    );
}
