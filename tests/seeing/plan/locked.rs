//! Plans that are held to a file.

use std::io::Read as _;

use super::*;

#[test]
fn the_committed_lock_holds() {
    // Beside the manifest of this package.
    assert_plan!(gpt(), "seeing/plan/gpt.lock");
}

#[test]
fn a_lock_is_replaced_as_a_whole() {
    let folder = tempfile::tempdir().expect("a place");
    let files = || fs::read_dir(folder.path()).expect("a folder").count();
    let file = folder.path().join("init.lock");
    gpt().write_lock(&file).expect("there is room");
    // Who reads the file that is there goes on reading it: it is not written in place.
    let before = fs::read_to_string(&file).expect("written");
    let mut old = fs::File::open(&file).expect("it is there");
    let plan = Dense::<4, 8>::plan_init().expect("static");
    plan.write_lock(&file).expect("there is room");
    plan.check_lock(&file).expect("the new one");
    let mut read = String::new();
    old.read_to_string(&mut read).expect("the old one");
    assert_eq!(read, before);
    assert_eq!(files(), 1);

    let taken = folder.path().join("taken");
    fs::create_dir(&taken).expect("there is room");
    assert!(matches!(plan.write_lock(&taken), Err(LockError::Write { path, .. }) if path == taken));
    assert!(matches!(plan.write_lock(""), Err(LockError::Write { .. })));
    assert_eq!(files(), 2);
}

#[test]
fn a_lock_notices_what_changes_values() {
    let folder = tempfile::tempdir().expect("a place");
    let file = folder.path().join("init.lock");
    let plan = |std: f64| init! { <Dense<4, 8>> weight => |_| init::normal(0.0, std), bias => zeros }.plan_build();
    let (one, two) = (plan(0.01).expect("static"), plan(0.02).expect("static"));
    let missing = one.check_lock(&file).expect_err("nobody wrote it");
    assert!(matches!(missing, LockError::Missing { .. }));
    assert!(missing.to_string().ends_with("\nhelp: `PARAMINIT_LOCK=update cargo test` writes it"), "{missing}");

    one.write_lock(&file).expect("there is room");
    one.check_lock(&file).expect("the same");
    // The same initializer of a rule on another line.
    let moved = init! { <Dense<4, 8>>

        bias => zeros,
        weight => normal(0.0, 0.01),
    };
    moved.plan_build().expect("static").check_lock(&file).expect("the same values");

    let differs = two.check_lock(&file).expect_err("another std").to_string();
    assert!(
        differs.contains("\nchanged weight\n  initializer  normal(0, 0.01)\n            -> normal(0, 0.02)\n"),
        "{differs}"
    );
    let wider = init! { <Dense<5, 8>> weight => normal(0.0, 0.01), bias => zeros }.plan_build().expect("static");
    let differs = wider.check_lock(&file).expect_err("another shape").to_string();
    assert!(differs.contains("f32 [8, 4]\n            -> f32 [8, 5]"), "{differs}");
    let double = init! { <Dense<4, 8, f64>> weight => normal(0.0, 0.01), bias => zeros }.plan_build().expect("static");
    assert!(double.check_lock(&file).is_err());

    let text = fs::read_to_string(&file).expect("written");
    fs::write(&file, text.replace("contract 1", "contract 0")).expect("there is room");
    let differs = one.check_lock(&file).expect_err("another contract").to_string();
    let expected = ":\ncontract 0 -> 1: the same seed gives other random values, even where nothing else differs\n\
        nothing else differs\nhelp: ";
    assert!(differs.contains(expected), "{differs}");
    let both = two.check_lock(&file).expect_err("another contract and std").to_string();
    assert!(both.contains("contract 0 -> 1: ") && both.contains("\n1 parameter differs\n"), "{both}");
    fs::write(&file, "not a lock").expect("there is room");
    assert!(matches!(one.check_lock(&file), Err(LockError::Format { line: 1, .. })));
    assert!(matches!(one.check_lock(folder.path()), Err(LockError::Io { .. })));

    let broken = init! { <Dense<4, 8>> ** => |_| init::normal(0.0, -1.0) }.plan_build().expect("static");
    assert!(matches!(broken.write_lock(&file), Err(LockError::Fails { failures }) if failures.len() == 2));
}

#[test]
#[should_panic(expected = " lock file")]
fn an_assertion_panics() {
    assert_plan!(gpt(), Path::new("seeing/none/init.lock"));
}

#[test]
fn names_with_blanks_keep_their_column() {
    struct Odd;
    impl Initializer for Odd {
        fn initialize(
            &self,
            _: &ParamInfo,
            _: ViewMut<'_>,
            _: &mut Stream,
        ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            Ok(())
        }

        fn name(&self) -> String {
            "two  words\nand a line".to_owned()
        }
    }
    assert_eq!(Odd.name().lines().count(), 2);
    let file = tempfile::NamedTempFile::new().expect("a place");
    let plan = init! { <Dense<4, 8>> ** => custom(&Odd) }.plan_build().expect("static");
    plan.write_lock(file.path()).expect("there is room");
    plan.check_lock(file.path()).expect("the same");
}
