//! Templates: what a stack has, and what one says of itself before it becomes a stack.

use super::request::{body, refuse};
use crate::CloudFormation;
use crate::desired::worded;
use ::stacks::summary::{ParameterDeclaration as Declared, Summary, summarise};
use door::Call;
use model_cloudformation::types::*;
use std::sync::Arc;
use wire::prelude::*;

impl CloudFormation {
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html>
    pub(crate) async fn get_template(
        self: &Arc<Self>,
        call: &Call,
        input: GetTemplateInput,
    ) -> Result<GetTemplateOutput> {
        let source = match (&input.change_set_name, &input.stack_name) {
            (Some(set), stack) => {
                if stack.is_none() && !crate::names::is_id(set) {
                    return refuse("StackName is a required parameter.");
                }
                let (_, set) = self.change_set(call, set, stack.as_deref())?;
                set.version.source.clone()
            }
            (None, Some(name)) => self.existing(call, name)?.record.read().version.source.clone(),
            (None, None) => return refuse("StackName is required if ChangeSetName is not specified."),
        };
        let processed = input.template_stage == Some(TemplateStage::Processed);
        let text = source.processed.filter(|_| processed).unwrap_or(source.template);
        let stages = Some(vec![TemplateStage::Original, TemplateStage::Processed]);
        Ok(GetTemplateOutput { template_body: Some(text), stages_available: stages })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html>
    pub(crate) async fn validate_template(
        self: &Arc<Self>,
        _: &Call,
        input: ValidateTemplateInput,
    ) -> Result<ValidateTemplateOutput> {
        let summary = summary(&body(input.template_body, input.template_url.as_deref())?)?;
        let parameter = |it: Declared| TemplateParameter {
            parameter_key: Some(it.key),
            default_value: it.default,
            no_echo: Some(it.no_echo),
            description: it.description,
        };
        Ok(ValidateTemplateOutput {
            parameters: Some(summary.parameters.into_iter().map(parameter).collect()),
            description: summary.description,
            capabilities: listed(summary.capabilities),
            capabilities_reason: summary.capabilities_reason,
            declared_transforms: (!summary.declared_transforms.is_empty())
                .then_some(summary.declared_transforms),
        })
    }

    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html>
    pub(crate) async fn get_template_summary(
        self: &Arc<Self>,
        call: &Call,
        input: GetTemplateSummaryInput,
    ) -> Result<GetTemplateSummaryOutput> {
        if input.stack_set_name.is_some() {
            return Err(Error::not_implemented("StackSetName"));
        }
        if input.template_summary_config.is_some() {
            return Err(Error::not_implemented("TemplateSummaryConfig"));
        }
        let text = match input.stack_name {
            Some(name) => {
                let stack = self.existing(call, &name)?;
                let record = stack.record.read();
                if record.status == "REVIEW_IN_PROGRESS" {
                    return refuse("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
                }
                record.version.source.template.clone()
            }
            None => body(input.template_body, input.template_url.as_deref())?,
        };
        let summary = summary(&text)?;
        let parameter = |it: Declared| ParameterDeclaration {
            parameter_key: Some(it.key),
            default_value: it.default,
            parameter_type: Some(it.kind),
            no_echo: Some(it.no_echo),
            description: it.description,
            parameter_constraints: Some(ParameterConstraints { allowed_values: it.allowed_values }),
        };
        let identifiers = summary.resource_identifiers.into_iter().map(|it| ResourceIdentifierSummary {
            resource_type: Some(it.resource_type),
            logical_resource_ids: Some(it.logical_ids),
            resource_identifiers: Some(it.identifiers),
        });
        Ok(GetTemplateSummaryOutput {
            parameters: Some(summary.parameters.into_iter().map(parameter).collect()),
            description: summary.description,
            capabilities: listed(summary.capabilities),
            capabilities_reason: summary.capabilities_reason,
            resource_types: Some(summary.resource_types),
            version: summary.version,
            metadata: summary.metadata,
            declared_transforms: (!summary.declared_transforms.is_empty())
                .then_some(summary.declared_transforms),
            resource_identifier_summaries: Some(identifiers.collect()),
            ..GetTemplateSummaryOutput::default()
        })
    }
}

fn summary(text: &str) -> Result<Summary> {
    let template = ::stacks::source::parse(text).map_err(worded)?;
    summarise(&template, &crate::types::identifiers).map_err(worded)
}

fn listed(capabilities: Vec<&'static str>) -> Option<Vec<Capability>> {
    let listed: Vec<_> = capabilities.into_iter().map(|it| Enum::of(it.to_owned())).collect();
    (!listed.is_empty()).then_some(listed)
}
