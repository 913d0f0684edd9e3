use crate::Value;

pub struct Helper(Value);

pub fn help() {}
