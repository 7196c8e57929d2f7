//! Making, describing and listing log groups.

use crate::Logs;
use crate::names::{GroupName, check_length};
use crate::page::{Page, seal};
use crate::records::GroupRecord;
use crate::refusals::invalid;
use crate::state::new_id;
use crate::tags;
use door::{Call, Touch};
use model_logs::types::*;
use model_logs::{errors, ops};
use store::{Batch, Key};
use wire::prelude::*;

/// The Delivery class keeps events for a day, whatever is asked.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html>
pub(crate) const DELIVERY_DAYS: i32 = 1;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
    pub(crate) async fn create_log_group(
        &self,
        call: &Call,
        input: CreateLogGroupInput,
    ) -> Result<CreateLogGroupOutput> {
        let name = GroupName::own(call, &input.log_group_name);
        check_length(&[&name.name])?;
        // https://github.com/hashicorp/terraform/issues/10739
        if name.name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("aws/")) {
            return Err(invalid("Log groups starting with AWS/ are reserved for AWS."));
        }
        let given = input.tags.unwrap_or_default();
        tags::check(call, &given)?;
        may_tag(call, &name, &given)?;
        if let Some(key) = &input.kms_key_id {
            check_key(&name, key)?;
        }
        let class = input.log_group_class.unwrap_or(LogGroupClass::Standard);
        let record = GroupRecord {
            id: new_id(),
            created: call.now(),
            retention: (class == LogGroupClass::Delivery).then_some(DELIVERY_DAYS),
            class: class.as_str().to_owned(),
            kms_key: input.kms_key_id,
            protected: input.deletion_protection_enabled.unwrap_or_default(),
            tags: given.into_iter().collect(),
        };
        let ticket = {
            let _changing = self.state.changing();
            if self.state.groups.contains(&name.key()) {
                // recorded: logs/test_logs_groups.json, test_create_log_group_duplicate_error
                return Err(errors::resource_already_exists("The specified log group already exists"));
            }
            let mut batch = Batch::new();
            self.state.groups.put(&mut batch, &name.key(), record);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateLogGroupOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
    pub(crate) async fn describe_log_groups(
        &self,
        call: &Call,
        input: DescribeLogGroupsInput,
    ) -> Result<DescribeLogGroupsOutput> {
        let (prefix, pattern) = (input.log_group_name_prefix, input.log_group_name_pattern);
        if prefix.is_some() && pattern.is_some() {
            // recorded: logs/test_logs_groups.json, test_describe_log_groups_prefix_and_pattern_error
            return Err(invalid(
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            ));
        }
        let wanted = input.log_group_identifiers;
        if wanted.is_some() && (prefix.is_some() || pattern.is_some() || input.log_group_class.is_some()) {
            return Err(invalid(
                "LogGroup identifiers cannot be combined with a LogGroup name prefix, name pattern or class.",
            ));
        }
        check_length(&[prefix.as_deref().unwrap_or_default()])?;
        own_account(call, input.account_identifiers.as_deref())?;
        let page = Page::of("log-groups", input.next_token.as_deref(), input.limit)?;
        let wanted: Option<Vec<_>> =
            wanted.map(|ids| ids.iter().map(|id| GroupName::identified(call, id)).collect());
        let shown = |(name, record): &(GroupName, std::sync::Arc<GroupRecord>)| {
            prefix.as_ref().is_none_or(|prefix| name.name.starts_with(prefix))
                && pattern.as_ref().is_none_or(|pattern| name.name.contains(pattern))
                && input.log_group_class.as_ref().is_none_or(|class| same_class(class, &record.class))
                && wanted.as_ref().is_none_or(|wanted| wanted.contains(name))
        };
        let groups = self.groups_of(call).into_iter().filter(shown);
        let (groups, token) = page.cut(groups, |(name, _)| name.name.clone());
        // A search by pattern ends with an empty page: it gave a token behind the only group that there was. recorded:
        // logs/test_logs_groups.json, test_describe_log_groups_with_pattern
        let last = groups.last().filter(|_| pattern.is_some());
        let token = token.or_else(|| last.map(|(name, _)| seal("log-groups", &name.name)));
        let brief = pattern.is_some();
        let log_groups = groups.iter().map(|(name, record)| self.shown_group(name, record, brief)).collect();
        Ok(DescribeLogGroupsOutput { log_groups: Some(log_groups), next_token: token })
    }

    /// The caller's groups in the order of their names.
    pub(crate) fn groups_of(&self, call: &Call) -> Vec<(GroupName, std::sync::Arc<GroupRecord>)> {
        let all = self.state.groups.list(&Key::new(&[call.account(), &call.region]));
        all.into_iter().map(|(key, record)| (GroupName::of_key(&key), record)).collect()
    }

    /// A group as it is told; a search by pattern tells less.
    fn shown_group(&self, name: &GroupName, record: &GroupRecord, brief: bool) -> LogGroup {
        let filters = self.state.metric_filters.count(&name.key());
        LogGroup {
            log_group_name: Some(name.name.clone()),
            creation_time: Some(record.created.millis()),
            retention_in_days: record.retention.filter(|_| !brief),
            metric_filter_count: i32::try_from(filters).ok(),
            arn: Some(format!("{}:*", name.arn())),
            stored_bytes: (!brief).then(|| i64::try_from(self.state.bytes_of(record)).unwrap_or(i64::MAX)),
            kms_key_id: record.kms_key.clone().filter(|_| !brief),
            log_group_class: Some(LogGroupClass::of(record.class.clone())),
            log_group_arn: Some(name.arn()),
            deletion_protection_enabled: (!brief).then_some(record.protected),
            ..LogGroup::default()
        }
    }
}

/// Either of the two cheap classes asks for both. <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html>
fn same_class(asked: &LogGroupClass, class: &str) -> bool {
    let cheap = |class: &str| matches!(class, "INFREQUENT_ACCESS" | "ESSENTIALS");
    asked.as_str() == class || (cheap(asked.as_str()) && cheap(class))
}

/// Accounts whose groups are asked for: nobody's are linked here, so only the caller's own can be.
pub(crate) fn own_account(call: &Call, accounts: Option<&[String]>) -> Result<()> {
    if accounts.unwrap_or_default().iter().all(|account| account == call.account()) {
        return Ok(());
    }
    Err(Error::not_implemented("log groups of linked accounts (accountIdentifiers)"))
}

/// Tags that a group is made with need a permission of their own.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
fn may_tag(call: &Call, name: &GroupName, given: &Map<String>) -> Result<()> {
    if given.is_empty() {
        return Ok(());
    }
    let op = <ops::CreateLogGroup as Op>::spec();
    let with_tags = |arn: String| {
        let mut touch = Touch::on(arn);
        for (key, value) in given {
            touch.context.set(policy::keys::request_tag(key), value);
        }
        touch.context.set_many(policy::keys::TAG_KEYS, given.keys().cloned());
        touch
    };
    // Either of the two does.
    if call.would_allow(op, "logs:TagLogGroup", &with_tags(name.stream_arn(""))) {
        return Ok(());
    }
    call.require(op, "logs:TagResource", &with_tags(name.arn())).map_err(|_| {
        // https://github.com/DataDog/cloudformation-template/pull/61
        errors::access_denied(format!(
            "User with accountId: {} is not authorized to perform CreateLogGroup with Tags. An additional permission \
             \"logs:TagResource\" is required.",
            call.account()
        ))
    })
}

/// There is no KMS here to ask; what is not a key's ARN is none in any case.
pub(crate) fn check_key(name: &GroupName, key: &str) -> Result<()> {
    let named = policy::arn::Arn::parse(key).filter(|arn| arn.service == "kms");
    if named.is_some_and(|arn| arn.resource.starts_with("key/") || arn.resource.starts_with("alias/")) {
        return Ok(());
    }
    Err(invalid(format!(
        "The specified KMS key does not exist or is not allowed to be used with LogGroup '{}'",
        name.arn()
    )))
}
