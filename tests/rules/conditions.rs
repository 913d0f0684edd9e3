//! Rules under `#[cfg(..)]`: where the condition does not hold, they are not there.

use paraminit::layers::Dense;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    hidden: Dense<4, 4>,
    #[cfg_attr(test, init(bias => constant(7.0)))]
    #[cfg_attr(not(test), init(bias => constant(8.0)))]
    head: Dense<4, 2>,
}

const RULES: Rules<'static, Net> = init! { <Net>
    #[cfg(not(test))]
    **.bias => ones,
    #[cfg(test)]
    hidden.bias => constant(2.0),
    // A rule that is not there is not checked.
    #[cfg(any())]
    hiden.bias => zeros,
    #[cfg(test)]
    #[cfg(not(any()))]
    head.weight => constant(3.0),
    #[cfg(test)]
    #[cfg(any())]
    head.weight | hidden.weight => constant(4.0),
    ** => default,
};

#[test]
fn the_rules_whose_conditions_hold_are_there() -> Result<(), InitError> {
    let net = RULES.build(1)?;
    assert!(net.hidden.bias().iter().all(|&x| x == 2.0));
    assert!(net.head.weight().iter().all(|&x| x == 3.0));
    assert!(net.head.bias().iter().all(|&x| x == 7.0));
    Ok(())
}

/// The set is the one that has these rules only, to the place of each rule.
#[test]
fn plans_show_the_rules_that_are_there() -> Result<(), Box<dyn std::error::Error>> {
    let net = RULES.build(1)?;
    let plan = RULES.plan(&net).to_string();
    let line = |text: &str| 1 + include_str!("conditions.rs").lines().position(|line| line.trim() == text).unwrap_or(0);
    assert!(plan.contains(&format!("conditions.rs:{}", line("hidden.bias => constant(2.0),"))), "{plan}");
    let why = RULES.explain(&net, "hidden.weight")?.to_string();
    assert!(!why.contains("constant(4)") && why.contains("** => default"), "{why}");
    Ok(())
}

#[test]
fn rules_of_a_run_and_selections_have_conditions_too() -> Result<(), Box<dyn std::error::Error>> {
    let scale = 0.5;
    let other = Net::init(3)?;
    let rules = init! { <Net>
        #[cfg(any())]
        **.weight => |_| init::constant(-scale),
        #[cfg(test)]
        **.weight => |_| init::constant(scale),
        #[cfg(test)]
        ** => from(&other).allow_unused(["**.weight"]),
        #[cfg(not(test))]
        ** => keep,
    };
    assert!(rules.build(1)?.hidden.weight().iter().all(|&x| x == 0.5));

    let decay = select! { <Net>
        #[cfg(test)]
        **.bias => 0.0,
        #[cfg(any())]
        ** => 0.2,
        ** => 0.1,
    };
    assert_eq!((decay.get(&other, "head.bias")?, decay.get(&other, "head.weight")?), (&0.0, &0.1));
    Ok(())
}

/// A set of conditions is mounted as any other.
#[test]
fn sets_with_conditions_are_mounted() -> Result<(), InitError> {
    const LAYER: Rules<'static, Dense<4, 4>> = init! { <Dense<4, 4>>
        #[cfg(test)]
        weight => constant(5.0),
        #[cfg(not(test))]
        weight => constant(6.0),
        bias => default,
    };
    let rules = init! { <Net>
        #[cfg(test)]
        hidden => rules(LAYER),
        ** => default,
    };
    assert!(rules.build(1)?.hidden.weight().iter().all(|&x| x == 5.0));
    Ok(())
}
