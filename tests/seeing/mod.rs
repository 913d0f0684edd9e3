//! What a run will do, does and did: plans, observers, summaries, pictures.

mod control;
mod depth;
mod observer;
mod plan;
mod plot;
mod summary;
