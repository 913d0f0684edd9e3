//! The page "What the compiler tells you" is made of the UI tests, so that it cannot go stale.
//!
//! `BLESS=1 cargo test -p paraminit-tests --test suite docs` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

mod links;
mod names;
mod numbers;

/// One class of mistakes: a title, a paragraph, and cases with their fixes.
struct Class {
    title: &'static str,
    about: &'static str,
    /// The UI test, and what to do.
    cases: &'static [(&'static str, &'static str)],
}

const INTRODUCTION: &str = "\
# What the compiler tells you

Every class of mistake that `cargo check` finds, with its message, word for word, and the fix. `error[E0080]: evaluation
panicked` is how the compiler introduces a check that a library evaluates while it compiles; what matters comes after it.
All mistakes of a file are reported at once.
";

const CLASSES: &[Class] = &[
    Class {
        title: "A pattern that matches nothing",
        about: "Patterns match whole segments of whole paths. A name that is nowhere, a path that is too short, a part that \
                is no parameter, an element that is not there: each gets the nearest thing that exists.",
        cases: &[
            ("patterns/fail_unknown_field", "Write `hidden.weight`."),
            ("patterns/fail_end_of_a_path", "Write `**.c_proj.weight`: a pattern begins at the root."),
            ("patterns/fail_part_of_a_name", "Write `layer1.weight | layer2.weight`, and `layer1.bias`."),
            ("patterns/fail_skipped_field", "Remove the rules: what is skipped is no parameter."),
            ("patterns/fail_part_is_no_parameter", "Write `hidden.**` for all parameters of the part."),
            ("patterns/fail_unknown_kind", "Write `<Dense>.weight`. Kinds are names of types."),
            ("patterns/fail_index_beyond_array", "Name an element that is there."),
            ("patterns/fail_range_beyond_array", "End the range where the array ends, or leave it open: `[2..]`."),
        ],
    },
    Class {
        title: "A rule that can never apply",
        about: "The first rule that matches a parameter wins, as in a `match`.",
        cases: &[
            ("order/fail_shadowed", "Put the exception above the general rule."),
            ("order/fail_taken_by_two", "Remove the third rule: there is nothing left for it."),
            (
                "patterns/fail_name_of_what_is_fixed_without_a_place",
                "Say where it is, as in the third set: a name behind `**` is general.",
            ),
        ],
    },
    Class {
        title: "A parameter that no rule covers",
        about: "Nothing is initialized by oversight, and nothing is left alone by oversight.",
        cases: &[
            ("coverage/fail_forgotten_bias", "Add `**.bias => zeros`, or `** => default`, or `** => keep`."),
            ("coverage/fail_rest_of_a_vec", "Cover the other elements too."),
            ("coverage/fail_field_without_initializer", "Give the field an initializer, or say `required`."),
            ("coverage/fail_required", "Build it by rules that cover the parameter. (`cargo build` finds this one.)"),
        ],
    },
    Class {
        title: "An initializer that does not suit a parameter",
        about: "Fans come from declared axes, never from a guess, and vectors have none.",
        cases: &[
            ("suits/fail_xavier_on_bias", "Write `**.weight => xavier_uniform(gain = Relu), **.bias => zeros`."),
            ("suits/fail_xavier_without_axes", "Add `axes = [out, in]`, or `[in, out]`, as the layer multiplies."),
            (
                "suits/fail_number_of_gates",
                "List four: input, forget, cell, output, or in which order the layer has them.",
            ),
            ("axes/fail_packed_blocks", "Make the axis a multiple of 3, or correct the number of blocks."),
            ("axes/fail_groups_as_a_key", "Write `axes = [4 * out, in, kernel]`."),
            ("axes/fail_size_of_a_new_model", "Add the field, as the forward pass needs it too."),
            ("derive/fail_fans_of_a_field_without_axes", "Declare the axes of `weight`."),
        ],
    },
    Class {
        title: "An array that is cut into parts",
        about: "Each part is a parameter; the array is not. Its parts fill the axis that they cut.",
        cases: &[
            ("parts/fail_rule_on_the_array", "Write `attn.qkv.*`, or name the parts."),
            ("parts/fail_rule_on_an_array_among_others", "Say what the parts get as well."),
            ("parts/fail_sum", "Write `v = KV`, or make the axis as long as its parts."),
            ("parts/fail_size_of_a_new_model", "Add the field, as the forward pass needs it too."),
            ("parts/fail_fans_of_parts", "Cut the bias as its weight is cut, with the same names."),
        ],
    },
    Class {
        title: "A parameter that a preset does not know",
        about: "A preset gives what its system defines, and guesses nothing.",
        cases: &[
            ("presets/fail_layer_of_ones_own", "Say `part = weight` and `part = bias` on its fields."),
            ("presets/fail_unknown_kind", "Say `kind = Dense` on the struct, if that is what it is."),
            ("presets/fail_part_of_another_system", "Remove it, or give it an initializer of its own."),
            ("presets/fail_gates_not_packed", "Write `axes = [3 * out, in]`."),
            ("presets/fail_bias_without_a_weight", "Add `fans_of = weight`."),
        ],
    },
    Class {
        title: "An argument that is wrong",
        about: "Literals and constants alike are judged for the element types of the parameters that the rule governs.",
        cases: &[
            ("arguments/fail_negative_std", "Write `0.01`."),
            ("arguments/fail_constant_of_the_user", "Correct the constant."),
            ("arguments/fail_low_above_high", "Give the lower bound first."),
            ("arguments/fail_not_representable", "Choose a number that an `f32` can hold, or an `f64` parameter."),
            ("arguments/fail_mixture_weights", "Make the weights sum to 1."),
        ],
    },
    Class {
        title: "A name or an argument that does not exist",
        about: "Of initializers, gains, modes, options, attribute keys.",
        cases: &[
            ("names/fail_initializer", "Take the compiler's suggestion."),
            (
                "names/fail_initializer_of_another_system",
                "Take the name that it has here; a `const fn` of your own in the module comes first.",
            ),
            (
                "names/fail_bare_name_in_a_closure",
                "Write `init::normal(..)`: what follows `|p|`, or stands in braces, is plain Rust.",
            ),
            ("names/fail_closure_in_a_const", "Write `const |p| init::normal(..)`."),
            ("names/fail_self", "Write `Net` for `Self`."),
            ("names/fail_argument", "Write `gain`; `zeros` has no options."),
            (
                "names/fail_local_variable",
                "Write `{ init::normal(0.0, std) }`: what only run time knows stands in braces.",
            ),
            ("derive/fail_unknown_key", "Write `shape`."),
            ("derive/fail_colon_for_an_arrow", "Write `bias => zeros`."),
        ],
    },
    Class {
        title: "Lists that do not fit the array",
        about: "`shape` and `axes` have one entry for each axis; sizes are constants or declared in `dims`.",
        cases: &[
            ("derive/fail_size_that_skip_loses", "Say what the field holds: `skip = heads`, `skip = cfg.clone()`."),
            ("derive/fail_size_that_nothing_reads", "Remove the size, or give it to what it was meant for."),
            ("derive/fail_keyword_as_a_size", "Call the sizes `inputs` and `outputs`."),
            ("derive/fail_unknown_size", "Correct the name, or declare it in `dims`."),
            ("derive/fail_shape_of_another_rank", "Write `shape = [4, 4]`."),
        ],
    },
    Class {
        title: "Layers that do not fit",
        about: "A tuple of layers is a sequence. Where a field says so, its sizes are checked at the definition; \
                `forward` on a tuple checks them in any case.",
        cases: &[
            ("layers/fail_sequence_of_a_field", "Write `Dense<8, 1>`."),
            ("layers/fail_layers_do_not_fit", "Write `Dense<8, 1>`."),
        ],
    },
    Class {
        title: "A model that cannot be built",
        about: "Only who builds a model needs its sizes; `apply` on an existing one does not.",
        cases: &[
            ("build/fail_no_shape", "Add `shape = [..]`."),
            ("build/fail_nested_without_dims", "Add `#[init(dims { width: 4 })]` to the field `scale`."),
        ],
    },
    Class {
        title: "Enums and maps",
        about: "Parameters of every variant must be covered. A key that a rule names is judged like an index.",
        cases: &[
            ("enums/fail_uncovered_variant", "Cover the variant's parameters too: `<Scale>.weight => ..`."),
            ("enums/fail_no_variant_to_build", "Mark the variant that a new model has: `#[init(build)]`."),
            ("enums/fail_two_to_fall_back_on", "Say when one of the two is built: `build = ..`."),
            ("maps/fail_uncovered_keys", "Cover every other key: `heads[*].weight => ..`."),
            ("maps/fail_shadowed_key", "Put the exception above the general rule."),
        ],
    },
    Class {
        title: "Configs, parts that may be absent, types of other crates",
        about: "A config's fields are judged by the compiler itself; what can stand where is ours to say.",
        cases: &[
            ("config/fail_unknown_field", "Write the field that exists."),
            ("config/fail_unknown_name", "Write `cfg.` in front of a field of the config."),
            ("config/fail_when_always_there", "Make the field an `Option`."),
            (
                "remote/fail_without_a_declaration",
                "Declare the type with `remote`, and name the declaration: `with = ..`.",
            ),
        ],
    },
    Class {
        title: "Rule sets of parts, and selections",
        about: "A mounted set is checked against its own model, and the pattern in front of it against the model around it.",
        cases: &[
            (
                "composition/fail_projection_of_a_block",
                "Write `**.c_proj.weight`: the set's patterns begin at the block.",
            ),
            ("composition/fail_mounted", "Mount the set where its model stands."),
            ("composition/fail_not_mounted", "Write `rules(..)` around the set."),
            ("composition/fail_last", "Name an element that is there."),
            (
                "select/fail_selection",
                "As in a rule set: match something, come before what takes all, and cover everything.",
            ),
        ],
    },
];

fn page() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let read = |case: &str, ending: &str| {
        let path = folder.join(format!("{case}.{ending}"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let mut page = String::from(INTRODUCTION);
    for Class { title, about, cases } in CLASSES {
        let _ = write!(page, "\n## {title}\n\n{about}\n");
        for (case, fix) in *cases {
            let (source, message) = (read(case, "rs"), read(case, "stderr"));
            let (source, message) =
                (source.trim_end(), message.trim_end().replace(&format!("ui/{case}.rs"), "src/main.rs"));
            let _ = write!(page, "\n```rust,compile_fail\n{source}\n```\n\n```text\n{message}\n```\n\n{fix}\n");
        }
    }
    page
}

#[test]
fn what_the_compiler_tells_you_is_what_it_tells() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/docs/diagnostics.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "{} is stale; run with BLESS=1", path.display());
}
