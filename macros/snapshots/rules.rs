fn main() {
    let _ = {
        use paraminit::__private as __p;
        #[allow(unexpected_cfgs)]
        const _: () = {
            #[cfg(rust_analyzer)]
            enum __Editor {
                Rules = {
                    use __p::EditorPart as _;
                    let __model = __p::editor::<Mlp>();
                    let _ = &__p::Editor(__model).part().__;
                    let _ = __p::init::zeros;
                    let _ = &__p::Editor(&__p::Editor(__model).part().hidden)
                        .part()
                        .weight;
                    let _ = &__p::Editor(
                            &__p::Editor(&__p::Editor(__model).part().blocks).part()[0],
                        )
                        .part()
                        .__;
                    let _ = &__p::Editor(
                            &__p::Editor(&__p::Editor(__model).part().blocks).part().2,
                        )
                        .part()
                        .__;
                    let _ = __p::init::scaled;
                    let _ = __p::init::xavier_uniform;
                    let _ = __p::init::Relu;
                    let _ = &__p::Editor(&__p::Editor(__model).part().output)
                        .part()
                        .weight;
                    let _ = __p::by(|p| init::normal(0.0, 1.0 / p.len(0) as f64));
                    let _ = &__p::Editor(__model).part().__;
                    let _ = __p::Editor(__model).part().__;
                    0
                },
            }
        };
        const __SUBJECT: &__p::Subject<5usize> = &__p::Subject {
            name: "Mlp",
            schema: <Mlp as __p::Initialize>::SCHEMA,
            alternatives: &[
                __p::Alternative {
                    pattern: __p::Pattern {
                        segments: &[
                            __p::PatternSegment::Deep,
                            __p::PatternSegment::Name("bias"),
                        ],
                        text: "**.bias",
                        rest: ::core::option::Option::None,
                    },
                    rule: 0usize,
                    says: __p::Says::Initializer,
                    on_field: false,
                    optional: false,
                    mounted: ::core::option::Option::None,
                },
                __p::Alternative {
                    pattern: __p::Pattern {
                        segments: &[
                            __p::PatternSegment::Name("hidden"),
                            __p::PatternSegment::Name("weight"),
                        ],
                        text: "hidden.weight",
                        rest: ::core::option::Option::None,
                    },
                    rule: 1usize,
                    says: __p::Says::Initializer,
                    on_field: false,
                    optional: false,
                    mounted: ::core::option::Option::None,
                },
                __p::Alternative {
                    pattern: __p::Pattern {
                        segments: &[
                            __p::PatternSegment::Name("blocks"),
                            __p::PatternSegment::Index {
                                from: 2usize,
                                to: 18446744073709551615usize,
                            },
                            __p::PatternSegment::Kind("Dense"),
                            __p::PatternSegment::Name("weight"),
                        ],
                        text: "blocks[2..].<Dense>.weight",
                        rest: ::core::option::Option::None,
                    },
                    rule: 1usize,
                    says: __p::Says::Initializer,
                    on_field: false,
                    optional: false,
                    mounted: ::core::option::Option::None,
                },
                __p::Alternative {
                    pattern: __p::Pattern {
                        segments: &[
                            __p::PatternSegment::Name("output"),
                            __p::PatternSegment::Name("weight"),
                        ],
                        text: "output.weight",
                        rest: ::core::option::Option::None,
                    },
                    rule: 2usize,
                    says: __p::Says::Initializer,
                    on_field: false,
                    optional: false,
                    mounted: ::core::option::Option::None,
                },
                __p::Alternative {
                    pattern: __p::Pattern {
                        segments: &[__p::PatternSegment::Deep],
                        text: "**",
                        rest: ::core::option::Option::None,
                    },
                    rule: 3usize,
                    says: __p::Says::Default,
                    on_field: false,
                    optional: false,
                    mounted: ::core::option::Option::None,
                },
            ],
        };
        #[allow(long_running_const_eval)]
        const __PARAMETERS: ::core::primitive::usize = __p::count(
            __SUBJECT.schema,
            __SUBJECT.alternatives,
        );
        #[allow(long_running_const_eval)]
        const __REPORT: &__p::Report<__PARAMETERS, 5usize> = &__p::report(
            __SUBJECT.schema,
            __SUBJECT.alternatives,
        );
        const _: () = __p::assert_attributes(__SUBJECT.schema);
        const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 0usize);
        const __RULE_0: __p::Init = {
            use __p::init::*;
            __p::import_is_used(sqrt);
            zeros()
        };
        const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 1usize);
        const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 2usize);
        const __RULE_1_0: __p::Init = {
            use __p::init::*;
            __p::import_is_used(sqrt);
            xavier_uniform().gain(Relu)
        };
        const __RULE_1: __p::Init = {
            use __p::init::*;
            __p::import_is_used(sqrt);
            scaled(__RULE_1_0, 0.5)
        };
        const _: () = __p::assert_argument_of(&__RULE_1_0, "gain", __REPORT, 1usize);
        const _: () = __p::assert_argument_of(&__RULE_1, "k", __REPORT, 1usize);
        const _: () = __p::assert_initializer(
            &__RULE_1,
            false,
            __p::rule_elements(__REPORT, 1usize),
        );
        const _: () = __p::assert_suits(
            __SUBJECT,
            __REPORT,
            1usize,
            __p::some(&__RULE_1),
            false,
        );
        const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 3usize);
        const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 4usize);
        const _: () = __p::assert_defaults(__SUBJECT, __REPORT, 3usize);
        const _: () = __p::assert_suits(__SUBJECT, __REPORT, 3usize, __p::none(), false);
        const _: () = __p::assert_covered(__SUBJECT, __REPORT);
        const __TABLE: &[__p::Rule] = &[
            __p::Rule {
                patterns: &[__SUBJECT.alternatives[0usize].pattern],
                optional: false,
                action: __p::Action::Init(__RULE_0),
                text: "zeros",
                location: __p::RulePlace::Code(::core::panic::Location::caller()),
            },
            __p::Rule {
                patterns: &[
                    __SUBJECT.alternatives[1usize].pattern,
                    __SUBJECT.alternatives[2usize].pattern,
                ],
                optional: false,
                action: __p::Action::Init(__RULE_1),
                text: "scaled(xavier_uniform(gain = Relu), 0.5)",
                location: __p::RulePlace::Code(::core::panic::Location::caller()),
            },
            __p::Rule {
                patterns: &[__SUBJECT.alternatives[3usize].pattern],
                optional: false,
                action: __p::Action::Slot(0usize),
                text: "|p| init::normal(0.0, 1.0 / p.len(0) as f64)",
                location: __p::RulePlace::Code(::core::panic::Location::caller()),
            },
            __p::Rule {
                patterns: &[__SUBJECT.alternatives[4usize].pattern],
                optional: false,
                action: __p::Action::Default,
                text: "default",
                location: __p::RulePlace::Code(::core::panic::Location::caller()),
            },
        ];
        __p::Rules::<
            Mlp,
        >::new(
            __TABLE,
            __p::in_a_constant_write_const_before_the_closure(
                __p::By(|p| init::normal(0.0, 1.0 / p.len(0) as f64)),
            ),
        )
    };
}
