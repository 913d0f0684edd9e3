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

/// The differences between the lock files, and the plans, of two models.
fn differences(before: &Plan, after: &Plan) -> String {
    let file = tempfile::NamedTempFile::new().expect("a place");
    before.write_lock(file.path()).expect("there is room");
    let diff = before.diff(after);
    match after.check_lock(file.path()) {
        Ok(()) => assert!(diff.is_empty(), "{diff}"),
        Err(LockError::Differs { diff: locked, .. }) => assert_eq!(locked.to_string(), diff.to_string()),
        Err(error) => panic!("{error}"),
    }
    diff.to_string()
}

#[test]
fn a_lock_notices_other_axes() {
    #[derive(Initialize)]
    struct Upright {
        #[init(shape = [8, 8], axes = [out, in], orthogonal)]
        weight: Array2<f32>,
    }

    #[derive(Initialize)]
    struct Lying {
        #[init(shape = [8, 8], axes = [in, out], orthogonal)]
        weight: Array2<f32>,
    }

    #[derive(Initialize)]
    struct Blocks {
        #[init(shape = [8, 8], axes = [2 * out, in], fans_of = fans, orthogonal)]
        weight: Array2<f32>,
        #[init(shape = [8, 8], axes = [out, in], orthogonal)]
        fans: Array2<f32>,
    }

    let upright = Upright::plan_init().expect("static");
    let lying = Lying::plan_init().expect("static");
    assert_ne!(Upright::init(1).expect("static").weight, Lying::init(1).expect("static").weight);
    let changed = "changed weight\n  axes         [out, in]\n            -> [in, out]\n1 parameter differs";
    assert_eq!(differences(&upright, &lying), changed);
    let blocks = differences(&upright, &Blocks::plan_init().expect("static"));
    assert!(blocks.contains("-> [2 * out, in]\n"), "{blocks}");
}

#[test]
fn a_lock_notices_values_behind_the_printed_ones() {
    let plan = |last: bool| {
        let of = |_: &ParamInfo| {
            if last { init::values(&[0., 0., 0., 0., 0., 0., 0., 0., 1.]) } else { init::values(&[0.; 9]) }
        };
        let rules = init! { <Dense<1, 9>> bias => { init::from_fn(of) }, weight => zeros };
        rules.plan_build().expect("static")
    };
    let (zeros, one) = (plan(false), plan(true));
    assert!(
        differences(&zeros, &one).starts_with("changed bias\n  initializer  values(&[0, 0, 0, 0, 0, 0, 0, 0, ..; 9")
    );
    assert_eq!(differences(&one, &plan(true)), "nothing is initialized differently");
}

#[test]
fn a_lock_notices_infinite_bounds() {
    let plan = |init: Init| init! { <Dense<4, 8>> ** => { init } }.plan_build().expect("static");
    let bounded = plan(init::trunc_normal(1.0));
    let open = plan(init::trunc_normal(1.0).high(f64::INFINITY));
    assert!(differences(&bounded, &open).contains("-> trunc_normal(1, high = inf)"));
    assert!(differences(&bounded, &plan(init::trunc_normal(1.0).mean(-0.0))).contains("-> trunc_normal(1, mean = -0)"));
    let clamped = plan(init::clamped(init::normal(1.0, 0.5), 0.0, f64::INFINITY));
    assert!(differences(&open, &clamped).contains("-> clamped(normal(1, 0.5), 0, inf)"));
}

#[test]
fn a_lock_notices_what_a_preset_takes_as_a_whole() {
    #[derive(Initialize)]
    struct Gates {
        #[init(shape = [32, 8], axes = [4 * out, in], kind = Lstm, part = weight, keras)]
        weight: Array2<f32>,
    }

    #[derive(Initialize)]
    struct Layer {
        #[init(shape = [32, 8], axes = [4 * out, in], kind = Dense, part = weight, keras)]
        weight: Array2<f32>,
    }

    assert_ne!(Gates::init(1).expect("static").weight, Layer::init(1).expect("static").weight);
    let diff = differences(&Gates::plan_init().expect("static"), &Layer::plan_init().expect("static"));
    assert!(
        diff.contains("keras: glorot_uniform, all blocks as one\n            -> keras: glorot_uniform\n"),
        "{diff}"
    );
}

#[test]
fn a_lock_says_what_it_does_not_compare() {
    let theirs = Dense::<4, 8>::init(1).expect("static");
    let plan = |name: &'static str| {
        let rules = init! { <(Dense<4, 8>, Dense<4, 8>)>
            [0].weight => { init::from(&theirs).rename(|_| name.to_owned()).allow_unused(["*"]) },
            [0].bias => { init::from(&theirs).strip("0.").allow_unused(["*"]) },
            [1].weight => map(uniform(0.0, 1.0), f64::sqrt),
            [1].bias => { init::sample(rand_distr::Exp1) },
        };
        rules.plan_build().expect("static")
    };
    let folder = tempfile::tempdir().expect("a place");
    let file = folder.path().join("init.lock");
    plan("weight").write_lock(&file).expect("there is room");
    let text = fs::read_to_string(&file).expect("written");
    let ends = [
        "  from(Dense): weight (values not compared)",
        "  from(Dense): bias (values not compared)",
        "  map(uniform(0, 1), f64::sqrt) (values not compared)",
        "  sample(..) (values not compared)",
    ];
    for (line, end) in text.lines().skip(2).zip(ends) {
        assert!(line.ends_with(end), "{line}");
    }
    let same = "nothing is initialized differently\n4 parameters are not compared: code or data gives their values";
    assert_eq!(differences(&plan("weight"), &plan("weight")), same);
}

#[test]
fn a_lock_says_where_a_part_is_taken_from() {
    #[derive(Initialize)]
    #[init(** => zeros)]
    struct Packed {
        #[init(shape = [4, 7], axes = [in, out], parts(q = 4, k = 3))]
        packed: Array2<f32>,
    }

    #[derive(Initialize)]
    #[init(** => zeros)]
    struct Swapped {
        #[init(shape = [4, 7], axes = [in, out], parts(k = 3, q = 4))]
        packed: Array2<f32>,
    }

    let map = BTreeMap::from([("packed", Array2::<f32>::zeros((4, 7)))]);
    let packed = init! { <Packed> ** => from(&map) }.plan_build().expect("static");
    let swapped = init! { <Swapped> ** => from(&map) }.plan_build().expect("static");
    let diff = differences(&packed, &swapped);
    assert!(diff.contains("from(BTreeMap): packed[..,0..4] (values not compared)\n"), "{diff}");
    assert!(diff.contains("-> from(BTreeMap): packed[..,3..7] (values not compared)\n"), "{diff}");
}
