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
    enum __Editor<T: Scalar> {
        Rules = {
            use __p::EditorPart as _;
            let __model = __p::editor::<AttentionDef<T>>();
            let _ = __p::init::zeros;
            let _ = __p::Editor(__model).part().__;
            0
        },
    }
    #[automatically_derived]
    impl<T: Scalar> __p::InitializeAs<other::Attention<T>> for AttentionDef<T>
    where
        Array2<T>: __p::Initialize,
    {
        const SCHEMA: &'static __p::Schema = &__p::Schema {
            kind: "Attention",
            node: <Self as __p::Declared>::NODE,
            rules: &[],
            judged: false,
            skipped: &["heads"],
            summary: __p::Summary::of(&<Self as __p::Declared>::NODE),
        };
        #[allow(unused_variables)]
        fn visit_parameters_as<'__m>(
            __value: &'__m other::Attention<T>,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::Visit<'__m>,
        ) {
            __p::need_parameter::<Array2<T>>();
            __p::need_shaped::<Array2<T>, 2usize>();
            __p::need_shaped::<Array2<T>, 2usize>();
            __p::need_option::<Option<Vec<other::Linear>>>();
            __p::need_elements::<Option<Vec<other::Linear>>>();
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __axes_0 = [
                {
                    let heads = __p::blocks(__value.heads);
                    __p::Axis {
                        role: __p::Role::Out,
                        blocks: heads,
                    }
                },
                {
                    __p::Axis {
                        role: __p::Role::In,
                        blocks: 1,
                    }
                },
            ];
            <Array2<
                T,
            > as __p::Initialize>::visit_parameters(
                (|__declared: &'__m other::Attention<T>| -> &'__m Array2<T> {
                    &__declared.query
                })(__value),
                &__place.field(0usize).with_axes(&__axes_0),
                &mut *__fields.visitor,
            );
            <Vec<
                LinearDef,
            > as __p::InitializeAs<
                Option<Vec<other::Linear>>,
            >>::__visit_field_as(
                (|
                    __declared: &'__m other::Attention<T>,
                | -> &'__m Option<Vec<other::Linear>> { &__declared.layers })(__value),
                __fields,
                1usize,
            );
        }
        #[allow(unused_variables)]
        fn visit_parameters_mut_as<'__m>(
            __value: &'__m mut other::Attention<T>,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::VisitMut<'__m>,
        ) {
            let __fields = &mut __p::Fields::new(__place, __visitor);
            let __axes_0 = [
                {
                    let heads = __p::blocks(__value.heads);
                    __p::Axis {
                        role: __p::Role::Out,
                        blocks: heads,
                    }
                },
                {
                    __p::Axis {
                        role: __p::Role::In,
                        blocks: 1,
                    }
                },
            ];
            <_ as __p::Initialize>::visit_parameters_mut(
                &mut __value.query,
                &__place.field(0usize).with_axes(&__axes_0),
                &mut *__fields.visitor,
            );
            <Vec<
                LinearDef,
            > as __p::InitializeAs<
                Option<Vec<other::Linear>>,
            >>::__visit_field_mut_as(&mut __value.layers, __fields, 1usize);
        }
    }
    #[automatically_derived]
    impl<T: Scalar> __p::Declared for AttentionDef<T>
    where
        Array2<T>: __p::Initialize,
    {
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
                    blocks_kept: true,
                    ..__p::SchemaField::with_rule(
                        __p::FieldName::Named("query"),
                        <Array2<T> as __p::Initialize>::SCHEMA,
                        &[__p::Rule::bare(__RULE_0, "zeros")],
                    )
                },
                __p::SchemaField::here(
                    __p::FieldName::Named("layers"),
                    <Vec<
                        LinearDef,
                    > as __p::InitializeAs<Option<Vec<other::Linear>>>>::SCHEMA,
                ),
            ],
        );
    }
    #[automatically_derived]
    impl<T: Scalar> __p::Dimensioned for AttentionDef<T> {
        type Dims = Config;
    }
    #[automatically_derived]
    impl<T: Scalar> __p::MakeAs<other::Attention<T>, __p::NoShape, __p::NoLen>
    for AttentionDef<T>
    where
        for<'__a> __p::Field<
            '__a,
            Array2<T>,
        >: __p::MakeField<[::core::primitive::usize; 2usize], __p::NoLen>,
        for<'__a> __p::Field<
            '__a,
            __p::With<Option<Vec<other::Linear>>, Vec<LinearDef>>,
        >: __p::MakeFieldEach<
            <__p::With<
                Option<Vec<other::Linear>>,
                Vec<LinearDef>,
            > as __p::Dimensioned>::Dims,
            __p::NoShape,
            __p::Len<__p::NoLen>,
            __p::Below<__p::Here>,
        >,
        for<'__a> __p::Field<
            '__a,
            Option<Vec<other::Linear>>,
        >: __p::Absent<Value = Option<Vec<other::Linear>>>,
    {
        #[allow(unused_variables)]
        fn make_as(
            __dims: &Self::Dims,
            _: __p::NoShape,
            _: __p::NoLen,
        ) -> ::core::result::Result<other::Attention<T>, __p::InitError> {
            let cfg = __dims;
            let __made_0 = match __p::make_field::<
                Array2<T>,
                _,
                _,
            >("query", [cfg.width, cfg.width], __p::NoLen) {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            let __made_1 = if cfg.deep {
                match {
                    let __sizes = __p::by_index(|i| &cfg.linear[i]);
                    __p::make_field_each::<
                        __p::With<Option<Vec<other::Linear>>, Vec<LinearDef>>,
                        <__p::With<
                            Option<Vec<other::Linear>>,
                            Vec<LinearDef>,
                        > as __p::Dimensioned>::Dims,
                        _,
                        _,
                        __p::Below<__p::Here>,
                        _,
                    >(
                        "layers",
                        __p::Len(2, __p::NoLen),
                        &|__at: &[::core::primitive::usize]| (
                            __sizes(__at),
                            __p::NoShape,
                        ),
                    )
                } {
                    __p::Ok(__field) => __field.into_inner(),
                    __p::Err(__error) => return __p::Err(__error),
                }
            } else {
                <__p::Field<'_, Option<Vec<other::Linear>>> as __p::Absent>::absent()
            };
            let __made_2 = cfg.heads;
            __p::Ok(other::Attention {
                query: __made_0,
                layers: __made_1,
                heads: __made_2,
            })
        }
    }
    const __RULE_0: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        zeros()
    };
    const _: () = __p::assert_bare(
        "query",
        &__RULE_0,
        __p::some(2usize),
        false,
        __p::some("Attention"),
        ::core::option::Option::None,
    );
    #[allow(
        dead_code,
        unreachable_code,
        clippy::all,
        clippy::pedantic,
        clippy::nursery,
        clippy::restriction
    )]
    fn __declared<T: Scalar>(__value: AttentionDef<T>) -> AttentionDef<T> {
        let _ = &__value.query;
        let _ = &__value.layers;
        let _ = &__value.heads;
        AttentionDef {
            query: ::core::unreachable!(),
            layers: ::core::unreachable!(),
            heads: ::core::unreachable!(),
        }
    }
};
