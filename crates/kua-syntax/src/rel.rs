//! Universal dependency relations, subtypes included, as small numbers.

macro_rules! rels {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Index { $($name),* }

        const NAMES: &[&str] = &[$($text),*];

        /// The relations that Kua's grammar names; models may use others of the same table.
        #[allow(missing_docs)] // Universal Dependencies defines them
        impl Rel {
            $(pub const $name: Rel = Rel(Index::$name as u8);)*
        }
    };
}

/// A dependency relation (UD v2), e.g. `nsubj:pass`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rel(u8);

rels! {
    ROOT = "root", DEP = "dep",
    NSUBJ = "nsubj", NSUBJ_PASS = "nsubj:pass", NSUBJ_OUTER = "nsubj:outer",
    CSUBJ = "csubj", CSUBJ_PASS = "csubj:pass", CSUBJ_OUTER = "csubj:outer",
    OBJ = "obj", IOBJ = "iobj",
    OBL = "obl", OBL_AGENT = "obl:agent", OBL_TMOD = "obl:tmod", OBL_NPMOD = "obl:npmod", OBL_UNMARKED = "obl:unmarked",
    CCOMP = "ccomp", XCOMP = "xcomp",
    ADVCL = "advcl", ADVCL_RELCL = "advcl:relcl", ADVMOD = "advmod", ADVMOD_EMPH = "advmod:emph",
    ACL = "acl", ACL_RELCL = "acl:relcl",
    NMOD = "nmod", NMOD_POSS = "nmod:poss", NMOD_TMOD = "nmod:tmod", NMOD_NPMOD = "nmod:npmod", NMOD_UNMARKED = "nmod:unmarked", NMOD_DESC = "nmod:desc",
    AMOD = "amod", NUMMOD = "nummod", NUMMOD_GOV = "nummod:gov", NUMMOD_ENTITY = "nummod:entity", APPOS = "appos",
    AUX = "aux", AUX_PASS = "aux:pass", COP = "cop", MARK = "mark", CASE = "case",
    DET = "det", DET_PREDET = "det:predet", CC = "cc", CC_PRECONJ = "cc:preconj", CONJ = "conj",
    COMPOUND = "compound", COMPOUND_PRT = "compound:prt", COMPOUND_LVC = "compound:lvc", FIXED = "fixed", FLAT = "flat", FLAT_NAME = "flat:name", FLAT_FOREIGN = "flat:foreign",
    EXPL = "expl", VOCATIVE = "vocative", DISCOURSE = "discourse", DISLOCATED = "dislocated",
    PARATAXIS = "parataxis", LIST = "list", ORPHAN = "orphan", GOESWITH = "goeswith", REPARANDUM = "reparandum", PUNCT = "punct",
}

impl Rel {
    /// The relation's name, e.g. `nsubj:pass`.
    pub fn as_str(self) -> &'static str {
        NAMES.get(self.0 as usize).copied().unwrap_or("dep")
    }

    /// The name before the colon, e.g. `nsubj`.
    pub fn base(self) -> &'static str {
        let name = self.as_str();
        name.split(':').next().unwrap_or(name)
    }

    /// Finds a relation by name; an unknown subtype falls back to its base, an unknown base is `None`.
    pub fn find(name: &str) -> Option<Rel> {
        let find = |n: &str| NAMES.iter().position(|x| *x == n).map(|i| Rel(i as u8));
        find(name).or_else(|| find(name.split(':').next().unwrap_or(name)))
    }
}

impl std::fmt::Display for Rel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
