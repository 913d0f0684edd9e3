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
    enum __Editor<T: Scalar, const N: usize>
    where
        T: Copy,
    {
        Rules = {
            use __p::EditorPart as _;
            let __model = __p::editor::<Pair<T, N>>();
            let _ = __p::init::xavier_uniform;
            let _ = __p::init::zeros;
            let _ = __p::Editor(__model).part().__;
            0
        },
    }
    #[automatically_derived]
    impl<T: Scalar, const N: usize> __p::Initialize for Pair<T, N>
    where
        T: Copy,
        Array2<T>: __p::Initialize,
        Vec<T>: __p::Initialize,
    {
        const SCHEMA: &'static __p::Schema = &__p::Schema {
            kind: "Pair",
            node: <Self as __p::Declared>::NODE,
            rules: &[],
            judged: false,
            skipped: &[],
            summary: __p::Summary::of(&<Self as __p::Declared>::NODE),
        };
        #[allow(unused_variables)]
        fn visit_parameters<'__m>(
            &'__m self,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::Visit<'__m>,
        ) {
            __p::need_parameter::<Array2<T>>();
            __p::need_shaped::<Array2<T>, 2usize>();
            __p::need_shaped::<Array2<T>, 2usize>();
            __p::need_parameter::<Vec<T>>();
            let __fields = &mut __p::Fields::new(__place, __visitor);
            <Array2<T> as __p::Initialize>::__visit_field(&self.0, __fields, 0usize);
            <Vec<T> as __p::Initialize>::__visit_field(&self.1, __fields, 1usize);
        }
        #[allow(unused_variables)]
        fn visit_parameters_mut<'__m>(
            &'__m mut self,
            __place: &__p::Place<'_>,
            __visitor: &mut dyn __p::VisitMut<'__m>,
        ) {
            let __fields = &mut __p::Fields::new(__place, __visitor);
            <Array2<
                T,
            > as __p::Initialize>::__visit_field_mut(&mut self.0, __fields, 0usize);
            <Vec<
                T,
            > as __p::Initialize>::__visit_field_mut(&mut self.1, __fields, 1usize);
        }
    }
    #[automatically_derived]
    impl<T: Scalar, const N: usize> __p::Declared for Pair<T, N>
    where
        T: Copy,
        Array2<T>: __p::Initialize,
        Vec<T>: __p::Initialize,
    {
        const NODE: __p::Node = __p::Node::Struct(
            &[
                __p::SchemaField {
                    shape: ::core::option::Option::Some(&[N, N]),
                    axes: ::core::option::Option::Some(
                        &[
                            __p::Axis {
                                role: __p::Role::Out,
                                blocks: 1,
                            },
                            __p::Axis {
                                role: __p::Role::Out,
                                blocks: 1,
                            },
                        ],
                    ),
                    ..__p::SchemaField::with_rule(
                        __p::FieldName::Position(0usize),
                        <Array2<T> as __p::Initialize>::SCHEMA,
                        &[__p::Rule::bare(__RULE_0, "xavier_uniform")],
                    )
                },
                __p::SchemaField::with_rule(
                    __p::FieldName::Position(1usize),
                    <Vec<T> as __p::Initialize>::SCHEMA,
                    &[__p::Rule::bare(__RULE_1, "zeros")],
                ),
            ],
        );
    }
    #[automatically_derived]
    impl<T: Scalar, const N: usize, __Family> __p::DeclaredBy<__Family> for Pair<T, N>
    where
        T: Copy,
        Array2<T>: __p::Initialize,
        Vec<T>: __p::Initialize,
    {
        type By = __p::Own<Self>;
    }
    #[automatically_derived]
    impl<T: Scalar, const N: usize> __p::Dimensioned for Pair<T, N>
    where
        T: Copy,
    {
        type Dims = ();
    }
    #[automatically_derived]
    impl<T: Scalar, const N: usize> __p::Make<__p::NoShape, __p::NoLen> for Pair<T, N>
    where
        T: Copy,
        for<'__a> __p::Field<
            '__a,
            Array2<T>,
        >: __p::MakeField<[::core::primitive::usize; 2usize], __p::NoLen>,
        for<'__a> __p::Field<'__a, Vec<T>>: __p::MakeField<__p::NoShape, __p::NoLen>,
    {
        #[allow(unused_variables)]
        fn make(
            __dims: &Self::Dims,
            _: __p::NoShape,
            _: __p::NoLen,
        ) -> ::core::result::Result<Self, __p::InitError> {
            let __made_0 = match __p::make_field::<
                Array2<T>,
                _,
                _,
            >("0", [N, N], __p::NoLen) {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            let __made_1 = match __p::make::<Vec<T>>("1") {
                __p::Ok(__field) => __field,
                __p::Err(__error) => return __p::Err(__error),
            };
            __p::Ok(Self { 0: __made_0, 1: __made_1 })
        }
    }
    const __RULE_0: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        xavier_uniform()
    };
    const __RULE_1: __p::Init = {
        use __p::init::*;
        __p::import_is_used(sqrt);
        zeros()
    };
    const _: () = __p::assert_bare(
        "0",
        &__RULE_0,
        __p::some(2usize),
        false,
        __p::some("Pair"),
        ::core::option::Option::None,
    );
    const _: () = __p::assert_bare(
        "1",
        &__RULE_1,
        __p::none(),
        false,
        __p::some("Pair"),
        ::core::option::Option::None,
    );
};
::core::compile_error! {
    "unknown axis role `inn`\nhelp: did you mean `in`?"
}
::core::compile_error! {
    "unknown key `shpae`\nhelp: did you mean `shape`?"
}
