"""Items and types of rustdoc's JSON as Rust would write them, a line each."""

from rustdoc import kind_of


class Signature:
    def __init__(self, api):
        self.api = api

    def member(self, path, item):
        """A function, constant, type, macro or module, also one of a trait or of a type."""
        kind, inner = kind_of(item)
        if kind == "function":
            return self.function(path, inner)
        if kind in ("constant", "assoc_const", "static"):
            return f"{'static' if kind == 'static' else 'const'} {path}: {self.type(inner['type'])}"
        if kind in ("type_alias", "assoc_type"):
            bounds = self.bounds(inner.get("bounds", []))
            value = inner["type"] and f" = {self.type(inner['type'])}"
            return f"type {path}{self.generics(inner['generics'])}{': ' + bounds if bounds else ''}{value or ''}"
        return f"{ {'module': 'mod'}.get(kind, kind)} {path}"

    def function(self, path, function):
        header, sig = function["header"], function["sig"]
        words = "".join(word for word, is_it in (("const ", header["is_const"]), ("unsafe ", header["is_unsafe"])) if is_it)
        inputs = ", ".join(self.input(name, kind) for name, kind in sig["inputs"])
        output = f" -> {self.type(sig['output'])}" if sig["output"] else ""
        generics = function["generics"]
        return f"{words}fn {path}{self.parameters(generics)}({inputs}){output}{self.conditions(generics)}"

    def input(self, name, kind):
        shown = self.type(kind)
        if name != "self":
            return f"{name}: {shown}"
        return {"Self": "self", "&Self": "&self", "&mut Self": "&mut self"}.get(shown, f"self: {shown}")

    def generics(self, generics):
        return self.parameters(generics) + self.conditions(generics)

    def parameters(self, generics):
        shown = [self.parameter(param) for param in generics["params"]]
        return "<" + ", ".join(filter(None, shown)) + ">" if any(shown) else ""

    def parameter(self, param):
        ((kind, inner),) = param["kind"].items()
        if kind == "lifetime":
            outlives = " + ".join(inner["outlives"])
            return f"{param['name']}: {outlives}" if outlives else param["name"]
        if kind == "const":
            return f"const {param['name']}: {self.type(inner['type'])}"
        if inner["is_synthetic"]:
            return None
        bounds = self.bounds(inner["bounds"])
        default = f" = {self.type(inner['default'])}" if inner["default"] else ""
        return f"{param['name']}{': ' if bounds else ''}{bounds}{default}"

    def conditions(self, generics):
        shown = [self.condition(predicate) for predicate in generics["where_predicates"]]
        return " where " + ", ".join(shown) if shown else ""

    def condition(self, predicate):
        ((kind, inner),) = predicate.items()
        if kind == "bound_predicate":
            return f"{self.type(inner['type'])}: {self.bounds(inner['bounds'])}"
        if kind == "lifetime_predicate":
            return f"{inner['lifetime']}: {' + '.join(inner['outlives'])}"
        return f"{self.type(inner['lhs'])} = {self.term(inner['rhs'])}"

    def bounds(self, bounds):
        return " + ".join(self.bound(bound) for bound in bounds)

    def bound(self, bound):
        ((kind, inner),) = bound.items()
        if kind == "outlives":
            return inner
        if kind == "use":
            return "use<..>"
        mark = "?" if inner["modifier"] == "maybe" else ""
        return mark + self.higher(inner["generic_params"]) + self.trait(inner["trait"])

    @staticmethod
    def higher(params):
        return f"for<{', '.join(param['name'] for param in params)}> " if params else ""

    def trait(self, path):
        return self.name(path) + self.arguments(path["args"])

    def name(self, path):
        ours = self.api.path(path["id"])
        return ours.removeprefix("paraminit::") if ours else path["path"].rsplit("::", 1)[-1]

    def arguments(self, args):
        if not args:
            return ""
        if "parenthesized" in args:
            inner = args["parenthesized"]
            output = f" -> {self.type(inner['output'])}" if inner["output"] else ""
            return "(" + ", ".join(map(self.type, inner["inputs"])) + ")" + output
        inner = args.get("angle_bracketed")
        if inner is None:
            return ""
        shown = [self.argument(argument) for argument in inner["args"]]
        shown += [self.constraint(constraint) for constraint in inner["constraints"]]
        return "<" + ", ".join(shown) + ">" if shown else ""

    def argument(self, argument):
        if argument == "infer":
            return "_"
        ((kind, inner),) = argument.items()
        return {"lifetime": lambda: inner, "type": lambda: self.type(inner), "const": lambda: inner["expr"]}[kind]()

    def constraint(self, constraint):
        ((kind, inner),) = constraint["binding"].items()
        name = constraint["name"]
        return f"{name} = {self.term(inner)}" if kind == "equality" else f"{name}: {self.bounds(inner)}"

    def term(self, term):
        return self.type(term["type"]) if "type" in term else term["constant"]["expr"]

    def type(self, kind):
        if kind == "infer":
            return "_"
        ((name, inner),) = kind.items()
        return getattr(self, f"type_{name}")(inner)

    def type_resolved_path(self, path):
        return self.trait(path)

    def type_generic(self, name):
        return name

    type_primitive = type_generic

    def type_borrowed_ref(self, inner):
        lifetime = f"{inner['lifetime']} " if inner["lifetime"] else ""
        return f"&{lifetime}{'mut ' if inner['is_mutable'] else ''}{self.type(inner['type'])}"

    def type_raw_pointer(self, inner):
        return f"*{'mut' if inner['is_mutable'] else 'const'} {self.type(inner['type'])}"

    def type_slice(self, inner):
        return f"[{self.type(inner)}]"

    def type_array(self, inner):
        return f"[{self.type(inner['type'])}; {inner['len']}]"

    def type_tuple(self, inner):
        return "(" + ", ".join(map(self.type, inner)) + ("," if len(inner) == 1 else "") + ")"

    def type_impl_trait(self, bounds):
        return f"impl {self.bounds(bounds)}"

    def type_dyn_trait(self, inner):
        traits = [self.higher(each["generic_params"]) + self.trait(each["trait"]) for each in inner["traits"]]
        return "dyn " + " + ".join(traits + ([inner["lifetime"]] if inner["lifetime"] else []))

    def type_function_pointer(self, inner):
        sig = inner["sig"]
        output = f" -> {self.type(sig['output'])}" if sig["output"] else ""
        return "fn(" + ", ".join(self.type(kind) for _, kind in sig["inputs"]) + ")" + output

    def type_qualified_path(self, inner):
        self_type = self.type(inner["self_type"])
        trait = inner["trait"]
        if not trait or self_type == "Self" or self_type.isupper():
            return f"{self_type}::{inner['name']}{self.arguments(inner['args'])}"
        return f"<{self_type} as {self.trait(trait)}>::{inner['name']}{self.arguments(inner['args'])}"
