# Short names for what a day's work needs. `just` is a convenience: every line can be typed as it stands.
# https://just.systems

# What stands before a landing: format, lints, demo, scores, tests
default: ci

ci:
    .ci/run

# Tests of one crate: just test kua-read
test crate='--workspace':
    cargo test {{ if crate == "--workspace" { crate } else { "-p " + crate } }}

lint:
    cargo fmt --all
    cargo clippy --all-targets --workspace -- -D warnings

# Rules of the house: arrows between crates, purity, sizes, nothing taken over from gold
house:
    cargo test -p xtask --test house

# All lexicon entries' own sentences
lexicon:
    cargo run --release -p kua -- lexicon check

# Reads a folder with gold claims and scores the result: just score samples
score dir='samples':
    mkdir -p target/score
    cargo run --release -p kua -- read {{dir}}/*.txt --format jsonl -o target/score/claims.jsonl --force
    cargo run --release -p kua -- score {{dir}} target/score/claims.jsonl

# Claims that were missed or are too many, as one list
misses dir='samples':
    cargo run --release -p kua -- score {{dir}} target/score/claims.jsonl --misses

demo:
    cargo run --release -p kua -- demo

# Licences, banned crates, sources, advisories (needs cargo-deny, and the network for advisories)
deny:
    cargo deny check
