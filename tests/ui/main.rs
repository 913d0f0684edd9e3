//! What the compiler says to mistakes: one mistake a file, its message beside it.
//!
//! `TRYBUILD=overwrite cargo test -p paraminit-tests --test ui` blesses new messages. Read every one of them as a user.

mod large;

#[test]
fn mistakes_get_messages() {
    let cases = trybuild::TestCases::new();
    // One program that compiles makes trybuild build, not only check.
    cases.pass("ui/pass/*.rs");
    for program in large::programs() {
        cases.pass(program);
    }
    cases.compile_fail("ui/*/fail_*.rs");
}

/// The README leads with a message. It is the compiler's, to the letter.
#[test]
fn the_readme_shows_the_real_message() {
    let readme = include_str!("../../README.md");
    let message = include_str!("patterns/fail_end_of_a_path.stderr");
    let message = message.replace("ui/patterns/fail_end_of_a_path.rs", "src/main.rs");
    assert!(readme.contains(message.trim_end()), "the README does not show:\n{message}");
}
