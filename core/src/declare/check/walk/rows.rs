//! What can be wrong with rows of a parameter.

use crate::dtype::{DType, DTypeSet};
use crate::init::Init;
use crate::message::Message;
use crate::rule::PatternSegment;

/// What is wrong with these rows of a parameter of this type and shape, as far as it is known, if they get `init`.
pub(crate) const fn row_fault(
    rows: &PatternSegment,
    init: &Init,
    element: DType,
    (rank, shape): (Option<usize>, Option<&[usize]>),
) -> Option<Message> {
    if let Some(0) = rank {
        return Some(Message::new().text("a single number has no rows\nhelp: remove `rows`, or give it a shape"));
    }
    if let Some(&[len, ..]) = shape
        && let Some(index) = rows.beyond(len)
    {
        let message = Message::new().text("there is no row ").number(index).text(": the array has ").number(len);
        return Some(message.text("\nhelp: rows are places along the first axis, from 0"));
    }
    // What is wrong with the argument in every type is said of the argument.
    if init.any_fault(DTypeSet::NONE).is_some() { None } else { init.any_fault(DTypeSet::NONE.with(element)) }
}
