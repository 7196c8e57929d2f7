//! Subscription filters. None of what they deliver to (Kinesis, Firehose, Lambda) is behind the door yet, so each is refused
//! by name, after AWS's own refusals; there are none to list or delete.

use crate::Logs;
use crate::filter::Pattern;
use crate::names::GroupName;
use crate::operations::metric_filters::{bad_pattern, check_class};
use crate::refusals::invalid;
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use policy::arn::Arn;
use wire::prelude::*;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html>
    pub(crate) async fn put_subscription_filter(
        &self,
        call: &Call,
        input: PutSubscriptionFilterInput,
    ) -> Result<PutSubscriptionFilterOutput> {
        let arn = Arn::parse(&input.destination_arn);
        let arn = arn.ok_or_else(|| invalid("The specified destinationArn is invalid."))?;
        // recorded: logs/test_logs_subscription_filters.json, test_put_subscription_filter_errors
        if arn.service == "lambda" && arn.account != call.account() {
            return Err(errors::access_denied(
                "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross \
                 account lambda triggers.",
            ));
        }
        if matches!(arn.service, "kinesis" | "firehose") && input.role_arn.is_none() {
            let vendor = arn.service;
            return Err(invalid(format!(
                "destinationArn for vendor {vendor} cannot be used without roleArn"
            )));
        }
        check_class(&*self.state.group(&GroupName::own(call, &input.log_group_name))?)?;
        Pattern::parse(&input.filter_pattern).map_err(|_| bad_pattern())?;
        Err(Error::not_implemented(format!("PutSubscriptionFilter with a destination of {}", arn.service)))
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html>
    pub(crate) async fn delete_subscription_filter(
        &self,
        call: &Call,
        input: DeleteSubscriptionFilterInput,
    ) -> Result<DeleteSubscriptionFilterOutput> {
        self.state.group(&GroupName::own(call, &input.log_group_name))?;
        // recorded: logs/test_logs_subscription_filters.json, test_delete_subscription_filter_errors
        Err(errors::resource_not_found("The specified subscription filter does not exist."))
    }

    /// recorded: logs/test_logs_subscription_filters.json, `test_describe_subscription_filters_empty`
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html>
    pub(crate) async fn describe_subscription_filters(
        &self,
        call: &Call,
        input: DescribeSubscriptionFiltersInput,
    ) -> Result<DescribeSubscriptionFiltersOutput> {
        check_class(&*self.state.group(&GroupName::own(call, &input.log_group_name))?)?;
        Ok(DescribeSubscriptionFiltersOutput { subscription_filters: Some(Vec::new()), next_token: None })
    }
}
