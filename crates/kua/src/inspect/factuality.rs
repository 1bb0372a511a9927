//! Layer `factuality`.

use crate::exit::{Exit, Fault};
use kua_record::Document;

/// Not wired yet.
pub fn make(_: &Document, _: &mut Vec<u8>) -> Result<(), Fault> {
    Err(Fault::new(Exit::Failed, "inspect/layer", "the layer `factuality` is not read yet"))
}
