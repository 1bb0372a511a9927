//! Cuts text into sentences and words, with byte offsets, in the conventions of UD English EWT.
//!
//! "They can't say." becomes one sentence of `They`, `ca`, `n't`, `say`, `.`; the parts of "can't" split its bytes.
//! In: any text. Out: sentences in text order, each with at least one word; words in order, not overlapping, none empty.
//! Not here: tags and trees. No text makes it fail; sentences longer than [`MAX_WORDS`] are cut.

mod sentences;
mod words;

use kua_record::Span;
use rustc_hash::FxHashMap;

/// Longest sentence in words; longer ones (tables, lists without marks) are cut at the last mark before it.
pub const MAX_WORDS: usize = 160;

/// A word before tagging.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The written form; for the parts of a multiword token the treebank may spell it differently from the text.
    pub form: &'a str,
    /// Bytes of the text.
    pub span: Span,
}

/// Words without an apostrophe that are nevertheless two ("cannot", "gonna"), learned from the training trees:
/// form in small letters → bytes of the first part.
pub type Contractions = FxHashMap<String, usize>;

/// Cuts `text` into sentences of words.
pub fn split<'a>(text: &'a str, contractions: &Contractions) -> Vec<Vec<Word<'a>>> {
    let mut out = Vec::new();
    for block in sentences::blocks(text) {
        let mut words = Vec::new();
        words::words(text, block, contractions, &mut words);
        sentences::group(text, &words, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let contractions = [("cannot".to_string(), 3)].into_iter().collect();
        let got: Vec<String> = split(text, &contractions)
            .iter()
            .map(|s| s.iter().map(|w| w.form).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn clitics_split_their_bytes() {
        check("They can't, we cannot.", &["They ca n't , we can not ."]);
        check("The mayor’s car isn’t the drivers’ car.", &["The mayor ’s car is n’t the drivers ’ car ."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        check("Mr. A. K. Orman met Dr. Lee. He left.", &["Mr. A. K. Orman met Dr. Lee .", "He left ."]);
        check(
            "The U.S. embassy closed at 5 p.m. The guards left.",
            &["The U.S. embassy closed at 5 p.m.", "The guards left ."],
        );
        check("See No. 12 and fig. 3.", &["See No. 12 and fig. 3 ."]);
    }

    #[test]
    fn numbers_keep_their_marks() {
        check(
            "At 16:30 about 18,250 people, 3.5% more, paid $20.",
            &["At 16:30 about 18,250 people , 3.5 % more , paid $ 20 ."],
        );
    }

    #[test]
    fn a_mark_inside_a_closing_quote_ends_the_sentence_after_the_quote() {
        check("“We will stay.” The crowd sang.", &["“ We will stay . ”", "The crowd sang ."]);
        check("\"Who did it?\" he asked.", &["\" Who did it ? \" he asked ."]);
    }

    #[test]
    fn an_editors_bracket_stays_inside() {
        check("The speaker [a retired colonel] left.", &["The speaker [ a retired colonel ] left ."]);
    }

    #[test]
    fn headings_labels_and_log_lines_stand_alone() {
        check(
            "Strike in Port Azul\nDockers stopped work on Monday.",
            &["Strike in Port Azul", "Dockers stopped work on Monday ."],
        );
        check(
            "13:05 About 60 people at the gate\n13:20 Two vans arrive",
            &["13:05 About 60 people at the gate", "13:20 Two vans arrive"],
        );
        check("- bread\n- water\n", &["- bread", "- water"]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_sentence() {
        check(
            "The march began at noon near the old bridge and moved\nslowly towards the square, where the police waited for\nit until dusk.",
            &[
                "The march began at noon near the old bridge and moved slowly towards the square , where the police waited for it until dusk .",
            ],
        );
    }

    #[test]
    fn hyphenated_words_split_as_in_the_treebank() {
        check("A well-known e-mail from al-Noor.", &["A well - known e-mail from al - Noor ."]);
    }

    #[test]
    fn ranges_split_and_dates_do_not() {
        check(
            "From 2024-05-18 on, 300-4000 people in the 70's.",
            &["From 2024-05-18 on , 300 - 4000 people in the 70's ."],
        );
        check(
            "About 5,000–6,000 came, 650k said #strike was #1.",
            &["About 5,000 – 6,000 came , 650 k said #strike was # 1 ."],
        );
    }
}
