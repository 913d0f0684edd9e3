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
            let __model = __p::editor::<LinearDef>();
            let _ = __p::init::xavier_uniform;
            let _ = __p::init::zeros;
            let _ = __p::Editor(__model).part().__;
            0
        },
    }
    #[automatically_derived]
    impl __p::InitializeAs<other::Linear> for LinearDef {
        const SCHEMA: &'static __p::Schema = &__p::Schema {
            kind: "Linear",
            node: <Self as __p::Declared>::NODE,
            rules: &[],
            judged: true,
            skipped: &[],
            summary: __p::Summary::of(&<Self as __p::Declared>::NODE),
        };
        #[allow(unused_variables)]
        fn visit_parameters_as<'__m>(
            __value: &'__m other::Linear,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::Visit<'__m>,
        ) {
            __p::need_parameter::<Array2<f32>>();
            __p::need_shaped::<Array2<f32>, 2usize>();
            __p::need_parameter::<Array1<f32>>();
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __shape_1 = __p::Initialize::parameter_shape(__value.weight());
            <Array2<
                f32,
            > as __p::Initialize>::__visit_field(__value.weight(), __fields, 0usize);
            <Array1<
                f32,
            > as __p::Initialize>::visit_parameters(
                (|__declared: &'__m other::Linear| -> &'__m Array1<f32> {
                    &__declared.bias
                })(__value),
                &__place.field_with_fans(1usize, __shape_1.as_deref()),
                &mut *__fields.visitor,
            );
        }
        #[allow(unused_variables)]
        fn visit_parameters_mut_as<'__m>(
            __value: &'__m mut other::Linear,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::VisitMut<'__m>,
        ) {
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __shape_1 = __p::Initialize::parameter_shape(__value.weight());
            <Array2<
                f32,
            > as __p::Initialize>::visit_parameters_mut(
                __value.weight_mut(),
                &__place.field(0usize),
                &mut __p::Lender(&mut *__fields.visitor),
            );
            <_ as __p::Initialize>::visit_parameters_mut(
                &mut __value.bias,
                &__place.field_with_fans(1usize, __shape_1.as_deref()),
                &mut __p::Lender(&mut *__fields.visitor),
            );
        }
    }
    #[automatically_derived]
    impl __p::Declared for LinearDef {
        const NODE: __p::Node = __p::Node::Struct(
            &[
                __p::SchemaField {
                    axes: ::core::option::Option::Some(
                        &[
                            __p::Axis {
                                role: __p::Role::Out,
                                blocks: 1,
                            },
                            __p::Axis {
                                role: __p::Role::In,
                                blocks: 1,
                            },
                        ],
                    ),
                    ..__p::SchemaField::with_rule(
                        __p::FieldName::Named("weight"),
                        <Array2<f32> as __p::Initialize>::SCHEMA,
                        &[__p::Rule::bare(__RULE_0, "xavier_uniform")],
                    )
                },
                __p::SchemaField {
                    fans_of: ::core::option::Option::Some(0usize),
                    ..__p::SchemaField::with_rule(
                        __p::FieldName::Named("bias"),
                        <Array1<f32> as __p::Initialize>::SCHEMA,
                        &[__p::Rule::bare(__RULE_1, "zeros")],
                    )
                },
            ],
        );
    }
    #[automatically_derived]
    impl __p::Dimensioned for LinearDef {
        type Dims = LinearDefDims;
    }
    #[automatically_derived]
    impl __p::MakeAs<other::Linear, __p::NoShape, __p::NoLen> for LinearDef {
        #[allow(unused_variables)]
        fn make_as(
            __dims: &Self::Dims,
            _: __p::NoShape,
            _: __p::NoLen,
        ) -> ::core::result::Result<other::Linear, __p::InitError> {
            let width = __dims.width;
            __p::Ok(other::Linear::new(width))
        }
    }
    const __SUBJECT: &__p::Subject<2usize> = &__p::Subject {
        name: "LinearDef",
        schema: <LinearDef as __p::InitializeAs<other::Linear>>::SCHEMA,
        alternatives: &[
            __p::Alternative::of_bare(
                &[__p::PatternSegment::Name("weight")],
                "weight",
                0usize,
            ),
            __p::Alternative::of_bare(
                &[__p::PatternSegment::Name("bias")],
                "bias",
                1usize,
            ),
        ],
    };
    #[allow(long_running_const_eval)]
    const __PARAMETERS: ::core::primitive::usize = __p::count(
        __SUBJECT.schema,
        __SUBJECT.alternatives,
    );
    #[allow(long_running_const_eval)]
    const __REPORT: &__p::Report<__PARAMETERS, 2usize> = &__p::report(
        __SUBJECT.schema,
        __SUBJECT.alternatives,
    );
    const __RULE_0: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        xavier_uniform()
    };
    const _: () = __p::assert_suits(
        __SUBJECT,
        __REPORT,
        0usize,
        __p::some(&__RULE_0),
        true,
    );
    const __RULE_1: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        zeros()
    };
    #[allow(
        dead_code,
        unreachable_code,
        clippy::all,
        clippy::pedantic,
        clippy::nursery,
        clippy::restriction
    )]
    fn __declared(__value: LinearDef) -> LinearDef {
        let _ = &__value.weight;
        let _ = &__value.bias;
        LinearDef {
            weight: ::core::unreachable!(),
            bias: ::core::unreachable!(),
        }
    }
};
///The run-time sizes of a `LinearDef`.
#[allow(clippy::all, clippy::pedantic, clippy::nursery)]
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
)]
struct LinearDefDims {
    ///`width`
    pub width: ::core::primitive::usize,
}
