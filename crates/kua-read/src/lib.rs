//! kua-read
