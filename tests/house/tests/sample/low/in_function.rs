fn needs() {
    use crate::high::Helper;
}

impl super::Value {
    #[cfg(test)]
    fn of_tests(_: sample::high::Helper) {}

    pub(in crate::low) fn visible(_: ndarray::high::Helper) {}
}
