//! What can go wrong while a dossier is made.

/// Why a dossier could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be written; the name is the path inside the dossier.
    #[error("cannot write `{name}` of the dossier")]
    Write {
        /// Path inside the dossier.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A claim could not be put into JSON.
    #[error("cannot write claim `{id}` as JSON")]
    Json {
        /// The claim's id.
        id: String,
        /// What the library says.
        source: serde_json::Error,
    },
    /// A picture could not be drawn: a fault of this program, not of the documents.
    #[error("cannot draw a picture of the dossier: {0}")]
    Picture(String),
}
