//! A template with its parameters, checked and ready to be made.

use crate::records::Source;
use door::Call;
use indexmap::IndexMap;
use serde_json::Value;
use stacks::parameters::{Bound, Given};
use stacks::{Evaluator, Pseudo, Template};
use wire::error::Error;
use wire::prelude::*;

/// A template that may become a stack.
pub(crate) struct Desired {
    pub(crate) template: Template,
    pub(crate) bound: Bound,
    pub(crate) values: IndexMap<String, Value>,
    pub(crate) source: Source,
}

impl Desired {
    /// Reads, expands, binds and checks; whatever can be refused without a resource is refused here.
    pub(crate) fn new(
        text: &str,
        given: &IndexMap<String, Given>,
        previous: &IndexMap<String, String>,
        pseudo: &Pseudo,
    ) -> Result<Self> {
        let raw = stacks::source::parse(text).map_err(worded)?;
        let declared = Template::before_transforms(&raw).map_err(worded)?;
        let bound = stacks::parameters::bind(&declared, given, previous).map_err(worded)?;
        if let Some(name) = bound.ssm_names().first() {
            return Err(Error::not_implemented(format!("parameters from Parameter Store ({name})")));
        }
        let values = bound.values();
        let expanded =
            stacks::transform::expand(&raw, &values, pseudo, &stacks::transform::NoMacros).map_err(worded)?;
        let template = Template::from_expanded(&expanded).map_err(worded)?;
        stacks::rules::check(&template, &values, pseudo, &stacks::rules::NoFacts).map_err(worded)?;
        stacks::validate::references(&template).map_err(worded)?;
        let evaluator = Evaluator::new(&template, values.clone(), pseudo, &stacks::evaluate::NothingYet)
            .map_err(worded)?;
        stacks::validate::active(&template, &evaluator).map_err(worded)?;
        stacks::Graph::new(&template, &evaluator).map_err(worded)?;
        drop(evaluator);
        let source = Source { template: text.to_owned(), parameters: bound.texts() };
        Ok(Self { template, bound, values, source })
    }

    /// The same from what the store keeps; it was checked before it was kept.
    pub(crate) fn again(source: &Source, pseudo: &Pseudo) -> Result<Self> {
        let given = source.parameters.iter().map(|(name, text)| (name.clone(), Given::value(text))).collect();
        Self::new(&source.template, &given, &IndexMap::new(), pseudo)
    }
}

/// What a stack knows of itself.
pub(crate) fn pseudo(call: &Call, id: &str, name: &str, notification_arns: &[String]) -> Pseudo {
    Pseudo {
        account_id: call.account().to_owned(),
        region: call.region.to_string(),
        partition: "aws".to_owned(),
        url_suffix: "amazonaws.com".to_owned(),
        stack_id: id.to_owned(),
        stack_name: name.to_owned(),
        notification_arns: notification_arns.to_vec(),
    }
}

pub(crate) fn worded(error: stacks::Error) -> Error {
    Error::new(error.code(), error.message())
}
