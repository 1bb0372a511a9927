//! Words of a question or of a claim, in the forms in which they are compared.
//!
//! In: text. Out: words with their small form without marks ("Zălvești" is `zalvesti`) and a stem that "injured",
//! "injures" and "injure" share. Not here: what words mean (`lexicon`).

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub text: String,
    /// Small letters without marks.
    pub low: String,
    /// What its forms share.
    pub stem: String,
    /// Whether it has a capital letter.
    pub capital: bool,
    /// Whether it stands behind a hyphen: "Napoca" in "Cluj-Napoca".
    pub hyphen: bool,
}

/// The words of a text: runs of letters and digits; a possessive "’s" is dropped.
pub fn words(text: &str) -> Vec<Word> {
    let straight = text.replace('’', "'").replace("'s ", " ").replace("'S ", " ");
    let straight = straight.strip_suffix("'s").unwrap_or(&straight);
    let mut hyphen = false;
    let mut out = Vec::new();
    for piece in straight.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let part = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !part.is_empty() {
            let low = fold(part);
            let capital = part.chars().any(char::is_uppercase);
            out.push(Word { stem: stem(&low), capital, hyphen, text: part.to_owned(), low });
        }
        hyphen = piece.ends_with('-') && !part.is_empty();
    }
    out
}

/// Small letters without the marks of the Latin alphabets of Europe.
pub fn fold(text: &str) -> String {
    const MARKED: [(&str, char); 14] = [
        ("áàâäãåăāąǎ", 'a'),
        ("çćčĉċ", 'c'),
        ("ďđ", 'd'),
        ("éèêëēėęěĕ", 'e'),
        ("ğģĝ", 'g'),
        ("íìîïīįı", 'i'),
        ("łľĺļ", 'l'),
        ("ñńňņ", 'n'),
        ("óòôöõøōő", 'o'),
        ("řŕ", 'r'),
        ("śšşșŝ", 's'),
        ("ťţț", 't'),
        ("úùûüūůűų", 'u'),
        ("žźż", 'z'),
    ];
    text.chars()
        .flat_map(char::to_lowercase)
        // The dot that a small "İ" leaves behind, and other marks that stand by themselves.
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .map(|c| match c {
            'ý' | 'ÿ' => 'y',
            _ if c.is_ascii() => c,
            _ => MARKED.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |(_, plain)| *plain),
        })
        .collect()
}

/// Cuts the plain endings of English: plural, past, -ing, a last "e", a doubled last consonant.
///
/// Irregular forms stand in the word lists themselves.
pub fn stem(low: &str) -> String {
    if !low.is_ascii() || low.len() < 4 {
        return low.to_owned();
    }
    let mut s = low;
    let cut = |s: &'_ str, n: usize| s.len() - n;
    if let Some(base) = s.strip_suffix("ies").filter(|b| b.len() > 2) {
        return format!("{base}y");
    }
    if let Some(base) = s.strip_suffix("ied").filter(|b| b.len() > 2) {
        return format!("{base}y");
    }
    if s.ends_with('s') && !["ss", "us", "is", "as"].iter().any(|end| s.ends_with(end)) {
        s = &s[..cut(s, 1)];
    }
    if let Some(base) = s.strip_suffix("ing").filter(|b| b.len() >= 3) {
        s = base;
    } else if let Some(base) = s.strip_suffix("ed") {
        s = if base.len() >= 3 { base } else { &s[..cut(s, 1)] };
    }
    if s.len() >= 4
        && let Some(base) = s.strip_suffix('e')
    {
        s = base;
    }
    let mut ends = s.bytes().rev();
    if s.len() > 3
        && let (Some(a), Some(b)) = (ends.next(), ends.next())
        && a == b
        && !b"aeiou".contains(&a)
    {
        s = &s[..cut(s, 1)];
    }
    s.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_share_a_stem() {
        for forms in [
            &["kill", "kills", "killed", "killing"][..],
            &["use", "used", "uses"],
            &["injure", "injured", "injures"],
            &["strike", "strikes", "striking"],
            &["stop", "stopped", "stopping"],
            &["party", "parties"],
        ] {
            let stems: Vec<String> = forms.iter().map(|f| stem(f)).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{stems:?}");
        }
        assert_ne!(stem("used"), stem("us"));
    }

    #[test]
    fn marks_and_possessives_go() {
        let found: Vec<String> = words("Zălvești’s mayor, ȘTIRBEA").into_iter().map(|w| w.low).collect();
        assert_eq!(found, ["zalvesti", "mayor", "stirbea"]);
    }
}
