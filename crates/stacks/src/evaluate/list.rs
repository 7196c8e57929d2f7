//! `Fn::Select`, `Fn::GetAZs`, `Fn::Length`: functions over lists.

use serde_json::Value;

use super::{Data, Evaluator, Path};
use crate::error::{Error, Result};

impl Evaluator<'_> {
    pub(super) fn select(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        let wrong = || {
            Error::template(
                "Fn::Select requires a list argument with two elements: an integer index and a list",
            )
        };
        let Some([index, list]) = argument.as_array().map(Vec::as_slice) else { return Err(wrong()) };
        let index = match self.value(index, path)? {
            Data::Unknown => return Ok(Data::Unknown),
            index => index.as_text().and_then(|text| text.trim().parse::<i64>().ok()).ok_or_else(wrong)?,
        };
        match self.value(list, path)? {
            Data::Unknown => Ok(Data::Unknown),
            Data::List(items) => {
                let item = usize::try_from(index).ok().and_then(|at| items.into_iter().nth(at));
                item.ok_or_else(|| {
                    Error::template(format_args!(
                        "Fn::Select cannot select nonexistent value at index {index}"
                    ))
                })
            }
            _ => Err(wrong()),
        }
    }

    pub(super) fn get_azs(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        match self.value(argument, path)? {
            Data::Unknown => Ok(Data::Unknown),
            region => {
                let region = region.as_text().ok_or_else(|| {
                    Error::template("every Fn::GetAZs object must have a String-typed value.")
                })?;
                // An empty text means the stack's own region.
                let region = if region.is_empty() { &self.pseudo.region } else { &region };
                Ok(Data::List(self.resolver.zones(region).into_iter().map(Data::text).collect()))
            }
        }
    }

    pub(super) fn length(&self, argument: &Value, path: &Path<'_>) -> Result<Data> {
        match self.value(argument, path)? {
            Data::Unknown => Ok(Data::Unknown),
            Data::List(items) => Ok(Data::Scalar(Value::from(items.len()))),
            _ => Err(Error::template(
                "every Fn::Length object requires a list or a function that returns a list.",
            )),
        }
    }
}
