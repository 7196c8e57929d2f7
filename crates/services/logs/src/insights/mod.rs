//! Logs Insights QL, pure: a text becomes commands, and rows of events flow through them.
//!
//! A row knows its event and what the commands computed; fields of JSON messages are found when they are asked for. All
//! commands but `sort` and `stats` pass rows on at once, so that a query without them ends when it has its rows. What is not
//! built (`pattern`, `diff`, `unnest`, ...) is refused by name; what is no query is malformed, and where.
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>

mod aggregate;
mod command;
mod expression;
mod function;
mod reader;
mod row;
mod run;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use command::Query;
pub(crate) use reader::Wrong;
pub(crate) use row::{Row, Source};
pub(crate) use run::{Columns, Run};
