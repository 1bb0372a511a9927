//! The program as people run it: exit codes, what goes to which stream, `-o`, standard input, threads.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const REPORT: &str = "date 2024-05-18\n\nOn Tuesday evening about 300 quarry workers blocked the road near Taraz over \
unpaid wages. Police detained 12 people, a shift foreman said. Nobody was hurt.\n";

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs `kua` in `dir` without the user's own gazetteer.
fn kua(dir: &Path, args: &[&str]) -> Run {
    run(dir, args, None)
}

fn run(dir: &Path, args: &[&str], stdin: Option<&str>) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kua"))
        .args(args)
        .current_dir(dir)
        .env("KUA_GAZETTEER", dir.join("no-gazetteer.tsv"))
        .env_remove("KUA_GOLD")
        .stdin(if stdin.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    if let (Some(text), Some(mut pipe)) = (stdin, child.stdin.take()) {
        pipe.write_all(text.as_bytes()).unwrap();
    }
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("report.txt"), REPORT).unwrap();
    dir
}

#[test]
fn help_of_every_command_has_two_examples() {
    let dir = folder();
    let commands: &[&[&str]] = &[
        &[],
        &["demo"],
        &["read"],
        &["report"],
        &["ask"],
        &["explain"],
        &["inspect"],
        &["score"],
        &["agree"],
        &["gazetteer"],
        &["gazetteer", "import"],
        &["lexicon"],
        &["lexicon", "check"],
    ];
    for command in commands {
        let help = kua(dir.path(), &[*command, &["--help"]].concat());
        assert_eq!(help.code, 0, "{command:?}: {}", help.err);
        let examples = help.out.split("Examples:").nth(1).unwrap_or_default();
        assert!(examples.matches("kua ").count() >= 2, "{command:?}");
        assert!(help.out.lines().all(|l| l.chars().count() <= 80), "{command:?}");
    }
}

#[test]
fn claims_go_to_standard_output_and_the_summary_to_standard_error() {
    let dir = folder();
    let read = kua(dir.path(), &["read", "report.txt", "--format", "jsonl"]);
    assert_eq!(read.code, 0, "{}", read.err);
    let claims: Vec<serde_json::Value> = read.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(claims.iter().any(|c| c["act"] == "gather.block" && c["doc"] == "report.txt"), "{}", read.out);
    for claim in &claims {
        let (a, b) = (claim["start"].as_u64().unwrap() as usize, claim["end"].as_u64().unwrap() as usize);
        assert_eq!(claim["quote"], REPORT[a..b]);
    }
    assert_eq!(read.err, format!("1 document, {} claims\n", claims.len()));
}

#[test]
fn text_is_readable_in_80_columns_and_without_colour() {
    let dir = folder();
    let read = kua(dir.path(), &["read", "report.txt"]);
    assert!(read.out.lines().all(|l| l.chars().count() <= 80), "{}", read.out);
    assert!(read.out.contains("▸ gather.block") && read.out.contains("from its first line"), "{}", read.out);
    assert!(!read.out.contains('\u{1b}'));
}

#[test]
fn a_bad_file_is_named_and_does_not_stop_the_others() {
    let dir = folder();
    std::fs::write(dir.path().join("a-empty.txt"), "").unwrap();
    std::fs::write(dir.path().join("b-broken.pdf"), "%PDF-1.4 nothing").unwrap();
    std::fs::write(dir.path().join("picture.png"), "x").unwrap();
    let read = kua(dir.path(), &["read", ".", "--format", "jsonl"]);
    assert_eq!(read.code, 1);
    assert!(read.out.contains("\"report.txt\""), "{}", read.out);
    for named in ["a-empty.txt", "b-broken.pdf", "skipped `./picture.png`", "2 files failed, 1 skipped"] {
        assert!(read.err.contains(named), "{named}: {}", read.err);
    }
    let missing = kua(dir.path(), &["read", "report.txt", "gone.txt"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("gone.txt") && missing.out.contains("gather.block"));
}

#[test]
fn wrong_use_is_2_and_nothing_found_is_3() {
    let dir = folder();
    assert_eq!(kua(dir.path(), &["read"]).code, 2);
    assert_eq!(kua(dir.path(), &["read", "report.txt", "--date", "18 May"]).code, 2);
    assert_eq!(kua(dir.path(), &["inspect", "dreams", "report.txt"]).code, 2);
    std::fs::create_dir(dir.path().join("empty")).unwrap();
    let none = kua(dir.path(), &["read", "empty"]);
    assert_eq!((none.code, none.out.as_str()), (3, ""));
}

#[test]
fn an_output_file_is_never_overwritten_without_force() {
    let dir = folder();
    let file = dir.path().join("out.jsonl");
    std::fs::write(&file, "mine").unwrap();
    let args = ["read", "report.txt", "--format", "jsonl", "-o", "out.jsonl"];
    let refused = kua(dir.path(), &args);
    assert_eq!(refused.code, 2, "{}", refused.err);
    assert!(refused.err.contains("--force"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let forced = kua(dir.path(), &[&args[..], &["--force"]].concat());
    assert_eq!((forced.code, forced.out.as_str()), (0, ""), "{}", forced.err);
    let plain = kua(dir.path(), &args[..4]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), plain.out);
    let own = kua(dir.path(), &["read", "report.txt", "-o", "report.txt", "--force"]);
    assert_eq!(own.code, 2);
    assert_eq!(std::fs::read_to_string(dir.path().join("report.txt")).unwrap(), REPORT);
}

#[test]
fn standard_input_is_a_document() {
    let dir = folder();
    let read = run(dir.path(), &["read", "-", "--format", "jsonl"], Some(REPORT));
    assert_eq!(read.code, 0, "{}", read.err);
    assert!(read.out.contains("\"doc\":\"-\"") && read.out.contains("gather.block"), "{}", read.out);
}

#[test]
fn the_same_bytes_at_any_number_of_threads() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let dir = folder();
    for entry in std::fs::read_dir(samples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            std::fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    std::fs::write(dir.path().join("x.png"), "x").unwrap();
    let read = |threads| kua(dir.path(), &["read", ".", "--format", "jsonl", "--threads", threads]);
    let (one, two) = (read("1"), read("2"));
    assert!(one.code == 0 && one.out.lines().count() > 50, "{}", one.err);
    assert!(one.out == two.out);
    assert!(one.err == two.err);
}

#[test]
fn a_language_without_a_reader_is_a_warning() {
    let dir = folder();
    std::fs::write(
        dir.path().join("ru.txt"),
        "Полиция задержала двенадцать человек на площади, сообщили жители.\n",
    )
    .unwrap();
    let read = kua(dir.path(), &["read", "ru.txt", "--format", "jsonl"]);
    assert_eq!((read.code, read.out.as_str()), (0, ""), "{}", read.err);
    assert!(
        read.err.contains("no reader for Russian") && read.err.contains("1 document, 0 claims"),
        "{}",
        read.err
    );
}

#[test]
fn imported_claims_are_checked_against_the_bytes() {
    let dir = folder();
    let at = REPORT.find("Police").unwrap();
    let end = at + "Police detained 12 people".len();
    let good = format!(
        r#"{{"doc":"report.txt","start":{at},"end":{end},"quote":"Police detained 12 people","act":"law.detain"}}"#
    );
    let bad = good.replace(&format!("\"start\":{at}"), &format!("\"start\":{}", at + 1));
    std::fs::write(dir.path().join("desk.claims.jsonl"), format!("{good}\n{bad}\n")).unwrap();
    let read = kua(dir.path(), &["read", "report.txt", "--import", "desk.claims.jsonl"]);
    assert_eq!(read.code, 1);
    assert_eq!(read.out.lines().count(), 1);
    assert!(read.out.contains("\"reader\":\"desk\""), "{}", read.out);
    assert!(read.err.contains("line 2") && read.err.contains("not the document's words"), "{}", read.err);
}

#[test]
fn a_claim_is_explained_by_its_words_and_rules() {
    let dir = folder();
    let read = kua(dir.path(), &["read", "report.txt", "--format", "jsonl"]);
    let claim: serde_json::Value = serde_json::from_str(read.out.lines().next().unwrap()).unwrap();
    let id = claim["id"].as_str().unwrap();
    let explained = kua(dir.path(), &["explain", "report.txt", "--claim", &id[..8]]);
    assert_eq!(explained.code, 0, "{}", explained.err);
    assert!(explained.out.contains(id) && explained.out.contains("rule ") && explained.out.contains('└'));
    assert!(explained.out.lines().all(|l| l.chars().count() <= 80), "{}", explained.out);
    let at = kua(dir.path(), &["explain", "report.txt", "--at", &claim["start"].to_string()]);
    assert!(at.out.contains(id));
    assert_eq!(kua(dir.path(), &["explain", "report.txt", "--claim", "0000000000000000"]).code, 1);
    assert_eq!(kua(dir.path(), &["explain", "report.txt"]).code, 2);
}

#[test]
fn layers_are_json_lines() {
    let dir = folder();
    let layers =
        ["text", "entities", "times", "places", "counts", "turns", "roles", "speech", "factuality", "means"];
    for layer in layers {
        let rows = kua(dir.path(), &["inspect", layer, "report.txt"]);
        assert_eq!(rows.code, 0, "{layer}: {}", rows.err);
        for row in rows.out.lines() {
            let row: serde_json::Value = serde_json::from_str(row).unwrap();
            assert_eq!(row["doc"], "report.txt");
            if let (Some(a), Some(b), "times" | "places" | "counts" | "entities") =
                (row["start"].as_u64(), row["end"].as_u64(), layer)
            {
                assert_eq!(row["text"], REPORT[a as usize..b as usize], "{layer}");
            }
        }
    }
    let times = kua(dir.path(), &["inspect", "times", "report.txt"]);
    assert!(times.out.contains("2024-05-14"), "{}", times.out);
}

#[test]
fn each_line_is_a_document_empty_ones_too() {
    let dir = folder();
    let input = "dozens of miners\n\nabout 300 people\r\n";
    let rows = run(dir.path(), &["inspect", "text", "-", "--lines"], Some(input));
    let docs: Vec<serde_json::Value> = rows.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let texts: Vec<_> =
        docs.iter().map(|d| (d["doc"].as_str().unwrap(), d["text"].as_str().unwrap())).collect();
    assert_eq!(texts, [("1", "dozens of miners"), ("2", ""), ("3", "about 300 people")]);
    let counts = run(dir.path(), &["inspect", "counts", "-", "--lines", "--threads", "2"], Some(input));
    assert!(counts.out.contains("\"doc\":\"3\"") && counts.out.contains("\"low\":270"), "{}", counts.out);
}

#[test]
fn given_spans_are_resolved_and_given_tokens_are_kept() {
    let dir = folder();
    std::fs::write(dir.path().join("spans.jsonl"), "{\"doc\": 1, \"start\": 8, \"end\": 17}\n").unwrap();
    let args = ["inspect", "times", "-", "--lines", "--date", "2024-05-18", "--spans", "spans.jsonl"];
    let times = run(dir.path(), &args, Some("It was: yesterday.\n"));
    assert!(times.out.contains("\"value\":\"2024-05-17\""), "{}{}", times.out, times.err);
    let row = |id, form: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n");
    let conllu = format!("# sent_id = x\n{}{}\n", row(1, "They"), row(2, "marched"));
    let trees = run(dir.path(), &["inspect", "syntax", "-", "--conllu"], Some(&conllu));
    assert!(
        trees.out.starts_with("# sent_id = x\n1\tThey\t") && trees.out.contains("\troot\t"),
        "{}",
        trees.out
    );
}

#[test]
fn the_samples_score_as_themselves() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let dir = folder();
    let gold = std::fs::read_to_string(samples.join("04-wire.claims.jsonl")).unwrap();
    std::fs::write(dir.path().join("p.jsonl"), gold).unwrap();
    let score = kua(dir.path(), &["score", samples.to_str().unwrap(), "p.jsonl", "--doc", "04-wire"]);
    assert_eq!(score.code, 0, "{}", score.err);
    let report: serde_json::Value = serde_json::from_str(&score.out).unwrap();
    assert_eq!(report["unanchored"], 0);
    let agree = kua(dir.path(), &["agree", "p.jsonl", "p.jsonl", "--json"]);
    assert_eq!(agree.code, 0, "{}", agree.err);
    serde_json::from_str::<serde_json::Value>(&agree.out).unwrap();
}

#[test]
fn the_demo_writes_texts_and_dossier_and_nothing_over_other_things() {
    let dir = folder();
    let demo = kua(dir.path(), &["demo"]);
    assert_eq!(demo.code, 0, "{}", demo.err);
    assert!(demo.out.contains("12 sample reports") && demo.out.contains("index.html"), "{}", demo.out);
    for file in ["index.html", "claims.jsonl", "texts/04-wire.txt", "texts/docs.json"] {
        assert!(dir.path().join("kua-demo").join(file).is_file(), "{file}");
    }
    assert_eq!(kua(dir.path(), &["demo"]).code, 0, "a demo may be made anew");
    let other = kua(dir.path(), &["demo", "--out", "."]);
    assert_eq!(other.code, 2);
    assert!(!dir.path().join("index.html").exists());
}

#[test]
fn a_question_is_answered_from_claims_or_not_in_the_record() {
    let dir = folder();
    let asked = kua(dir.path(), &["ask", "report.txt", "How many people were detained?"]);
    assert_eq!(asked.code, 0, "{}", asked.err);
    assert!(
        asked.out.contains("12") && asked.out.contains("[1]") && asked.out.contains("report.txt"),
        "{}",
        asked.out
    );
    assert!(asked.out.lines().all(|l| l.chars().count() <= 80), "{}", asked.out);
    let none = kua(dir.path(), &["ask", "report.txt", "-q", "Who closed the airport?", "--json"]);
    assert_eq!(none.code, 0, "{}", none.err);
    let answer: serde_json::Value = serde_json::from_str(&none.out).unwrap();
    assert_eq!(answer["answer"], serde_json::json!([]), "{}", none.out);
    assert!(!answer["gaps"].as_array().unwrap().is_empty());
    assert_eq!(kua(dir.path(), &["ask", "report.txt"]).code, 2);
}

#[test]
fn a_dossier_is_a_folder_with_an_index() {
    let dir = folder();
    let report = kua(dir.path(), &["report", "report.txt", "-o", "dossier"]);
    assert_eq!((report.code, report.out.as_str()), (0, ""), "{}", report.err);
    assert!(
        dir.path().join("dossier/index.html").is_file() && dir.path().join("dossier/claims.jsonl").is_file()
    );
    assert_eq!(kua(dir.path(), &["report", "report.txt", "-o", "dossier"]).code, 2);
    assert_eq!(kua(dir.path(), &["report", "report.txt", "-o", "dossier", "--force"]).code, 0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_complete_and_ends_with_130() {
    use std::io::{BufRead, BufReader};
    let dir = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kua"))
        .args(["read", "report.txt", "-", "--format", "jsonl"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Standard input stays open: the program waits for the second document.
    let stdin = child.stdin.take().unwrap();
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(130));
    let lines: Vec<String> = BufReader::new(&output.stdout[..]).lines().map(Result::unwrap).collect();
    assert!(!lines.is_empty());
    for line in lines {
        serde_json::from_str::<serde_json::Value>(&line).unwrap();
    }
    assert!(String::from_utf8_lossy(&output.stderr).contains("stopped: 1 document"));
}

#[test]
fn imported_places_are_used_from_then_on() {
    let dir = folder();
    let row = "990001\tKokarna\tKokarna\tQoqarna\t43.5\t70.5\tP\tPPL\tKZ\t\t17\t\t\t\t9000\t\t\tAsia/Almaty\t2024-01-01\n";
    std::fs::write(dir.path().join("KZ.txt"), row).unwrap();
    let imported = kua(dir.path(), &["gazetteer", "import", "KZ.txt"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    assert!(imported.out.contains("1 place"), "{}", imported.out);
    let found = run(
        dir.path(),
        &["inspect", "places", "-", "--lines"],
        Some("Miners rallied in Kokarna on Friday.\n"),
    );
    assert!(found.out.contains("\"lat\":43.5"), "{}{}", found.out, found.err);
    // Rows that people edit by hand win over the compiled form, and a second import keeps them.
    let path = kua(dir.path(), &["gazetteer", "path"]).out;
    let rows = std::fs::read_to_string(path.trim()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    std::fs::write(path.trim(), rows.replace("43.5", "44.5").replace("g990001", "mine-1")).unwrap();
    let found = run(
        dir.path(),
        &["inspect", "places", "-", "--lines"],
        Some("Miners rallied in Kokarna on Friday.\n"),
    );
    assert!(found.out.contains("\"lat\":44.5"), "{}{}", found.out, found.err);
    assert_eq!(kua(dir.path(), &["gazetteer", "import", "gone.txt"]).code, 1);
}

#[test]
fn without_a_date_relative_times_say_so() {
    let dir = folder();
    std::fs::write(
        dir.path().join("undated.txt"),
        "The police detained 12 of the miners who were in Taraz on Friday, residents said.\n",
    )
    .unwrap();
    let read = kua(dir.path(), &["read", "undated.txt", "--format", "jsonl"]);
    assert!(read.err.contains("1 document has no date"), "{}", read.err);
    let dated = kua(dir.path(), &["read", "undated.txt", "--format", "jsonl", "--date", "2024-05-18"]);
    assert!(dated.out.contains("2024-05-17") && !dated.err.contains("no date"), "{}{}", dated.out, dated.err);
}

#[test]
fn a_closed_pipe_is_quiet() {
    let dir = folder();
    let long = REPORT.repeat(400);
    std::fs::write(dir.path().join("long.txt"), long).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kua"))
        .args(["read", "long.txt"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
