//! kua-ingest
