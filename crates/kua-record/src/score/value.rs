//! A JSON value that compares and counts as the judge's language does.
//!
//! In: what `json.rs` parsed. Out: truth, equality, membership, slices and arithmetic with the outcomes of the
//! reference scorer: `1 == 1.0 == true`, a float is never an offset, an integer has no upper bound.
//! Not here: parsing (`json.rs`), words (`text.rs`). `serde_json::Value` will not do: it has neither `NaN` nor
//! integers beyond 64 bits, and would turn lines that the judge accepts into errors.

use std::cmp::Ordering;

/// Why the reference scorer would have stopped, in its own words where that helps (`no field "text"`).
pub type Fault = String;

/// A parsed value. Objects keep the order of first appearance and the last value of a repeated key.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`; counts as 1 and 0.
    Bool(bool),
    /// An integer that fits.
    Int(i128),
    /// An integer that does not: sign and decimal digits without leading zeros.
    Big(bool, String),
    /// Any number with a point or exponent, `NaN` and `±Infinity`.
    Float(f64),
    /// Text.
    Str(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Dict(Vec<(String, Value)>),
}

/// A number in arithmetic. `Huge` stands for integers beyond any float; the flag says negative.
#[derive(Debug, Clone, Copy)]
pub enum Num {
    /// Whole; saturates at 128 bits, far outside any document.
    Int(i128),
    /// Binary float.
    Float(f64),
    /// An integer that no float can hold: turning it into one is a fault.
    Huge(bool),
}

impl Value {
    /// What `get` gives on an object; a fault on anything else.
    pub fn get(&self, key: &str) -> Result<Option<&Value>, Fault> {
        match self {
            Self::Dict(items) => Ok(items.iter().find(|(k, _)| k == key).map(|(_, v)| v)),
            other => Err(format!("{} where an object is needed (field {key:?})", other.kind())),
        }
    }

    /// The field, which must be there.
    pub fn field(&self, key: &str) -> Result<&Value, Fault> {
        self.get(key)?.ok_or_else(|| format!("no field {key:?}"))
    }

    /// The field if it is there and true (not null, false, 0, or empty).
    pub fn truthy(&self, key: &str) -> Result<Option<&Value>, Fault> {
        Ok(self.get(key)?.filter(|v| v.is_true()))
    }

    /// Everything but null, false, zero and the empty counts as true.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(b) => *b,
            Self::Int(n) => *n != 0,
            Self::Big(..) => true,
            Self::Float(x) => *x != 0.0,
            Self::Str(s) => !s.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Dict(items) => !items.is_empty(),
        }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(s) => Some(s),
            _ => None,
        }
    }

    /// What an error calls it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Big(..) | Self::Float(_) => "a number",
            Self::Str(_) => "a text",
            Self::List(_) => "a list",
            Self::Dict(_) => "an object",
        }
    }

    /// `a == b` between two values by themselves: `NaN` equals nothing.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Self::Float(a), Self::Float(b)) => a == b,
            _ => self.same(other),
        }
    }

    /// Equality inside a list or object, where identity is asked first: the one `NaN` equals itself.
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::List(a), Self::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.same(y)),
            (Self::Dict(a), Self::Dict(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(k, x)| b.iter().any(|(other_key, y)| k == other_key && x.same(y)))
            }
            (Self::Float(a), Self::Float(b)) if a.is_nan() && b.is_nan() => true,
            _ => self.compare(other) == Some(Ordering::Equal),
        }
    }

    /// Order of two numbers, exact between integers and floats; `None` for `NaN` and for anything else.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self.digits(), other.digits()) {
            (Some(a), Some(b)) => Some(by_digits(&a, &b)),
            // Only a float without a whole value has no digits: its order needs no exactness beyond the whole part.
            _ => match (self.as_float()?, other.as_float()?) {
                (a, b) if a.is_nan() || b.is_nan() => None,
                (a, b) => match a.trunc().partial_cmp(&b.trunc())? {
                    Ordering::Equal => a.partial_cmp(&b),
                    unequal => Some(unequal),
                },
            },
        }
    }

    /// The float nearest to a number; infinite for integers beyond all floats.
    fn as_float(&self) -> Option<f64> {
        match self {
            Self::Bool(b) => Some(f64::from(u8::from(*b))),
            Self::Int(n) => Some(*n as f64),
            Self::Big(negative, digits) => {
                let size: f64 = digits.parse().ok()?;
                Some(if *negative { -size } else { size })
            }
            Self::Float(x) => Some(*x),
            _ => None,
        }
    }

    /// Sign and decimal digits of a number with a whole value.
    fn digits(&self) -> Option<(bool, String)> {
        match self {
            Self::Bool(b) => Some((false, u8::from(*b).to_string())),
            Self::Int(n) => Some((*n < 0, n.unsigned_abs().to_string())),
            Self::Big(negative, digits) => Some((*negative, digits.clone())),
            Self::Float(x) if x.is_finite() && x.fract() == 0.0 => {
                Some((*x < 0.0, format!("{:.0}", x.abs())))
            }
            _ => None,
        }
    }

    /// The value as a number to reckon with.
    pub fn number(&self) -> Result<Num, Fault> {
        match self {
            Self::Bool(b) => Ok(Num::Int(i128::from(*b))),
            Self::Int(n) => Ok(Num::Int(*n)),
            Self::Float(x) => Ok(Num::Float(*x)),
            Self::Big(negative, _) => Ok(match self.as_float() {
                Some(x) if x.is_finite() => Num::Int(if *negative { -FAR } else { FAR }),
                _ => Num::Huge(*negative),
            }),
            other => Err(format!("{} where a number is needed", other.kind())),
        }
    }

    /// An end of a slice over `len` bytes: null is `open`, negative counts from the end, all is cut to the length.
    /// `None` for what is no index.
    pub fn index(&self, len: usize, open: usize) -> Option<usize> {
        let at = match self {
            Self::Null => return Some(open),
            Self::Bool(b) => i128::from(*b),
            Self::Int(n) => *n,
            Self::Big(negative, _) => {
                if *negative {
                    -FAR
                } else {
                    FAR
                }
            }
            _ => return None,
        };
        let len = len as i128;
        let at = if at < 0 { at.saturating_add(len) } else { at };
        usize::try_from(at.clamp(0, len)).ok()
    }
}

/// Beyond every document, but safe to add to.
const FAR: i128 = i128::MAX / 8;

fn by_digits((a_negative, a): &(bool, String), (b_negative, b): &(bool, String)) -> Ordering {
    // Minus zero is zero.
    let (a_negative, b_negative) = (*a_negative && a != "0", *b_negative && b != "0");
    let size = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    match (a_negative, b_negative) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

impl Num {
    /// The nearest float; a fault for integers that none can hold.
    pub fn float(self) -> Result<f64, Fault> {
        match self {
            Self::Int(n) => Ok(n as f64),
            Self::Float(x) => Ok(x),
            Self::Huge(_) => Err("an integer too large to reckon with".to_owned()),
        }
    }

    /// `self - other`.
    pub fn minus(self, other: Num) -> Result<Num, Fault> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Ok(Self::Int(a.saturating_sub(b))),
            (Self::Huge(_), Self::Huge(_)) => Err("two integers too large to reckon with".to_owned()),
            (Self::Huge(negative), Self::Int(_)) => Ok(Self::Huge(negative)),
            (Self::Int(_), Self::Huge(negative)) => Ok(Self::Huge(!negative)),
            (a, b) => Ok(Self::Float(a.float()? - b.float()?)),
        }
    }

    /// `self + other`.
    pub fn plus(self, other: Num) -> Result<Num, Fault> {
        match other {
            Self::Int(b) => self.minus(Self::Int(b.saturating_neg())),
            Self::Float(b) => self.minus(Self::Float(-b)),
            Self::Huge(negative) => self.minus(Self::Huge(!negative)),
        }
    }

    /// Whether `self < other`; false beside `NaN`. An integer beside a float is compared as a float.
    pub fn less(self, other: Num) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a < b,
            (Self::Huge(a), Self::Huge(b)) => a && !b,
            (Self::Huge(negative), Self::Float(x)) => {
                !x.is_nan() && if negative { x != f64::NEG_INFINITY } else { x == f64::INFINITY }
            }
            (Self::Float(x), Self::Huge(negative)) => {
                !x.is_nan() && if negative { x == f64::NEG_INFINITY } else { x != f64::INFINITY }
            }
            (Self::Huge(negative), Self::Int(_)) => negative,
            (Self::Int(_), Self::Huge(negative)) => !negative,
            (Self::Float(a), Self::Float(b)) => a < b,
            (Self::Int(a), Self::Float(b)) => (a as f64) < b,
            (Self::Float(a), Self::Int(b)) => a < (b as f64),
        }
    }

    /// The smaller; the first where neither is.
    pub fn min(self, other: Num) -> Num {
        if other.less(self) { other } else { self }
    }

    /// The larger; the first where neither is.
    pub fn max(self, other: Num) -> Num {
        if self.less(other) { other } else { self }
    }

    /// Size without sign.
    pub fn abs(self) -> Num {
        match self {
            Self::Int(n) => Self::Int(n.saturating_abs()),
            Self::Float(x) => Self::Float(x.abs()),
            Self::Huge(_) => Self::Huge(false),
        }
    }
}
