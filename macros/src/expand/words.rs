//! Expressions and types that are shared by all output.

use paraminit_syntax::Segment as Written;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Generics, Member, Type, WherePredicate};

use crate::diag::Extent;
use crate::input::{Field, Model};
use crate::parse::pattern::{Pattern, Segment};
use crate::span::call;

/// Returns an `Option`.
pub fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(::core::option::Option::None), |value| quote!(::core::option::Option::Some(#value)))
}

/// Returns a `const _` item whose failure the compiler reports on `at`.
pub fn check(path: TokenStream, arguments: TokenStream, at: Extent) -> TokenStream {
    let call = call(path, arguments, at);
    quote!(const _: () = #call;)
}

/// Returns a `usize`.
pub fn number(number: usize) -> Literal {
    Literal::usize_suffixed(number)
}

/// Returns the place of a field's declaration, unless messages must not point into the model.
pub fn location(model: &Model, at: Span) -> Option<TokenStream> {
    (!model.attrs.library).then(|| caller(at))
}

/// Returns the place of these tokens, as a value.
pub fn caller(at: Span) -> TokenStream {
    quote_spanned!(at=> ::core::panic::Location::caller())
}

impl Pattern {
    /// Returns the constant that the core crate matches with.
    pub fn tokens(&self) -> TokenStream {
        let segments = self.segments.iter().map(Segment::tokens);
        let text = self.text();
        quote!(__p::Pattern { segments: &[#(#segments),*], text: #text, rest: ::core::option::Option::None })
    }
}

impl Segment {
    /// Returns the segment in the form of the core crate.
    pub fn tokens(&self) -> TokenStream {
        let segment = match self {
            Self::Variant(name) => quote!(Variant(#name)),
            Self::Written(segment) => written(segment),
        };
        quote!(__p::PatternSegment::#segment)
    }
}

fn written(segment: &Written) -> TokenStream {
    match segment {
        Written::Name(name) => quote!(Name(#name)),
        Written::Any => quote!(Any),
        Written::Deep => quote!(Deep),
        Written::Last => quote!(Last),
        Written::BeforeLast { from } => {
            let from = number(*from);
            quote!(BeforeLast { from: #from })
        }
        Written::Kind(kind) => quote!(Kind(#kind)),
        Written::Key(key) => quote!(Key(#key)),
        Written::Index { from, to } => {
            let [from, to] = [*from, *to].map(number);
            quote!(Index { from: #from, to: #to })
        }
    }
}

impl Field {
    /// Returns the type that describes the field's parameters, and the trait for it.
    pub fn declared(&self) -> (&Type, TokenStream) {
        let ty = &self.ty;
        match &self.attrs.reach.with {
            Some((with, _)) => (with, quote!(__p::InitializeAs<#ty>)),
            None => (ty, quote!(__p::Initialize)),
        }
    }

    /// Returns the type that is built.
    pub fn built(&self) -> TokenStream {
        let ty = &self.ty;
        self.attrs.reach.with.as_ref().map_or_else(|| quote!(#ty), |(with, _)| quote!(__p::With<#ty, #with>))
    }

    /// Returns the name that the pattern of a variant binds the field to.
    pub fn binding(&self) -> Ident {
        format_ident!("__field_{}", self.name())
    }

    /// Returns the name in the form of the core crate.
    pub fn name_tokens(&self) -> TokenStream {
        match &self.member {
            _ if self.wrapped => quote!(__p::FieldName::Wrapped),
            Member::Named(_) => {
                let name = self.name();
                quote!(__p::FieldName::Named(#name))
            }
            Member::Unnamed(index) => {
                let position = number(index.index as usize);
                quote!(__p::FieldName::Position(#position))
            }
        }
    }
}

impl Model {
    /// Returns the trait that describes the parameters.
    pub fn initialize(&self) -> TokenStream {
        self.remote().map_or_else(|| quote!(__p::Initialize), |ty| quote!(__p::InitializeAs<#ty>))
    }

    /// Returns the expression whose fields are visited.
    pub fn subject(&self) -> TokenStream {
        if self.remote().is_some() { quote!(__value) } else { quote!(self) }
    }

    /// Returns a reference to the field in a visit: to a field of the value, or the binding in the pattern of its
    /// variant.
    pub fn reference(&self, field: &Field) -> TokenStream {
        let (subject, member) = (self.subject(), &field.member);
        if self.variant.is_some() {
            let binding = field.binding();
            return quote!(&*#binding);
        }
        field.attrs.reach.get.as_ref().map_or_else(|| quote!(&#subject.#member), |get| quote!(#subject.#get()))
    }

    /// Returns a skipped field of the visited value.
    pub fn kept_value(&self, kept: &Ident) -> TokenStream {
        if self.variant.is_some() {
            let binding = format_ident!("__field_{}", kept.unraw());
            return quote!(*#binding);
        }
        let subject = self.subject();
        let field = self.fields.iter().find(|field| matches!(&field.member, Member::Named(name) if name == kept));
        match field.and_then(|field| field.attrs.reach.get.as_ref()) {
            Some(get) => quote_spanned!(kept.span()=> #subject.#get()),
            None if self.remote().is_some() => quote_spanned!(kept.span()=> #subject.#kept),
            None => quote_spanned!(kept.span()=> self.#kept),
        }
    }

    /// Returns the header of an impl of this trait, up to `where` with the user's predicates.
    pub fn implement(&self, of: &TokenStream) -> TokenStream {
        self.implement_with(&self.generics, of)
    }

    /// Returns the same for a trait that takes one of these generics itself.
    pub fn implement_with(&self, generics: &Generics, of: &TokenStream) -> TokenStream {
        let ident = &self.ident;
        let (_, type_generics, where_clause) = self.generics.split_for_impl();
        let (impl_generics, ..) = generics.split_for_impl();
        let predicates = where_clause.map(|clause| clause.predicates.iter()).into_iter().flatten();
        let predicates: Vec<&WherePredicate> = predicates.collect();
        quote! {
            #[automatically_derived]
            impl #impl_generics #of for #ident #type_generics
            where
                #(#predicates,)*
        }
    }
}
