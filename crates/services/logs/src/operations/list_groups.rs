//! The newer listing of log groups, by patterns of names.

use crate::Logs;
use crate::operations::groups::own_account;
use crate::page::Page;
use door::Call;
use model_logs::types::*;
use wire::prelude::*;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html>
    pub(crate) async fn list_log_groups(
        &self,
        call: &Call,
        input: ListLogGroupsInput,
    ) -> Result<ListLogGroupsOutput> {
        let refuse = |what: &str| Err(Error::not_implemented(format!("{what} of ListLogGroups")));
        match &input {
            _ if input.data_sources.is_some() => return refuse("dataSources"),
            _ if input.field_index_names.is_some() => return refuse("fieldIndexNames"),
            _ if input.log_group_tags.is_some() => return refuse("logGroupTags"),
            _ => {}
        }
        own_account(call, input.account_identifiers.as_deref())?;
        let page = Page::of("groups", input.next_token.as_deref(), input.limit)?;
        let pattern = input.log_group_name_pattern.as_deref();
        let class = input.log_group_class.as_ref().map(LogGroupClass::as_str);
        let groups = self.groups_of(call).into_iter().filter(|(name, record)| {
            pattern.is_none_or(|pattern| fits(pattern, &name.name)) && class.is_none_or(|c| c == record.class)
        });
        let (groups, next_token) = page.cut(groups, |(name, _)| name.name.clone());
        let log_groups = groups.iter().map(|(name, record)| LogGroupSummary {
            log_group_name: Some(name.name.clone()),
            log_group_arn: Some(name.arn()),
            log_group_class: Some(LogGroupClass::of(record.class.clone())),
        });
        Ok(ListLogGroupsOutput { log_groups: Some(log_groups.collect()), next_token })
    }
}

/// Parts between bars, of which any must be found: at the beginning behind `^`, anywhere without it.
fn fits(pattern: &str, name: &str) -> bool {
    pattern.split('|').any(|part| match part.strip_prefix('^') {
        Some(prefix) => name.starts_with(prefix),
        None => name.contains(part),
    })
}

#[cfg(test)]
mod tests {
    use super::fits;

    /// The example of the API's page.
    #[test]
    fn patterns() {
        let check = |name: &str, expected: bool| assert_eq!(fits("^/aws/lambda|discovery", name), expected);
        check("/aws/lambda/one", true);
        check("/my/aws/lambda", false);
        check("/ec2/discovery", true);
        check("/ec2/Discovery", false);
    }
}
