//! kua
fn main() {}
