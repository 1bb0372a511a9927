//! (in work)
/// x
pub struct ImportError;
/// x
pub struct ImportOut;
/// x
pub fn import_geonames() {}
