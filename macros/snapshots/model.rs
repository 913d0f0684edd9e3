#[allow(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    unexpected_cfgs,
    unused_qualifications
)]
const _: () = {
    use ::paraminit::__private as __p;
    #[cfg(rust_analyzer)]
    enum __Editor {
        Rules = {
            use __p::EditorPart as _;
            let __model = __p::editor::<Transformer>();
            let _ = &__p::Editor(__model).part().__;
            let _ = __p::init::normal;
            let _ = __p::init::glorot_uniform;
            let _ = &__p::Editor(
                    &__p::Editor(&__p::Editor(__model).part().blocks).part().norm,
                )
                .part()
                .gain;
            let _ = __p::init::ones;
            let _ = __p::Editor(__model).part().__;
            0
        },
    }
    #[automatically_derived]
    impl __p::Initialize for Transformer {
        const SCHEMA: &'static __p::Schema = &__p::Schema {
            kind: "Transformer",
            node: <Self as __p::Declared>::NODE,
            rules: &[
                __p::Rule {
                    patterns: &[
                        __p::Pattern {
                            segments: &[__p::PatternSegment::Deep],
                            text: "**",
                            rest: ::core::option::Option::None,
                        },
                    ],
                    optional: false,
                    action: __p::Action::Init(__RULE_2),
                    text: "normal(0.0, 0.02)",
                    location: __p::RulePlace::Code(::core::panic::Location::caller()),
                },
            ],
            judged: true,
            skipped: &["step"],
            summary: __p::Summary::of(&<Self as __p::Declared>::NODE),
        };
        #[allow(unused_variables)]
        fn visit_parameters<'__m>(
            &'__m self,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::Visit<'__m>,
        ) {
            __p::need_parameter::<Array2<f32>>();
            __p::need_shaped::<Array2<f32>, 2usize>();
            __p::need_shaped::<Array2<f32>, 2usize>();
            __p::need_shaped::<Array1<f32>, 1usize>();
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __shape_1 = __p::Initialize::parameter_shape(&self.qkv);
            <Array2<f32> as __p::Initialize>::__visit_field(&self.qkv, __fields, 0usize);
            <Array1<
                f32,
            > as __p::Initialize>::visit_parameters(
                &self.bias,
                &__place.field_with_fans(1usize, __shape_1.as_deref()),
                &mut *__fields.visitor,
            );
            <Vec<
                Block,
            > as __p::Initialize>::__visit_field(&self.blocks, __fields, 2usize);
        }
        #[allow(unused_variables)]
        fn visit_parameters_mut<'__m>(
            &'__m mut self,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::VisitMut<'__m>,
        ) {
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __shape_1 = __p::Initialize::parameter_shape(&self.qkv);
            <Array2<
                f32,
            > as __p::Initialize>::__visit_field_mut(&mut self.qkv, __fields, 0usize);
            <Array1<
                f32,
            > as __p::Initialize>::visit_parameters_mut(
                &mut self.bias,
                &__place.field_with_fans(1usize, __shape_1.as_deref()),
                &mut *__fields.visitor,
            );
            <Vec<
                Block,
            > as __p::Initialize>::__visit_field_mut(&mut self.blocks, __fields, 2usize);
        }
    }
    #[automatically_derived]
    impl __p::Declared for Transformer {
        const NODE: __p::Node = __p::Node::Struct(
            &[
                __p::SchemaField {
                    axes: ::core::option::Option::Some(
                        &[
                            __p::Axis {
                                role: __p::Role::In,
                                blocks: 1,
                            },
                            __p::Axis {
                                role: __p::Role::Out,
                                blocks: 3,
                            },
                        ],
                    ),
                    ..__p::SchemaField::with_rule(
                        __p::FieldName::Named("qkv"),
                        <Array2<f32> as __p::Initialize>::SCHEMA,
                        &[__p::Rule::bare(__RULE_0, "glorot_uniform")],
                    )
                },
                __p::SchemaField {
                    key: ::core::option::Option::Some("b"),
                    fans_of: ::core::option::Option::Some(0usize),
                    ..__p::SchemaField::here(
                        __p::FieldName::Named("bias"),
                        <Array1<f32> as __p::Initialize>::SCHEMA,
                    )
                },
                __p::SchemaField {
                    rules: &[
                        __p::Rule {
                            patterns: &[
                                __p::Pattern {
                                    segments: &[
                                        __p::PatternSegment::Name("norm"),
                                        __p::PatternSegment::Name("gain"),
                                    ],
                                    text: "norm.gain",
                                    rest: ::core::option::Option::None,
                                },
                            ],
                            optional: false,
                            action: __p::Action::Init(__RULE_1),
                            text: "ones",
                            location: __p::RulePlace::Code(
                                ::core::panic::Location::caller(),
                            ),
                        },
                    ],
                    ..__p::SchemaField::here(
                        __p::FieldName::Named("blocks"),
                        <Vec<Block> as __p::Initialize>::SCHEMA,
                    )
                },
            ],
        );
    }
    #[automatically_derived]
    impl<__Family> __p::DeclaredBy<__Family> for Transformer {
        type By = __p::Own<Self>;
    }
    #[automatically_derived]
    impl __p::Dimensioned for Transformer {
        type Dims = TransformerDims;
    }
    #[automatically_derived]
    impl __p::Make<__p::NoShape, __p::NoLen> for Transformer
    where
        for<'__a> __p::Field<
            '__a,
            Array2<f32>,
        >: __p::MakeField<[::core::primitive::usize; 2usize], __p::NoLen>,
        for<'__a> __p::Field<
            '__a,
            Array1<f32>,
        >: __p::MakeField<[::core::primitive::usize; 1usize], __p::NoLen>,
        for<'__a> __p::Field<
            '__a,
            Vec<Block>,
        >: __p::MakeFieldWith<
            <Vec<Block> as __p::Dimensioned>::Dims,
            __p::NoShape,
            __p::Len<__p::NoLen>,
        >,
        for<'__a> __p::Field<'__a, usize>: __p::Skipped<Value = usize>,
    {
        #[allow(unused_variables)]
        fn make(
            __dims: &Self::Dims,
            _: __p::NoShape,
            _: __p::NoLen,
        ) -> ::core::result::Result<Self, __p::InitError> {
            let d_model = __dims.d_model;
            let layers = __dims.layers;
            let __made_0 = match __p::make_field::<
                Array2<f32>,
                _,
                _,
            >("qkv", [d_model, 3 * d_model], __p::NoLen) {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            let __made_1 = match __p::make_field::<
                Array1<f32>,
                _,
                _,
            >("bias", [d_model], __p::NoLen) {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            let __made_2 = match __p::make_field_with::<
                Vec<Block>,
                _,
                _,
                _,
            >(
                "blocks",
                &{
                    type __Dims = <Vec<Block> as __p::Dimensioned>::Dims;
                    __Dims { d_model }
                },
                __p::NoShape,
                __p::Len(layers, __p::NoLen),
            ) {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            let __made_3 = <__p::Field<'_, usize> as __p::Skipped>::skipped();
            __p::Ok(Self {
                qkv: __made_0,
                bias: __made_1,
                blocks: __made_2,
                step: __made_3,
            })
        }
    }
    const __SUBJECT: &__p::Subject<3usize> = &__p::Subject {
        name: "Transformer",
        schema: <Transformer as __p::Initialize>::SCHEMA,
        alternatives: &[
            __p::Alternative::of_bare(
                &[__p::PatternSegment::Name("qkv")],
                "qkv",
                0usize,
            ),
            __p::Alternative {
                pattern: __p::Pattern {
                    segments: &[
                        __p::PatternSegment::Name("blocks"),
                        __p::PatternSegment::Name("norm"),
                        __p::PatternSegment::Name("gain"),
                    ],
                    text: "blocks.norm.gain",
                    rest: ::core::option::Option::None,
                },
                rule: 1usize,
                says: __p::Says::Attribute,
                on_field: true,
                optional: false,
                mounted: ::core::option::Option::None,
            },
            __p::Alternative {
                pattern: __p::Pattern {
                    segments: &[__p::PatternSegment::Deep],
                    text: "**",
                    rest: ::core::option::Option::None,
                },
                rule: 2usize,
                says: __p::Says::Attribute,
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
    const __REPORT: &__p::Report<__PARAMETERS, 3usize> = &__p::report(
        __SUBJECT.schema,
        __SUBJECT.alternatives,
    );
    const __RULE_0: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        glorot_uniform()
    };
    const _: () = __p::assert_suits(
        __SUBJECT,
        __REPORT,
        0usize,
        __p::some(&__RULE_0),
        true,
    );
    const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 1usize);
    const __RULE_1: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        ones()
    };
    const _: () = __p::assert_pattern(__SUBJECT, __REPORT, 2usize);
    const __RULE_2: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        normal(0.0, 0.02)
    };
    const _: () = {
        __p::assert_argument_of(&__RULE_2, "mean", __REPORT, 2usize);
        __p::assert_argument_of(&__RULE_2, "std", __REPORT, 2usize);
    };
    const _: () = __p::assert_field(__SUBJECT, __REPORT, 1usize);
    const _: () = __p::assert_field(__SUBJECT, __REPORT, 2usize);
    const _: () = __p::assert_axis(__SUBJECT, 0usize, 1usize);
    const _: () = __p::assert_depth(__SUBJECT, __REPORT);
};
///The run-time sizes of a `Transformer`.
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
)]
pub struct TransformerDims {
    ///`d_model`
    pub d_model: ::core::primitive::usize,
    ///`layers`
    pub layers: ::core::primitive::usize,
}
