mod by_glob;
mod in_function;
mod in_macro;
mod through_module;

pub use crate::high::Helper as Exported;

pub struct Value;

#[cfg(test)]
mod tests {
    use crate::high::Helper;
}
