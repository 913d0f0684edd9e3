//! Rules: who wins, what is made of rules, what fails, and which bits come out.

mod at_run_time;
mod composition;
mod conditions;
mod failures;
mod precedence;
mod reproducible;
mod select;
