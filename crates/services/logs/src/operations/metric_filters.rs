//! Metric filters. They are kept and shown and count nothing until CloudWatch's metrics are here; `maquette status` says so.

use crate::Logs;
use crate::filter::Pattern;
use crate::names::{GroupName, check_length};
use crate::page::Page;
use crate::records::{GroupRecord, Metric, MetricFilterRecord};
use crate::refusals::invalid;
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use store::{Batch, Key};
use wire::prelude::*;

/// Metric filters of a group, and patterns with regular expressions among them.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html>
const MOST: usize = 100;
const MOST_WITH_REGEXPS: usize = 5;
const MOST_DIMENSIONS: usize = 3;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html>
    pub(crate) async fn put_metric_filter(
        &self,
        call: &Call,
        input: PutMetricFilterInput,
    ) -> Result<PutMetricFilterOutput> {
        refuse_unsupported(&input)?;
        let group = GroupName::own(call, &input.log_group_name);
        let pattern = Pattern::parse(&input.filter_pattern).map_err(|_| bad_pattern())?;
        let [transformation] = input.metric_transformations.as_slice() else {
            return Err(Error::internal("the model allows one transformation"));
        };
        check_transformation(&pattern, transformation)?;
        let ticket = {
            let _changing = self.state.changing();
            check_class(&*self.state.group(&group)?)?;
            let key = group.key().then(&input.filter_name);
            let before = self.state.metric_filters.get(&key);
            let others = self.state.metric_filters.list(&group.key());
            let others = others.iter().filter(|(other, _)| *other != key);
            let with_regexps = others.clone().filter(|(_, filter)| filter.regexps > 0).count();
            if others.count() >= MOST || (pattern.regexps() > 0 && with_regexps >= MOST_WITH_REGEXPS) {
                return Err(errors::limit_exceeded("Resource limit exceeded."));
            }
            let record = MetricFilterRecord {
                created: before.map_or(call.now(), |before| before.created),
                regexps: pattern.regexps(),
                pattern: input.filter_pattern,
                metric: Metric::of(transformation),
            };
            let mut batch = Batch::new();
            self.state.metric_filters.put(&mut batch, &key, record);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(PutMetricFilterOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html>
    pub(crate) async fn delete_metric_filter(
        &self,
        call: &Call,
        input: DeleteMetricFilterInput,
    ) -> Result<DeleteMetricFilterOutput> {
        let group = GroupName::own(call, &input.log_group_name);
        let ticket = {
            let _changing = self.state.changing();
            self.state.group(&group)?;
            let key = group.key().then(&input.filter_name);
            if !self.state.metric_filters.contains(&key) {
                return Err(errors::resource_not_found("The specified metric filter does not exist."));
            }
            let mut batch = Batch::new();
            self.state.metric_filters.delete(&mut batch, &key);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteMetricFilterOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html>
    pub(crate) async fn describe_metric_filters(
        &self,
        call: &Call,
        input: DescribeMetricFiltersInput,
    ) -> Result<DescribeMetricFiltersOutput> {
        let (metric, namespace) = (&input.metric_name, &input.metric_namespace);
        if metric.is_some() != namespace.is_some() {
            let (has, misses) = match metric {
                Some(_) => ("metricName", "metricNamespace"),
                None => ("metricNamespace", "metricName"),
            };
            return Err(invalid(format!(
                "If you include the {has} parameter in your request, you must also include the {misses} parameter."
            )));
        }
        let group = input.log_group_name.as_deref().map(|name| GroupName::own(call, name));
        if let Some(group) = &group {
            check_length(&[&group.name])?;
            self.state.group(group)?;
        }
        // A prefix counts only together with a group.
        let prefix = input.filter_name_prefix.filter(|_| group.is_some()).unwrap_or_default();
        let place = group.map_or_else(|| Key::new(&[call.account(), &call.region]), |group| group.key());
        let page = Page::of("metric-filters", input.next_token.as_deref(), input.limit)?;
        let mut all: Vec<_> = self.state.metric_filters.list(&place);
        let name = |key: &Key| key.text(3).unwrap_or_default();
        all.sort_by_cached_key(|(key, _)| (name(key), key.text(2)));
        let wanted = |(key, filter): &(Key, std::sync::Arc<MetricFilterRecord>)| {
            name(key).starts_with(&prefix)
                && metric.as_ref().is_none_or(|wanted| *wanted == filter.metric.name)
                && namespace.as_ref().is_none_or(|wanted| *wanted == filter.metric.namespace)
        };
        let all = all.into_iter().filter(wanted);
        let (filters, next_token) =
            page.cut(all, |(key, _)| format!("{}\n{}", name(key), key.text(2).unwrap_or_default()));
        let metric_filters = Some(filters.iter().map(|(key, filter)| shown(key, filter)).collect());
        Ok(DescribeMetricFiltersOutput { metric_filters, next_token })
    }

    /// Messages are numbered from one: <https://github.com/aws/aws-cli/blob/develop/awscli/examples/logs/test-metric-filter.rst>.
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html>
    pub(crate) async fn test_metric_filter(
        &self,
        _: &Call,
        input: TestMetricFilterInput,
    ) -> Result<TestMetricFilterOutput> {
        let pattern = Pattern::parse(&input.filter_pattern).map_err(|_| bad_pattern())?;
        let matches = (1..).zip(&input.log_event_messages).filter_map(|(number, message)| {
            let extracted = pattern.extract(message)?;
            Some(MetricFilterMatchRecord {
                event_number: Some(number),
                event_message: Some(message.clone()),
                extracted_values: Some(extracted.into_iter().collect()),
            })
        });
        Ok(TestMetricFilterOutput { matches: Some(matches.collect()) })
    }
}

/// <https://github.com/aws/aws-toolkit-jetbrains/issues/3219>
pub(super) fn bad_pattern() -> Error {
    invalid("Invalid filter pattern")
}

/// <https://github.com/turbot/steampipe-plugin-aws/issues/2758>
pub(super) fn check_class(group: &GroupRecord) -> Result<()> {
    if group.class == LogGroupClass::Standard.as_str() {
        return Ok(());
    }
    Err(errors::validation("This operation is only supported on the Standard log class."))
}

fn refuse_unsupported(input: &PutMetricFilterInput) -> Result<()> {
    let refuse = |what: &str| Err(Error::not_implemented(format!("{what} of a metric filter")));
    match input {
        _ if input.apply_on_transformed_logs == Some(true) => refuse("applyOnTransformedLogs"),
        _ if input.field_selection_criteria.is_some() => refuse("fieldSelectionCriteria"),
        _ if input.emit_system_field_dimensions.is_some() => refuse("emitSystemFieldDimensions"),
        _ => Ok(()),
    }
}

fn check_transformation(pattern: &Pattern, transformation: &MetricTransformation) -> Result<()> {
    let dimensions = transformation.dimensions.as_ref().map_or(0, Map::len);
    if dimensions > 0 && transformation.default_value.is_some() {
        return Err(invalid(
            "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
        ));
    }
    if dimensions > MOST_DIMENSIONS {
        return Err(invalid(format!(
            "Invalid metric transformation: a metric has at most {MOST_DIMENSIONS} dimensions."
        )));
    }
    if dimensions > 0 && !pattern.has_values() {
        // https://github.com/hashicorp/terraform-provider-aws/issues/28881
        return Err(invalid("The specified filter pattern does not support dimensions"));
    }
    let value = &transformation.metric_value;
    let number = value.parse().ok().is_some_and(f64::is_finite);
    let selected = value.starts_with('$') && pattern.has_values();
    if number || selected {
        Ok(())
    } else {
        Err(invalid("Invalid metric transformation: invalid metric value."))
    }
}

impl Metric {
    fn of(transformation: &MetricTransformation) -> Self {
        Self {
            name: transformation.metric_name.clone(),
            namespace: transformation.metric_namespace.clone(),
            value: transformation.metric_value.clone(),
            default: transformation.default_value,
            unit: transformation.unit.as_ref().map(|unit| unit.as_str().to_owned()),
            dimensions: transformation
                .dimensions
                .as_ref()
                .map(|all| all.iter().map(|(k, v)| (k.clone(), v.clone())).collect()),
        }
    }
}

/// recorded: logs/test_logs_metric_filters.json
fn shown(key: &Key, filter: &MetricFilterRecord) -> MetricFilter {
    let metric = &filter.metric;
    MetricFilter {
        filter_name: key.text(3),
        filter_pattern: Some(filter.pattern.clone()),
        metric_transformations: Some(vec![MetricTransformation {
            metric_name: metric.name.clone(),
            metric_namespace: metric.namespace.clone(),
            metric_value: metric.value.clone(),
            default_value: metric.default,
            unit: metric.unit.clone().map(StandardUnit::of),
            dimensions: metric.dimensions.clone().map(|all| all.into_iter().collect()),
        }]),
        creation_time: Some(filter.created.millis()),
        log_group_name: key.text(2),
        apply_on_transformed_logs: Some(false),
        field_selection_criteria: None,
        emit_system_field_dimensions: None,
    }
}
