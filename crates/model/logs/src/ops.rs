//! The operations of CloudWatch Logs. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AssociateKmsKey = 0; AssociateKmsKeyInput => AssociateKmsKeyOutput }
operation! { CancelExportTask = 1; CancelExportTaskInput => CancelExportTaskOutput }
operation! { CreateExportTask = 2; CreateExportTaskInput => CreateExportTaskOutput }
operation! { CreateLogGroup = 3; CreateLogGroupInput => CreateLogGroupOutput }
operation! { CreateLogStream = 4; CreateLogStreamInput => CreateLogStreamOutput }
operation! { DeleteAccountPolicy = 5; DeleteAccountPolicyInput => DeleteAccountPolicyOutput }
operation! { DeleteDestination = 6; DeleteDestinationInput => DeleteDestinationOutput }
operation! { DeleteLogGroup = 7; DeleteLogGroupInput => DeleteLogGroupOutput }
operation! { DeleteLogStream = 8; DeleteLogStreamInput => DeleteLogStreamOutput }
operation! { DeleteMetricFilter = 9; DeleteMetricFilterInput => DeleteMetricFilterOutput }
operation! { DeleteQueryDefinition = 10; DeleteQueryDefinitionInput => DeleteQueryDefinitionOutput }
operation! { DeleteResourcePolicy = 11; DeleteResourcePolicyInput => DeleteResourcePolicyOutput }
operation! { DeleteRetentionPolicy = 12; DeleteRetentionPolicyInput => DeleteRetentionPolicyOutput }
operation! { DeleteSubscriptionFilter = 13; DeleteSubscriptionFilterInput => DeleteSubscriptionFilterOutput }
operation! { DescribeAccountPolicies = 14; DescribeAccountPoliciesInput => DescribeAccountPoliciesOutput }
operation! { DescribeDestinations = 15; DescribeDestinationsInput => DescribeDestinationsOutput }
operation! { DescribeExportTasks = 16; DescribeExportTasksInput => DescribeExportTasksOutput }
operation! { DescribeLogGroups = 17; DescribeLogGroupsInput => DescribeLogGroupsOutput }
operation! { DescribeLogStreams = 18; DescribeLogStreamsInput => DescribeLogStreamsOutput }
operation! { DescribeMetricFilters = 19; DescribeMetricFiltersInput => DescribeMetricFiltersOutput }
operation! { DescribeQueries = 20; DescribeQueriesInput => DescribeQueriesOutput }
operation! { DescribeQueryDefinitions = 21; DescribeQueryDefinitionsInput => DescribeQueryDefinitionsOutput }
operation! { DescribeResourcePolicies = 22; DescribeResourcePoliciesInput => DescribeResourcePoliciesOutput }
operation! { DescribeSubscriptionFilters = 23; DescribeSubscriptionFiltersInput => DescribeSubscriptionFiltersOutput }
operation! { DisassociateKmsKey = 24; DisassociateKmsKeyInput => DisassociateKmsKeyOutput }
operation! { FilterLogEvents = 25; FilterLogEventsInput => FilterLogEventsOutput }
operation! { GetLogEvents = 26; GetLogEventsInput => GetLogEventsOutput }
operation! { GetLogRecord = 27; GetLogRecordInput => GetLogRecordOutput }
operation! { GetQueryResults = 28; GetQueryResultsInput => GetQueryResultsOutput }
operation! { ListLogGroups = 29; ListLogGroupsInput => ListLogGroupsOutput }
operation! { ListTagsForResource = 30; ListTagsForResourceInput => ListTagsForResourceOutput }
operation! { ListTagsLogGroup = 31; ListTagsLogGroupInput => ListTagsLogGroupOutput }
operation! { PutAccountPolicy = 32; PutAccountPolicyInput => PutAccountPolicyOutput }
operation! { PutDestination = 33; PutDestinationInput => PutDestinationOutput }
operation! { PutDestinationPolicy = 34; PutDestinationPolicyInput => PutDestinationPolicyOutput }
operation! { PutLogEvents = 35; PutLogEventsInput => PutLogEventsOutput }
operation! { PutLogGroupDeletionProtection = 36; PutLogGroupDeletionProtectionInput => PutLogGroupDeletionProtectionOutput }
operation! { PutMetricFilter = 37; PutMetricFilterInput => PutMetricFilterOutput }
operation! { PutQueryDefinition = 38; PutQueryDefinitionInput => PutQueryDefinitionOutput }
operation! { PutResourcePolicy = 39; PutResourcePolicyInput => PutResourcePolicyOutput }
operation! { PutRetentionPolicy = 40; PutRetentionPolicyInput => PutRetentionPolicyOutput }
operation! { PutSubscriptionFilter = 41; PutSubscriptionFilterInput => PutSubscriptionFilterOutput }
operation! { StartQuery = 42; StartQueryInput => StartQueryOutput }
operation! { StopQuery = 43; StopQueryInput => StopQueryOutput }
operation! { TagLogGroup = 44; TagLogGroupInput => TagLogGroupOutput }
operation! { TagResource = 45; TagResourceInput => TagResourceOutput }
operation! { TestMetricFilter = 46; TestMetricFilterInput => TestMetricFilterOutput }
operation! { UntagLogGroup = 47; UntagLogGroupInput => UntagLogGroupOutput }
operation! { UntagResource = 48; UntagResourceInput => UntagResourceOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 49] = [
    Messages::of::<AssociateKmsKey>(),
    Messages::of::<CancelExportTask>(),
    Messages::of::<CreateExportTask>(),
    Messages::of::<CreateLogGroup>(),
    Messages::of::<CreateLogStream>(),
    Messages::of::<DeleteAccountPolicy>(),
    Messages::of::<DeleteDestination>(),
    Messages::of::<DeleteLogGroup>(),
    Messages::of::<DeleteLogStream>(),
    Messages::of::<DeleteMetricFilter>(),
    Messages::of::<DeleteQueryDefinition>(),
    Messages::of::<DeleteResourcePolicy>(),
    Messages::of::<DeleteRetentionPolicy>(),
    Messages::of::<DeleteSubscriptionFilter>(),
    Messages::of::<DescribeAccountPolicies>(),
    Messages::of::<DescribeDestinations>(),
    Messages::of::<DescribeExportTasks>(),
    Messages::of::<DescribeLogGroups>(),
    Messages::of::<DescribeLogStreams>(),
    Messages::of::<DescribeMetricFilters>(),
    Messages::of::<DescribeQueries>(),
    Messages::of::<DescribeQueryDefinitions>(),
    Messages::of::<DescribeResourcePolicies>(),
    Messages::of::<DescribeSubscriptionFilters>(),
    Messages::of::<DisassociateKmsKey>(),
    Messages::of::<FilterLogEvents>(),
    Messages::of::<GetLogEvents>(),
    Messages::of::<GetLogRecord>(),
    Messages::of::<GetQueryResults>(),
    Messages::of::<ListLogGroups>(),
    Messages::of::<ListTagsForResource>(),
    Messages::of::<ListTagsLogGroup>(),
    Messages::of::<PutAccountPolicy>(),
    Messages::of::<PutDestination>(),
    Messages::of::<PutDestinationPolicy>(),
    Messages::of::<PutLogEvents>(),
    Messages::of::<PutLogGroupDeletionProtection>(),
    Messages::of::<PutMetricFilter>(),
    Messages::of::<PutQueryDefinition>(),
    Messages::of::<PutResourcePolicy>(),
    Messages::of::<PutRetentionPolicy>(),
    Messages::of::<PutSubscriptionFilter>(),
    Messages::of::<StartQuery>(),
    Messages::of::<StopQuery>(),
    Messages::of::<TagLogGroup>(),
    Messages::of::<TagResource>(),
    Messages::of::<TestMetricFilter>(),
    Messages::of::<UntagLogGroup>(),
    Messages::of::<UntagResource>(),
];
