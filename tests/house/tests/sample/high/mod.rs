mod inner;

pub use inner::Helper;
