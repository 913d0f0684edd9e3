macro_rules! needs {
    () => {
        $crate::high::Helper
    };
}
