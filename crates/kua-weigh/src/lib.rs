//! kua-weigh
