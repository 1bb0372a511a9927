//! kua-publish
