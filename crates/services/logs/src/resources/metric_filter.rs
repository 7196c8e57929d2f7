//! `AWS::Logs::MetricFilter`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html>

use super::gone;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use provider::{Made, Properties, Request};
use serde_json::{Value, json};
use wire::prelude::*;

/// Characters of a filter's name.
const NAME: usize = 512;

pub(super) struct MetricFilterType;

provider::resource_type!(
    MetricFilterType,
    "AWS::Logs::MetricFilter",
    "AWS-Logs-MetricFilter.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    let name = request.text("FilterName").unwrap_or_else(|| request.physical_name(NAME));
    if request.again.is_none() {
        not_there(call, &group(request), &name).await?;
    }
    put(call, &name, request).await
}

/// `PutMetricFilter` would change a filter that is there: a stack does not take somebody else's.
async fn not_there(call: &Call, group: &str, name: &str) -> Result<()> {
    let input = DescribeMetricFiltersInput {
        log_group_name: Some(group.to_owned()),
        filter_name_prefix: Some(name.to_owned()),
        ..Default::default()
    };
    let filters = call.call::<ops::DescribeMetricFilters>(input).await?.metric_filters.unwrap_or_default();
    if filters.iter().all(|filter| filter.filter_name.as_deref() != Some(name)) {
        return Ok(());
    }
    let id = json!({"/properties/FilterName": name, "/properties/LogGroupName": group}).to_string();
    Err(provider::already_exists("AWS::Logs::MetricFilter", &id).with("Identifier", name))
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    put(call, id, request).await
}

async fn delete(call: &Call, id: &str, request: &Request<'_>) -> Result<()> {
    let input = DeleteMetricFilterInput { log_group_name: group(request), filter_name: id.to_owned() };
    gone(call.call::<ops::DeleteMetricFilter>(input).await)
}

async fn put(call: &Call, name: &str, request: &Request<'_>) -> Result<Made> {
    let list = |name: &str| request.properties.get(name).and_then(Value::as_array).cloned();
    let transformations = list("MetricTransformations").unwrap_or_default();
    let dimensions = list("EmitSystemFieldDimensions").filter(|all| !all.is_empty());
    let input = PutMetricFilterInput {
        log_group_name: group(request),
        filter_name: name.to_owned(),
        filter_pattern: request.text("FilterPattern").unwrap_or_default(),
        metric_transformations: transformations
            .iter()
            .filter_map(Value::as_object)
            .map(transformation)
            .collect::<Result<_>>()?,
        apply_on_transformed_logs: request.text("ApplyOnTransformedLogs").map(|flag| flag == "true"),
        field_selection_criteria: request.text("FieldSelectionCriteria"),
        emit_system_field_dimensions: dimensions.map(|all| all.iter().filter_map(provider::text).collect()),
    };
    call.call::<ops::PutMetricFilter>(input).await?;
    Ok(Made::new(name))
}

fn transformation(properties: &Properties) -> Result<MetricTransformation> {
    let text = |name: &str| properties.get(name).and_then(provider::text);
    let number = |text: String| {
        let wrong = || model_logs::errors::invalid_parameter(format!("DefaultValue is not a number: {text}"));
        text.parse().map_err(|_| wrong())
    };
    let pairs = properties.get("Dimensions").and_then(Value::as_array);
    let pair = |pair: &Value| Some((provider::text(pair.get("Key")?)?, provider::text(pair.get("Value")?)?));
    Ok(MetricTransformation {
        metric_name: text("MetricName").unwrap_or_default(),
        metric_namespace: text("MetricNamespace").unwrap_or_default(),
        metric_value: text("MetricValue").unwrap_or_default(),
        default_value: text("DefaultValue").map(number).transpose()?,
        unit: text("Unit").map(StandardUnit::of),
        dimensions: pairs.map(|pairs| pairs.iter().filter_map(pair).collect()),
    })
}

fn group(request: &Request<'_>) -> String {
    request.text("LogGroupName").unwrap_or_default()
}
