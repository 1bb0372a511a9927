//! Runs a parser that others wrote so that neither a panic nor an endless loop in it stops the other files.
//!
//! In: a closure over owned bytes, and a time limit. Out: its result, or a [`Fault`]. The closure runs in a thread
//! of its own with a large stack. A thread that overruns its time cannot be ended from outside: it is left behind,
//! and ends with the process.

use crate::Fault;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// Deeply nested input makes parsers recurse; the memory is only taken when it is used.
const STACK_BYTES: usize = 256 << 20;

/// Runs `parse` for at most `seconds`.
///
/// # Errors
/// What `parse` returns; `panic` if it panicked; `time` if it overran.
pub fn run<T: Send + 'static>(
    seconds: u64,
    parse: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let (tell, told) = sync_channel(1);
    let body = move || {
        QUIET.set(true);
        let result = catch_unwind(AssertUnwindSafe(parse));
        // The receiver is gone when the time was over; then nobody waits for the result.
        let _ = tell.send(result);
    };
    quiet_panics();
    std::thread::Builder::new()
        .name("kua-ingest".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(body)
        .map_err(|e| Fault::new("thread", "cannot read {}", format!("no thread could be started: {e}")))?;
    match told.recv_timeout(Duration::from_secs(seconds)) {
        Ok(Ok(result)) => result,
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
            Err(Fault::new("panic", "cannot read {}", "the parser for this kind of file failed on it")
                .hint("the file may be damaged; please report it if you may share it"))
        }
        Err(RecvTimeoutError::Timeout) => {
            let why = format!("reading it took longer than {seconds} seconds");
            Err(Fault::new("time", "cannot read {}", why)
                .hint("the file may be damaged; try it in smaller parts"))
        }
    }
}

thread_local! {
    static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// A caught panic becomes an error with a name; the standard message about it would only confuse.
fn quiet_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error() {
        let fault = run::<()>(5, || panic!("third-party fault")).unwrap_err();
        assert_eq!(fault.code, "panic");
    }

    #[test]
    fn an_endless_loop_becomes_an_error() {
        let fault = run::<()>(0, || {
            std::thread::sleep(Duration::from_secs(3));
            Ok(())
        })
        .unwrap_err();
        assert_eq!(fault.code, "time");
    }

    #[test]
    fn a_result_comes_back() {
        assert_eq!(run(5, || Ok(7)).unwrap(), 7);
    }
}
