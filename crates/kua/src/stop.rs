//! Ctrl-C: the first one lets the output so far be finished, the second ends the program at once.
//!
//! While documents are streamed (`stream.rs`) the first Ctrl-C only sets a flag, so that whole documents are written
//! and kept. At any other time there is nothing to finish.

use crate::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

static STREAMING: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C (and for a request to end).
pub fn install() {
    let listener = ctrlc::set_handler(|| {
        if !STREAMING.load(SeqCst) || ASKED.swap(true, SeqCst) {
            end();
        }
    });
    // Without a listener Ctrl-C ends the program as the system does it: less clean, but it ends.
    drop(listener);
}

/// From here on a Ctrl-C is a question, to be answered by [`asked`].
pub fn streaming(on: bool) {
    STREAMING.store(on, SeqCst);
}

/// Whether the person has asked to stop.
pub fn asked() -> bool {
    ASKED.load(SeqCst)
}

/// Ends the program as interrupted.
pub fn end() -> ! {
    std::process::exit(i32::from(Exit::Interrupted.code()))
}
