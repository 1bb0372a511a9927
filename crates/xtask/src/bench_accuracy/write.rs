//! Puts the table into `SCORES.md`, between its marks.
//!
//! In: the table and a day. Out: the file with that part replaced; the rest stays byte for byte.

use jiff::civil::Date;
use std::path::Path;

const OPEN: &str = "<!-- accuracy -->";
const CLOSE: &str = "<!-- /accuracy -->";

/// Today by the machine's clock, UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Replaces the part of the project's `SCORES.md`.
pub fn into_scores(table: &str, day: Date) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../SCORES.md");
    let old = super::read(&path)?;
    let new = replaced(&old, table, day)?;
    std::fs::write(&path, new).map_err(|error| format!("cannot write SCORES.md: {error}"))
}

fn replaced(scores: &str, table: &str, day: Date) -> Result<String, String> {
    let missing = || format!("SCORES.md has no {OPEN} followed by {CLOSE}");
    let open = scores.find(OPEN).ok_or_else(missing)? + OPEN.len();
    let close = scores[open..].find(CLOSE).ok_or_else(missing)? + open;
    Ok(format!(
        "{}\nCommand: `cargo xtask bench accuracy --write`, of {day}. A program writes this part.\n\n{table}{}",
        &scores[..open],
        &scores[close..]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let day = jiff::civil::date(2026, 11, 22);
        let old = format!("# Scores\n{OPEN}\nold\n{CLOSE}\nrest\n");
        let new = replaced(&old, "| a |\n", day).unwrap();
        assert!(new.starts_with(&format!("# Scores\n{OPEN}\nCommand")) && new.contains("2026-11-22"));
        assert!(new.ends_with(&format!("\n| a |\n{CLOSE}\nrest\n")) && !new.contains("old"));
        assert_eq!(replaced(&new, "| a |\n", day).unwrap(), new);
        assert!(replaced("# Scores\n", "| a |\n", day).is_err());
    }
}
