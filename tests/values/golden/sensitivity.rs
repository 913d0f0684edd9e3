//! What the comparison must find: initializers that are wrong by little, and rows that would be skipped.

use paraminit::init::{
    Gain, Init, Mode::FanOut, dirac, eye, he_normal, kaiming_normal, kaiming_uniform, normal, orthogonal, trunc_normal,
    uniform,
};

use super::compare::{Faults, System, drawn, exact, fill, sample};
use super::law::Law;
use super::orthogonal as matrices;
use super::pytorch::PYTORCH;
use super::row::Row;
use super::sparse;

/// The first row of `PyTorch`'s with this name.
fn row(name: &str) -> Row {
    Row::all(PYTORCH.data).into_iter().find(|row| row.name() == name).expect("a name in the data")
}

#[track_caller]
fn assert_found(faults: &Faults, complaint: &str) {
    assert!(faults.iter().any(|fault| fault.contains(complaint)), "no `{complaint}` in {faults:#?}");
}

#[test]
fn an_initializer_that_is_wrong_by_little() {
    let he = Law::normal(0.0, (2.0_f64 / 1024.0).sqrt());
    let he_uniform = Law::within((6.0_f64 / 1024.0).sqrt());
    let per_cent = Gain::Value(2.0_f64.sqrt() * 1.01);
    let cases: [(&str, Init, Law, &str); 9] = [
        ("uniform", uniform(-0.249, 0.749), Law::uniform(-0.25, 0.75), ": min -0.24"),
        ("uniform", uniform(-0.25, 0.7501), Law::uniform(-0.25, 0.75), "outside of -0.25 to 0.75"),
        ("normal", normal(0.1002, 0.02), Law::normal(0.1, 0.02), ": mean 0.1"),
        ("trunc_normal", trunc_normal(1.0).rescale(true), Law::truncated(0.0, 1.0), ": std "),
        ("trunc_normal", normal(0.0, 0.88), Law::truncated(0.0, 1.0), "outside of -2 to 2"),
        ("kaiming_normal", kaiming_normal().mode(FanOut), he, ": std "),
        ("kaiming_normal", kaiming_normal().gain(per_cent), he, ": std "),
        ("kaiming_normal", he_normal(), he, ": kurtosis "),
        ("kaiming_uniform", kaiming_uniform().gain(per_cent), he_uniform, "outside of"),
    ];
    for (name, wrong, law, complaint) in cases {
        assert_found(&drawn(&row(name), &wrong, law), complaint);
    }
}

#[test]
fn a_row_that_is_not_of_its_law() {
    let faults = drawn(&row("normal"), &normal(0.1, 0.02), Law::normal(0.1, 0.0202));
    assert_found(&faults, " there, 0.0202 by its law");
}

#[test]
fn values_that_are_not_numbers_and_values_that_are_missing() {
    let row = row("normal");
    let faults = sample(&row, &[f32::NAN; 3], Law::normal(0.1, 0.02));
    for complaint in ["3 elements here, 524288 there", ": mean NaN", ": std NaN", ": kurtosis NaN"] {
        assert_found(&faults, complaint);
    }
}

#[test]
fn a_zero_where_none_is_expected_and_none_where_one_is() {
    let row = row("normal");
    assert_found(&drawn(&row, &uniform(0.0, 1e-44), Law::normal(0.1, 0.02)), "elements are 0 here, expected <= 4");
    assert_found(&drawn(&row, &normal(0.1, 0.02), Law::zero()), "0 of 524288 elements are 0 there, expected 524288");
}

#[test]
fn a_matrix_that_is_not_orthogonal_or_has_another_gain() {
    let row = row("orthogonal");
    assert_found(&matrices::compare(&row, 1.0001), ": root mean square 0.0707");
    let other_gain = fill(&row, &orthogonal().gain(Gain::Value(1.0001)));
    assert_found(&matrices::judge(&row, other_gain, 1.0), "from gain^2 I");
    let normals = fill(&row, &normal(0.0, 200.0_f64.sqrt().recip()));
    assert_found(&matrices::judge(&row, normals, 1.0), "from gain^2 I");
}

#[test]
fn a_matrix_that_differs_in_an_element_or_in_its_zeros() {
    assert_found(&exact(&row("eye"), &eye().gain(Gain::Value(1.000_002))), "element 0 is 1.000002");
    assert_found(&exact(&row("dirac"), &dirac().groups(2)), "element 13 is 1 here, 0 there");
    assert_found(&sparse::compare(&row("sparse"), 0.31, 0.05), "elements are 0 there, expected 18600");
    assert_found(&sparse::compare(&row("sparse"), 0.3, 0.052), ": std 0.0");
}

/// Two rows: one to compare, one for later.
const ROWS: &str = "{\"system\": \"torch\", \"name\": \"new\"}\n{\"system\": \"torch\", \"name\": \"old\"}";

const SYSTEM: System =
    System { data: ROWS, later: &[("old", 1)], compared: 1, compare: |row| (row.name() == "new").then(Faults::new) };

#[test]
fn rows_that_are_all_accounted_for() {
    SYSTEM.run();
}

#[test]
#[should_panic(expected = "torch new (line 1): neither compared nor listed for later")]
fn an_unknown_name() {
    System { compare: |_| None, ..SYSTEM }.run();
}

#[test]
#[should_panic(expected = "torch old (line 2): compared, but still listed for later")]
fn a_name_that_is_compared_and_listed() {
    System { compare: |_| Some(Faults::new()), ..SYSTEM }.run();
}

#[test]
#[should_panic(expected = "number of rows compared")]
fn a_row_too_few() {
    System { compared: 2, ..SYSTEM }.run();
}

#[test]
#[should_panic(expected = "number of rows of `old`")]
fn a_later_row_too_few() {
    System { later: &[("old", 2)], ..SYSTEM }.run();
}

#[test]
#[should_panic(expected = "too large")]
fn a_fault() {
    System { compare: |row| (row.name() == "new").then(|| vec!["too large".to_owned()]), ..SYSTEM }.run();
}
