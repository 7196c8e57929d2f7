//! The types of CloudWatch Logs: one line a shape. Written by `cargo xtask gen`; do not edit.

#[allow(unused_imports)]
use wire::generated::*;

use crate::schema;

structure! { AssociateKmsKeyInput = schema::AssociateKmsKeyRequest; 0 log_group_name: Option<String>, 1 kms_key_id: String, 2 resource_identifier: Option<String> }
structure! { AssociateKmsKeyOutput = schema::EMPTY; }
structure! { CancelExportTaskInput = schema::CancelExportTaskRequest; 0 task_id: String }
structure! { CancelExportTaskOutput = schema::EMPTY; }
structure! { CreateExportTaskInput = schema::CreateExportTaskRequest; 0 task_name: Option<String>, 1 log_group_name: String, 2 log_stream_name_prefix: Option<String>, 3 from: i64, 4 to: i64, 5 destination: String, 6 destination_prefix: Option<String> }
structure! { CreateExportTaskOutput = schema::CreateExportTaskResponse; 0 task_id: Option<String> }
structure! { CreateLogGroupInput = schema::CreateLogGroupRequest; 0 log_group_name: String, 1 kms_key_id: Option<String>, 2 tags: Option<Map<String>>, 3 log_group_class: Option<LogGroupClass>, 4 deletion_protection_enabled: Option<bool> }
structure! { CreateLogGroupOutput = schema::EMPTY; }
structure! { CreateLogStreamInput = schema::CreateLogStreamRequest; 0 log_group_name: String, 1 log_stream_name: String }
structure! { CreateLogStreamOutput = schema::EMPTY; }
structure! { DeleteAccountPolicyInput = schema::DeleteAccountPolicyRequest; 0 policy_name: String, 1 policy_type: PolicyType, 2 dry_run: Option<bool> }
structure! { DeleteAccountPolicyOutput = schema::DeleteAccountPolicyResponse; 0 dry_run_result: Option<DryRunResult> }
structure! { DeleteDestinationInput = schema::DeleteDestinationRequest; 0 destination_name: String }
structure! { DeleteDestinationOutput = schema::EMPTY; }
structure! { DeleteLogGroupInput = schema::DeleteLogGroupRequest; 0 log_group_name: String }
structure! { DeleteLogGroupOutput = schema::EMPTY; }
structure! { DeleteLogStreamInput = schema::DeleteLogStreamRequest; 0 log_group_name: String, 1 log_stream_name: String }
structure! { DeleteLogStreamOutput = schema::EMPTY; }
structure! { DeleteMetricFilterInput = schema::DeleteMetricFilterRequest; 0 log_group_name: String, 1 filter_name: String }
structure! { DeleteMetricFilterOutput = schema::EMPTY; }
structure! { DeleteQueryDefinitionInput = schema::DeleteQueryDefinitionRequest; 0 query_definition_id: String }
structure! { DeleteQueryDefinitionOutput = schema::DeleteQueryDefinitionResponse; 0 success: Option<bool> }
structure! { DeleteResourcePolicyInput = schema::DeleteResourcePolicyRequest; 0 policy_name: Option<String>, 1 resource_arn: Option<String>, 2 expected_revision_id: Option<String> }
structure! { DeleteResourcePolicyOutput = schema::EMPTY; }
structure! { DeleteRetentionPolicyInput = schema::DeleteRetentionPolicyRequest; 0 log_group_name: String }
structure! { DeleteRetentionPolicyOutput = schema::EMPTY; }
structure! { DeleteSubscriptionFilterInput = schema::DeleteSubscriptionFilterRequest; 0 log_group_name: String, 1 filter_name: String }
structure! { DeleteSubscriptionFilterOutput = schema::EMPTY; }
structure! { DescribeAccountPoliciesInput = schema::DescribeAccountPoliciesRequest; 0 policy_type: PolicyType, 1 policy_name: Option<String>, 2 account_identifiers: Option<Vec<String>>, 3 next_token: Option<String> }
structure! { DescribeAccountPoliciesOutput = schema::DescribeAccountPoliciesResponse; 0 account_policies: Option<Vec<AccountPolicy>>, 1 next_token: Option<String> }
structure! { DescribeDestinationsInput = schema::DescribeDestinationsRequest; 0 destination_name_prefix: Option<String>, 1 next_token: Option<String>, 2 limit: Option<i32> }
structure! { DescribeDestinationsOutput = schema::DescribeDestinationsResponse; 0 destinations: Option<Vec<Destination>>, 1 next_token: Option<String> }
structure! { DescribeExportTasksInput = schema::DescribeExportTasksRequest; 0 task_id: Option<String>, 1 status_code: Option<ExportTaskStatusCode>, 2 next_token: Option<String>, 3 limit: Option<i32> }
structure! { DescribeExportTasksOutput = schema::DescribeExportTasksResponse; 0 export_tasks: Option<Vec<ExportTask>>, 1 next_token: Option<String> }
structure! { DescribeLogGroupsInput = schema::DescribeLogGroupsRequest; 0 account_identifiers: Option<Vec<String>>, 1 log_group_name_prefix: Option<String>, 2 log_group_name_pattern: Option<String>, 3 next_token: Option<String>, 4 limit: Option<i32>, 5 include_linked_accounts: Option<bool>, 6 log_group_class: Option<LogGroupClass>, 7 log_group_identifiers: Option<Vec<String>> }
structure! { DescribeLogGroupsOutput = schema::DescribeLogGroupsResponse; 0 log_groups: Option<Vec<LogGroup>>, 1 next_token: Option<String> }
structure! { DescribeLogStreamsInput = schema::DescribeLogStreamsRequest; 0 log_group_name: Option<String>, 1 log_group_identifier: Option<String>, 2 log_stream_name_prefix: Option<String>, 3 order_by: Option<OrderBy>, 4 descending: Option<bool>, 5 next_token: Option<String>, 6 limit: Option<i32> }
structure! { DescribeLogStreamsOutput = schema::DescribeLogStreamsResponse; 0 log_streams: Option<Vec<LogStream>>, 1 next_token: Option<String> }
structure! { DescribeMetricFiltersInput = schema::DescribeMetricFiltersRequest; 0 log_group_name: Option<String>, 1 filter_name_prefix: Option<String>, 2 next_token: Option<String>, 3 limit: Option<i32>, 4 metric_name: Option<String>, 5 metric_namespace: Option<String> }
structure! { DescribeMetricFiltersOutput = schema::DescribeMetricFiltersResponse; 0 metric_filters: Option<Vec<MetricFilter>>, 1 next_token: Option<String> }
structure! { DescribeQueriesInput = schema::DescribeQueriesRequest; 0 log_group_name: Option<String>, 1 status: Option<QueryStatus>, 2 max_results: Option<i32>, 3 next_token: Option<String>, 4 query_language: Option<QueryLanguage> }
structure! { DescribeQueriesOutput = schema::DescribeQueriesResponse; 0 queries: Option<Vec<QueryInfo>>, 1 next_token: Option<String> }
structure! { DescribeQueryDefinitionsInput = schema::DescribeQueryDefinitionsRequest; 0 query_language: Option<QueryLanguage>, 1 query_definition_name_prefix: Option<String>, 2 max_results: Option<i32>, 3 next_token: Option<String> }
structure! { DescribeQueryDefinitionsOutput = schema::DescribeQueryDefinitionsResponse; 0 query_definitions: Option<Vec<QueryDefinition>>, 1 next_token: Option<String> }
structure! { DescribeResourcePoliciesInput = schema::DescribeResourcePoliciesRequest; 0 next_token: Option<String>, 1 limit: Option<i32>, 2 resource_arn: Option<String>, 3 policy_scope: Option<PolicyScope> }
structure! { DescribeResourcePoliciesOutput = schema::DescribeResourcePoliciesResponse; 0 resource_policies: Option<Vec<ResourcePolicy>>, 1 next_token: Option<String> }
structure! { DescribeSubscriptionFiltersInput = schema::DescribeSubscriptionFiltersRequest; 0 log_group_name: String, 1 filter_name_prefix: Option<String>, 2 next_token: Option<String>, 3 limit: Option<i32> }
structure! { DescribeSubscriptionFiltersOutput = schema::DescribeSubscriptionFiltersResponse; 0 subscription_filters: Option<Vec<SubscriptionFilter>>, 1 next_token: Option<String> }
structure! { DisassociateKmsKeyInput = schema::DisassociateKmsKeyRequest; 0 log_group_name: Option<String>, 1 resource_identifier: Option<String> }
structure! { DisassociateKmsKeyOutput = schema::EMPTY; }
structure! { FilterLogEventsInput = schema::FilterLogEventsRequest; 0 log_group_name: Option<String>, 1 log_group_identifier: Option<String>, 2 log_stream_names: Option<Vec<String>>, 3 log_stream_name_prefix: Option<String>, 4 start_time: Option<i64>, 5 end_time: Option<i64>, 6 filter_pattern: Option<String>, 7 next_token: Option<String>, 8 limit: Option<i32>, 9 start_from_head: Option<bool>, 10 interleaved: Option<bool>, 11 unmask: Option<bool> }
structure! { FilterLogEventsOutput = schema::FilterLogEventsResponse; 0 events: Option<Vec<FilteredLogEvent>>, 1 searched_log_streams: Option<Vec<SearchedLogStream>>, 2 next_token: Option<String> }
structure! { GetLogEventsInput = schema::GetLogEventsRequest; 0 log_group_name: Option<String>, 1 log_group_identifier: Option<String>, 2 log_stream_name: String, 3 start_time: Option<i64>, 4 end_time: Option<i64>, 5 next_token: Option<String>, 6 limit: Option<i32>, 7 start_from_head: Option<bool>, 8 unmask: Option<bool> }
structure! { GetLogEventsOutput = schema::GetLogEventsResponse; 0 events: Option<Vec<OutputLogEvent>>, 1 next_forward_token: Option<String>, 2 next_backward_token: Option<String> }
structure! { GetLogRecordInput = schema::GetLogRecordRequest; 0 log_record_pointer: String, 1 unmask: Option<bool> }
structure! { GetLogRecordOutput = schema::GetLogRecordResponse; 0 log_record: Option<Map<String>> }
structure! { GetQueryResultsInput = schema::GetQueryResultsRequest; 0 query_id: String, 1 next_token: Option<String>, 2 max_items: Option<i32> }
structure! { GetQueryResultsOutput = schema::GetQueryResultsResponse; 0 query_language: Option<QueryLanguage>, 1 results: Option<Vec<Vec<ResultField>>>, 2 statistics: Option<QueryStatistics>, 3 status: Option<QueryStatus>, 4 encryption_key: Option<String>, 5 next_token: Option<String> }
structure! { ListLogGroupsInput = schema::ListLogGroupsRequest; 0 log_group_name_pattern: Option<String>, 1 log_group_class: Option<LogGroupClass>, 2 include_linked_accounts: Option<bool>, 3 account_identifiers: Option<Vec<String>>, 4 next_token: Option<String>, 5 limit: Option<i32>, 6 data_sources: Option<Vec<DataSourceFilter>>, 7 field_index_names: Option<Vec<String>>, 8 log_group_tags: Option<Vec<TagFilter>> }
structure! { ListLogGroupsOutput = schema::ListLogGroupsResponse; 0 log_groups: Option<Vec<LogGroupSummary>>, 1 next_token: Option<String> }
structure! { ListTagsForResourceInput = schema::ListTagsForResourceRequest; 0 resource_arn: String }
structure! { ListTagsForResourceOutput = schema::ListTagsForResourceResponse; 0 tags: Option<Map<String>> }
structure! { ListTagsLogGroupInput = schema::ListTagsLogGroupRequest; 0 log_group_name: String }
structure! { ListTagsLogGroupOutput = schema::ListTagsLogGroupResponse; 0 tags: Option<Map<String>> }
structure! { PutAccountPolicyInput = schema::PutAccountPolicyRequest; 0 policy_name: String, 1 policy_document: String, 2 policy_type: PolicyType, 3 scope: Option<Scope>, 4 selection_criteria: Option<String>, 5 dry_run: Option<bool> }
structure! { PutAccountPolicyOutput = schema::PutAccountPolicyResponse; 0 account_policy: Option<AccountPolicy>, 1 dry_run_result: Option<DryRunResult> }
structure! { PutDestinationInput = schema::PutDestinationRequest; 0 destination_name: String, 1 target_arn: String, 2 role_arn: String, 3 tags: Option<Map<String>> }
structure! { PutDestinationOutput = schema::PutDestinationResponse; 0 destination: Option<Destination> }
structure! { PutDestinationPolicyInput = schema::PutDestinationPolicyRequest; 0 destination_name: String, 1 access_policy: String, 2 force_update: Option<bool> }
structure! { PutDestinationPolicyOutput = schema::EMPTY; }
structure! { PutLogEventsInput = schema::PutLogEventsRequest; 0 log_group_name: String, 1 log_stream_name: String, 2 log_events: Vec<InputLogEvent>, 3 sequence_token: Option<String>, 4 entity: Option<Entity> }
structure! { PutLogEventsOutput = schema::PutLogEventsResponse; 0 next_sequence_token: Option<String>, 1 rejected_log_events_info: Option<RejectedLogEventsInfo>, 2 rejected_entity_info: Option<RejectedEntityInfo> }
structure! { PutLogGroupDeletionProtectionInput = schema::PutLogGroupDeletionProtectionRequest; 0 log_group_identifier: String, 1 deletion_protection_enabled: bool }
structure! { PutLogGroupDeletionProtectionOutput = schema::EMPTY; }
structure! { PutMetricFilterInput = schema::PutMetricFilterRequest; 0 log_group_name: String, 1 filter_name: String, 2 filter_pattern: String, 3 metric_transformations: Vec<MetricTransformation>, 4 apply_on_transformed_logs: Option<bool>, 5 field_selection_criteria: Option<String>, 6 emit_system_field_dimensions: Option<Vec<String>> }
structure! { PutMetricFilterOutput = schema::EMPTY; }
structure! { PutQueryDefinitionInput = schema::PutQueryDefinitionRequest; 0 query_language: Option<QueryLanguage>, 1 name: String, 2 query_definition_id: Option<String>, 3 log_group_names: Option<Vec<String>>, 4 query_string: String, 5 client_token: Option<String>, 6 parameters: Option<Vec<QueryParameter>> }
structure! { PutQueryDefinitionOutput = schema::PutQueryDefinitionResponse; 0 query_definition_id: Option<String> }
structure! { PutResourcePolicyInput = schema::PutResourcePolicyRequest; 0 policy_name: Option<String>, 1 policy_document: Option<String>, 2 resource_arn: Option<String>, 3 expected_revision_id: Option<String> }
structure! { PutResourcePolicyOutput = schema::PutResourcePolicyResponse; 0 resource_policy: Option<ResourcePolicy>, 1 revision_id: Option<String> }
structure! { PutRetentionPolicyInput = schema::PutRetentionPolicyRequest; 0 log_group_name: String, 1 retention_in_days: i32 }
structure! { PutRetentionPolicyOutput = schema::EMPTY; }
structure! { PutSubscriptionFilterInput = schema::PutSubscriptionFilterRequest; 0 log_group_name: String, 1 filter_name: String, 2 filter_pattern: String, 3 destination_arn: String, 4 role_arn: Option<String>, 5 distribution: Option<Distribution>, 6 apply_on_transformed_logs: Option<bool>, 7 field_selection_criteria: Option<String>, 8 emit_system_fields: Option<Vec<String>> }
structure! { PutSubscriptionFilterOutput = schema::EMPTY; }
structure! { StartQueryInput = schema::StartQueryRequest; 0 query_language: Option<QueryLanguage>, 1 log_group_name: Option<String>, 2 log_group_names: Option<Vec<String>>, 3 log_group_identifiers: Option<Vec<String>>, 4 start_time: i64, 5 end_time: i64, 6 query_string: String, 7 limit: Option<i32> }
structure! { StartQueryOutput = schema::StartQueryResponse; 0 query_id: Option<String> }
structure! { StopQueryInput = schema::StopQueryRequest; 0 query_id: String }
structure! { StopQueryOutput = schema::StopQueryResponse; 0 success: Option<bool> }
structure! { TagLogGroupInput = schema::TagLogGroupRequest; 0 log_group_name: String, 1 tags: Map<String> }
structure! { TagLogGroupOutput = schema::EMPTY; }
structure! { TagResourceInput = schema::TagResourceRequest; 0 resource_arn: String, 1 tags: Map<String> }
structure! { TagResourceOutput = schema::EMPTY; }
structure! { TestMetricFilterInput = schema::TestMetricFilterRequest; 0 filter_pattern: String, 1 log_event_messages: Vec<String> }
structure! { TestMetricFilterOutput = schema::TestMetricFilterResponse; 0 matches: Option<Vec<MetricFilterMatchRecord>> }
structure! { UntagLogGroupInput = schema::UntagLogGroupRequest; 0 log_group_name: String, 1 tags: Vec<String> }
structure! { UntagLogGroupOutput = schema::EMPTY; }
structure! { UntagResourceInput = schema::UntagResourceRequest; 0 resource_arn: String, 1 tag_keys: Vec<String> }
structure! { UntagResourceOutput = schema::EMPTY; }
structure! { AccountPolicy = schema::AccountPolicy; 0 policy_name: Option<String>, 1 policy_document: Option<String>, 2 last_updated_time: Option<i64>, 3 policy_type: Option<PolicyType>, 4 scope: Option<Scope>, 5 selection_criteria: Option<String>, 6 account_id: Option<String> }
enumeration! { DataProtectionStatus; Activated = "ACTIVATED", Deleted = "DELETED", Archived = "ARCHIVED", Disabled = "DISABLED" }
structure! { DataSourceFilter = schema::DataSourceFilter; 0 name: String, 1 r#type: Option<String> }
structure! { Destination = schema::Destination; 0 destination_name: Option<String>, 1 target_arn: Option<String>, 2 role_arn: Option<String>, 3 access_policy: Option<String>, 4 arn: Option<String>, 5 creation_time: Option<i64> }
enumeration! { Distribution; Random = "Random", ByLogStream = "ByLogStream" }
structure! { DryRunResult = schema::DryRunResult; 0 total_matched_log_groups: Option<i32>, 1 increased_retention_log_group_count: Option<i32>, 2 decreased_retention_log_group_count: Option<i32>, 3 unchanged_retention_log_group_count: Option<i32>, 4 failed_analysis_count: Option<i32>, 5 top_log_groups_impacted: Option<Vec<LogGroupImpact>> }
structure! { Entity = schema::Entity; 0 key_attributes: Option<Map<String>>, 1 attributes: Option<Map<String>> }
enumeration! { EntityRejectionErrorType; InvalidEntity = "InvalidEntity", InvalidTypeValue = "InvalidTypeValue", InvalidKeyAttributes = "InvalidKeyAttributes", InvalidAttributes = "InvalidAttributes", EntitySizeTooLarge = "EntitySizeTooLarge", UnsupportedLogGroupType = "UnsupportedLogGroupType", MissingRequiredFields = "MissingRequiredFields" }
structure! { ExportTask = schema::ExportTask; 0 task_id: Option<String>, 1 task_name: Option<String>, 2 log_group_name: Option<String>, 3 from: Option<i64>, 4 to: Option<i64>, 5 destination: Option<String>, 6 destination_prefix: Option<String>, 7 status: Option<ExportTaskStatus>, 8 execution_info: Option<ExportTaskExecutionInfo> }
structure! { ExportTaskExecutionInfo = schema::ExportTaskExecutionInfo; 0 creation_time: Option<i64>, 1 completion_time: Option<i64> }
structure! { ExportTaskStatus = schema::ExportTaskStatus; 0 code: Option<ExportTaskStatusCode>, 1 message: Option<String> }
enumeration! { ExportTaskStatusCode; Cancelled = "CANCELLED", Completed = "COMPLETED", Failed = "FAILED", Pending = "PENDING", PendingCancel = "PENDING_CANCEL", Running = "RUNNING" }
structure! { FilteredLogEvent = schema::FilteredLogEvent; 0 log_stream_name: Option<String>, 1 timestamp: Option<i64>, 2 message: Option<String>, 3 ingestion_time: Option<i64>, 4 event_id: Option<String> }
enumeration! { InheritedProperty; AccountDataProtection = "ACCOUNT_DATA_PROTECTION" }
structure! { InputLogEvent = schema::InputLogEvent; 0 timestamp: i64, 1 message: String }
structure! { LogGroup = schema::LogGroup; 0 log_group_name: Option<String>, 1 creation_time: Option<i64>, 2 retention_in_days: Option<i32>, 3 metric_filter_count: Option<i32>, 4 arn: Option<String>, 5 stored_bytes: Option<i64>, 6 kms_key_id: Option<String>, 7 data_protection_status: Option<DataProtectionStatus>, 8 inherited_properties: Option<Vec<InheritedProperty>>, 9 log_group_class: Option<LogGroupClass>, 10 log_group_arn: Option<String>, 11 deletion_protection_enabled: Option<bool>, 12 bearer_token_authentication_enabled: Option<bool>, 13 retention_policy_name: Option<String> }
enumeration! { LogGroupClass; Standard = "STANDARD", InfrequentAccess = "INFREQUENT_ACCESS", Delivery = "DELIVERY", Essentials = "ESSENTIALS" }
structure! { LogGroupImpact = schema::LogGroupImpact; 0 log_group_name: Option<String>, 1 current_retention: Option<String>, 2 proposed_retention: Option<String>, 3 stored_bytes: Option<i64> }
structure! { LogGroupSummary = schema::LogGroupSummary; 0 log_group_name: Option<String>, 1 log_group_arn: Option<String>, 2 log_group_class: Option<LogGroupClass> }
structure! { LogStream = schema::LogStream; 0 log_stream_name: Option<String>, 1 creation_time: Option<i64>, 2 first_event_timestamp: Option<i64>, 3 last_event_timestamp: Option<i64>, 4 last_ingestion_time: Option<i64>, 5 upload_sequence_token: Option<String>, 6 arn: Option<String>, 7 stored_bytes: Option<i64> }
structure! { MetricFilter = schema::MetricFilter; 0 filter_name: Option<String>, 1 filter_pattern: Option<String>, 2 metric_transformations: Option<Vec<MetricTransformation>>, 3 creation_time: Option<i64>, 4 log_group_name: Option<String>, 5 apply_on_transformed_logs: Option<bool>, 6 field_selection_criteria: Option<String>, 7 emit_system_field_dimensions: Option<Vec<String>> }
structure! { MetricFilterMatchRecord = schema::MetricFilterMatchRecord; 0 event_number: Option<i64>, 1 event_message: Option<String>, 2 extracted_values: Option<Map<String>> }
structure! { MetricTransformation = schema::MetricTransformation; 0 metric_name: String, 1 metric_namespace: String, 2 metric_value: String, 3 default_value: Option<f64>, 4 unit: Option<StandardUnit>, 5 dimensions: Option<Map<String>> }
enumeration! { OrderBy; LogStreamName = "LogStreamName", LastEventTime = "LastEventTime" }
structure! { OutputLogEvent = schema::OutputLogEvent; 0 timestamp: Option<i64>, 1 message: Option<String>, 2 ingestion_time: Option<i64> }
enumeration! { PolicyScope; Account = "ACCOUNT", Resource = "RESOURCE" }
enumeration! { PolicyType; DataProtectionPolicy = "DATA_PROTECTION_POLICY", SubscriptionFilterPolicy = "SUBSCRIPTION_FILTER_POLICY", FieldIndexPolicy = "FIELD_INDEX_POLICY", TransformerPolicy = "TRANSFORMER_POLICY", MetricExtractionPolicy = "METRIC_EXTRACTION_POLICY", RetentionPolicy = "RETENTION_POLICY" }
structure! { QueryDefinition = schema::QueryDefinition; 0 query_language: Option<QueryLanguage>, 1 query_definition_id: Option<String>, 2 name: Option<String>, 3 query_string: Option<String>, 4 last_modified: Option<i64>, 5 log_group_names: Option<Vec<String>>, 6 parameters: Option<Vec<QueryParameter>> }
structure! { QueryInfo = schema::QueryInfo; 0 query_language: Option<QueryLanguage>, 1 query_id: Option<String>, 2 query_string: Option<String>, 3 status: Option<QueryStatus>, 4 create_time: Option<i64>, 5 log_group_name: Option<String>, 6 query_duration: Option<i64>, 7 bytes_scanned: Option<f64>, 8 user_identity: Option<String> }
enumeration! { QueryLanguage; Cwli = "CWLI", Sql = "SQL", Ppl = "PPL" }
structure! { QueryParameter = schema::QueryParameter; 0 name: String, 1 default_value: Option<String>, 2 description: Option<String> }
structure! { QueryStatistics = schema::QueryStatistics; 0 records_matched: Option<f64>, 1 records_scanned: Option<f64>, 2 estimated_records_skipped: Option<f64>, 3 bytes_scanned: Option<f64>, 4 estimated_bytes_skipped: Option<f64>, 5 log_groups_scanned: Option<f64>, 6 result_count: Option<f64> }
enumeration! { QueryStatus; Scheduled = "Scheduled", Running = "Running", Complete = "Complete", Failed = "Failed", Cancelled = "Cancelled", Timeout = "Timeout", UnknownValue = "Unknown" }
structure! { RejectedEntityInfo = schema::RejectedEntityInfo; 0 error_type: EntityRejectionErrorType }
structure! { RejectedLogEventsInfo = schema::RejectedLogEventsInfo; 0 too_new_log_event_start_index: Option<i32>, 1 too_old_log_event_end_index: Option<i32>, 2 expired_log_event_end_index: Option<i32> }
structure! { ResourcePolicy = schema::ResourcePolicy; 0 policy_name: Option<String>, 1 policy_document: Option<String>, 2 last_updated_time: Option<i64>, 3 policy_scope: Option<PolicyScope>, 4 resource_arn: Option<String>, 5 revision_id: Option<String> }
structure! { ResultField = schema::ResultField; 0 field: Option<String>, 1 value: Option<String> }
enumeration! { Scope; All = "ALL" }
structure! { SearchedLogStream = schema::SearchedLogStream; 0 log_stream_name: Option<String>, 1 searched_completely: Option<bool> }
enumeration! { StandardUnit; Seconds = "Seconds", Microseconds = "Microseconds", Milliseconds = "Milliseconds", Bytes = "Bytes", Kilobytes = "Kilobytes", Megabytes = "Megabytes", Gigabytes = "Gigabytes", Terabytes = "Terabytes", Bits = "Bits", Kilobits = "Kilobits", Megabits = "Megabits", Gigabits = "Gigabits", Terabits = "Terabits", Percent = "Percent", Count = "Count", BytesSecond = "Bytes/Second", KilobytesSecond = "Kilobytes/Second", MegabytesSecond = "Megabytes/Second", GigabytesSecond = "Gigabytes/Second", TerabytesSecond = "Terabytes/Second", BitsSecond = "Bits/Second", KilobitsSecond = "Kilobits/Second", MegabitsSecond = "Megabits/Second", GigabitsSecond = "Gigabits/Second", TerabitsSecond = "Terabits/Second", CountSecond = "Count/Second", None = "None" }
structure! { SubscriptionFilter = schema::SubscriptionFilter; 0 filter_name: Option<String>, 1 log_group_name: Option<String>, 2 filter_pattern: Option<String>, 3 destination_arn: Option<String>, 4 role_arn: Option<String>, 5 distribution: Option<Distribution>, 6 apply_on_transformed_logs: Option<bool>, 7 creation_time: Option<i64>, 8 field_selection_criteria: Option<String>, 9 emit_system_fields: Option<Vec<String>> }
structure! { TagFilter = schema::TagFilter; 0 key: String, 1 values: Option<Vec<String>> }
