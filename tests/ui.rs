//! What the compiler says to mistakes: one mistake a file, its message beside it.
//!
//! `TRYBUILD=overwrite cargo test -p paraminit-tests --test ui` blesses new messages. Read every one of them as a user.

#[test]
fn mistakes_get_messages() {
    let cases = trybuild::TestCases::new();
    // One program that compiles makes trybuild build, not only check.
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/*/fail_*.rs");
}
