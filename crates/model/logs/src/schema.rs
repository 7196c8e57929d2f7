//! The shapes of CloudWatch Logs as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "logs",
    signing_name: "logs",
    iam_prefix: "logs",
    id: "CloudWatch Logs",
    api_version: "2014-03-28",
    target_prefix: "Logs_20140328",
    namespace: "com.amazonaws.logs",
    xml_namespace: "",
    protocols: &[Protocol::Json11],
    query_compatible: false,
    global: false,
    dialect: Dialect::Logs,
    operations: &OPERATIONS,
    others: &["AssociateSourceToS3TableIntegration", "CancelImportTask", "CreateDelivery", "CreateImportTask", "CreateLogAnomalyDetector", "CreateLookupTable", "CreateScheduledQuery", "DeleteDataProtectionPolicy", "DeleteDelivery", "DeleteDeliveryDestination", "DeleteDeliveryDestinationPolicy", "DeleteDeliverySource", "DeleteIndexPolicy", "DeleteIntegration", "DeleteLogAnomalyDetector", "DeleteLookupTable", "DeleteScheduledQuery", "DeleteSyslogConfiguration", "DeleteTransformer", "DescribeConfigurationTemplates", "DescribeDeliveries", "DescribeDeliveryDestinations", "DescribeDeliverySources", "DescribeFieldIndexes", "DescribeImportTaskBatches", "DescribeImportTasks", "DescribeIndexPolicies", "DescribeLookupTables", "DisassociateSourceFromS3TableIntegration", "GetDataProtectionPolicy", "GetDelivery", "GetDeliveryDestination", "GetDeliveryDestinationPolicy", "GetDeliverySource", "GetIntegration", "GetLogAnomalyDetector", "GetLogFields", "GetLogGroupFields", "GetLogObject", "GetLookupTable", "GetScheduledQuery", "GetScheduledQueryHistory", "GetStorageTierPolicy", "GetTransformer", "ListAggregateLogGroupSummaries", "ListAnomalies", "ListIntegrations", "ListLogAnomalyDetectors", "ListLogGroupsForQuery", "ListScheduledQueries", "ListSourcesForS3TableIntegration", "ListSyslogConfigurations", "PutBearerTokenAuthentication", "PutDataProtectionPolicy", "PutDeliveryDestination", "PutDeliveryDestinationPolicy", "PutDeliverySource", "PutIndexPolicy", "PutIntegration", "PutStorageTierPolicy", "PutSyslogConfiguration", "PutTransformer", "StartLiveTail", "TestTransformer", "UpdateAnomaly", "UpdateDeliveryConfiguration", "UpdateLogAnomalyDetector", "UpdateLookupTable", "UpdateScheduledQuery"],
};

pub static OPERATIONS: [Operation; 49] = [
    Operation { name: "AssociateKmsKey", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &AssociateKmsKeyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:AssociateKmsKey", access: Access::Write },
    Operation { name: "CancelExportTask", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CancelExportTaskRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &InvalidOperationException, &ServiceUnavailableException], action: "logs:CancelExportTask", access: Access::Write },
    Operation { name: "CreateExportTask", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateExportTaskRequest, output: &CreateExportTaskResponse, result_wrapper: "", errors: &[&InvalidParameterException, &LimitExceededException, &OperationAbortedException, &ServiceUnavailableException, &ResourceNotFoundException, &ResourceAlreadyExistsException], action: "logs:CreateExportTask", access: Access::Write },
    Operation { name: "CreateLogGroup", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateLogGroupRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceAlreadyExistsException, &LimitExceededException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:CreateLogGroup", access: Access::Write },
    Operation { name: "CreateLogStream", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateLogStreamRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceAlreadyExistsException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:CreateLogStream", access: Access::Write },
    Operation { name: "DeleteAccountPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteAccountPolicyRequest, output: &DeleteAccountPolicyResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException, &OperationAbortedException], action: "logs:DeleteAccountPolicy", access: Access::Write },
    Operation { name: "DeleteDestination", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteDestinationRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DeleteDestination", access: Access::Write },
    Operation { name: "DeleteLogGroup", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteLogGroupRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException, &ValidationException], action: "logs:DeleteLogGroup", access: Access::Write },
    Operation { name: "DeleteLogStream", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteLogStreamRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException, &ValidationException], action: "logs:DeleteLogStream", access: Access::Write },
    Operation { name: "DeleteMetricFilter", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteMetricFilterRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DeleteMetricFilter", access: Access::Write },
    Operation { name: "DeleteQueryDefinition", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteQueryDefinitionRequest, output: &DeleteQueryDefinitionResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DeleteQueryDefinition", access: Access::Write },
    Operation { name: "DeleteResourcePolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteResourcePolicyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DeleteResourcePolicy", access: Access::PermissionsManagement },
    Operation { name: "DeleteRetentionPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteRetentionPolicyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DeleteRetentionPolicy", access: Access::Write },
    Operation { name: "DeleteSubscriptionFilter", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteSubscriptionFilterRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DeleteSubscriptionFilter", access: Access::Write },
    Operation { name: "DescribeAccountPolicies", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeAccountPoliciesRequest, output: &DescribeAccountPoliciesResponse, result_wrapper: "", errors: &[&InvalidParameterException, &OperationAbortedException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DescribeAccountPolicies", access: Access::List },
    Operation { name: "DescribeDestinations", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeDestinationsRequest, output: &DescribeDestinationsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:DescribeDestinations", access: Access::List },
    Operation { name: "DescribeExportTasks", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeExportTasksRequest, output: &DescribeExportTasksResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:DescribeExportTasks", access: Access::List },
    Operation { name: "DescribeLogGroups", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeLogGroupsRequest, output: &DescribeLogGroupsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:DescribeLogGroups", access: Access::List },
    Operation { name: "DescribeLogStreams", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeLogStreamsRequest, output: &DescribeLogStreamsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DescribeLogStreams", access: Access::List },
    Operation { name: "DescribeMetricFilters", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeMetricFiltersRequest, output: &DescribeMetricFiltersResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DescribeMetricFilters", access: Access::List },
    Operation { name: "DescribeQueries", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeQueriesRequest, output: &DescribeQueriesResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DescribeQueries", access: Access::List },
    Operation { name: "DescribeQueryDefinitions", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeQueryDefinitionsRequest, output: &DescribeQueryDefinitionsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:DescribeQueryDefinitions", access: Access::List },
    Operation { name: "DescribeResourcePolicies", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeResourcePoliciesRequest, output: &DescribeResourcePoliciesResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:DescribeResourcePolicies", access: Access::List },
    Operation { name: "DescribeSubscriptionFilters", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeSubscriptionFiltersRequest, output: &DescribeSubscriptionFiltersResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:DescribeSubscriptionFilters", access: Access::List },
    Operation { name: "DisassociateKmsKey", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DisassociateKmsKeyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:DisassociateKmsKey", access: Access::Write },
    Operation { name: "FilterLogEvents", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &FilterLogEventsRequest, output: &FilterLogEventsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:FilterLogEvents", access: Access::Read },
    Operation { name: "GetLogEvents", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetLogEventsRequest, output: &GetLogEventsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:GetLogEvents", access: Access::Read },
    Operation { name: "GetLogRecord", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetLogRecordRequest, output: &GetLogRecordResponse, result_wrapper: "", errors: &[&InvalidParameterException, &LimitExceededException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:GetLogRecord", access: Access::Read },
    Operation { name: "GetQueryResults", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetQueryResultsRequest, output: &GetQueryResultsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:GetQueryResults", access: Access::Read },
    Operation { name: "ListLogGroups", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListLogGroupsRequest, output: &ListLogGroupsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:ListLogGroups", access: Access::List },
    Operation { name: "ListTagsForResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTagsForResourceRequest, output: &ListTagsForResourceResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:ListTagsForResource", access: Access::List },
    Operation { name: "ListTagsLogGroup", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTagsLogGroupRequest, output: &ListTagsLogGroupResponse, result_wrapper: "", errors: &[&ResourceNotFoundException, &ServiceUnavailableException], action: "logs:ListTagsLogGroup", access: Access::List },
    Operation { name: "PutAccountPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutAccountPolicyRequest, output: &PutAccountPolicyResponse, result_wrapper: "", errors: &[&InvalidParameterException, &OperationAbortedException, &ServiceUnavailableException, &LimitExceededException], action: "logs:PutAccountPolicy", access: Access::Write },
    Operation { name: "PutDestination", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutDestinationRequest, output: &PutDestinationResponse, result_wrapper: "", errors: &[&InvalidParameterException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:PutDestination", access: Access::Write },
    Operation { name: "PutDestinationPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutDestinationPolicyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:PutDestinationPolicy", access: Access::Write },
    Operation { name: "PutLogEvents", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutLogEventsRequest, output: &PutLogEventsResponse, result_wrapper: "", errors: &[&InvalidParameterException, &InvalidSequenceTokenException, &DataAlreadyAcceptedException, &ResourceNotFoundException, &ServiceUnavailableException, &UnrecognizedClientException], action: "logs:PutLogEvents", access: Access::Write },
    Operation { name: "PutLogGroupDeletionProtection", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutLogGroupDeletionProtectionRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &AccessDeniedException, &OperationAbortedException, &ServiceUnavailableException, &InvalidOperationException], action: "logs:PutLogGroupDeletionProtection", access: Access::Write },
    Operation { name: "PutMetricFilter", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutMetricFilterRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &LimitExceededException, &ServiceUnavailableException, &InvalidOperationException], action: "logs:PutMetricFilter", access: Access::Write },
    Operation { name: "PutQueryDefinition", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutQueryDefinitionRequest, output: &PutQueryDefinitionResponse, result_wrapper: "", errors: &[&InvalidParameterException, &LimitExceededException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:PutQueryDefinition", access: Access::Write },
    Operation { name: "PutResourcePolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutResourcePolicyRequest, output: &PutResourcePolicyResponse, result_wrapper: "", errors: &[&InvalidParameterException, &LimitExceededException, &OperationAbortedException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:PutResourcePolicy", access: Access::PermissionsManagement },
    Operation { name: "PutRetentionPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutRetentionPolicyRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &ServiceUnavailableException], action: "logs:PutRetentionPolicy", access: Access::Write },
    Operation { name: "PutSubscriptionFilter", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PutSubscriptionFilterRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &OperationAbortedException, &LimitExceededException, &ServiceUnavailableException, &InvalidOperationException], action: "logs:PutSubscriptionFilter", access: Access::Write },
    Operation { name: "StartQuery", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StartQueryRequest, output: &StartQueryResponse, result_wrapper: "", errors: &[&MalformedQueryException, &InvalidParameterException, &LimitExceededException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:StartQuery", access: Access::Read },
    Operation { name: "StopQuery", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StopQueryRequest, output: &StopQueryResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:StopQuery", access: Access::Read },
    Operation { name: "TagLogGroup", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TagLogGroupRequest, output: &EMPTY, result_wrapper: "", errors: &[&ResourceNotFoundException, &InvalidParameterException], action: "logs:TagLogGroup", access: Access::Tagging },
    Operation { name: "TagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TagResourceRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException, &TooManyTagsException], action: "logs:TagResource", access: Access::Tagging },
    Operation { name: "TestMetricFilter", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TestMetricFilterRequest, output: &TestMetricFilterResponse, result_wrapper: "", errors: &[&InvalidParameterException, &ServiceUnavailableException], action: "logs:TestMetricFilter", access: Access::Read },
    Operation { name: "UntagLogGroup", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UntagLogGroupRequest, output: &EMPTY, result_wrapper: "", errors: &[&ResourceNotFoundException], action: "logs:UntagLogGroup", access: Access::Tagging },
    Operation { name: "UntagResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UntagResourceRequest, output: &EMPTY, result_wrapper: "", errors: &[&InvalidParameterException, &ResourceNotFoundException, &ServiceUnavailableException], action: "logs:UntagResource", access: Access::Tagging },
];

pub static AccessDeniedException: Schema = Schema::new("AccessDeniedException", Kind::Structure).error("AccessDeniedException", 400, true);
pub static AccessPolicy: Schema = Schema::new("AccessPolicy", Kind::String).min(1);
pub static AccountId: Schema = Schema::new("AccountId", Kind::String).min(12).max(12).pattern("^\\d{12}$");
pub static AccountIds: Schema = Schema::new("AccountIds", Kind::List).members(&[m("member", &AccountId)]).min(0).max(20);
pub static AccountPolicies: Schema = Schema::new("AccountPolicies", Kind::List).members(&[m("member", &AccountPolicy)]);
pub static AccountPolicy: Schema = Schema::new("AccountPolicy", Kind::Structure).members(&[m("policyName", &PolicyName), m("policyDocument", &AccountPolicyDocument), m("lastUpdatedTime", &Timestamp), m("policyType", &PolicyType), m("scope", &Scope), m("selectionCriteria", &SelectionCriteria), m("accountId", &AccountId)]);
pub static AccountPolicyDocument: Schema = Schema::new("AccountPolicyDocument", Kind::String);
pub static AmazonResourceName: Schema = Schema::new("AmazonResourceName", Kind::String).min(1).max(1011).pattern("[\\w+=/:,.@-]*");
pub static ApplyOnTransformedLogs: Schema = Schema::new("ApplyOnTransformedLogs", Kind::Boolean);
pub static Arn: Schema = Schema::new("Arn", Kind::String);
pub static AssociateKmsKeyRequest: Schema = Schema::new("AssociateKmsKeyRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("kmsKeyId", &KmsKeyId).required(), m("resourceIdentifier", &ResourceIdentifier)]);
pub static BearerTokenAuthenticationEnabled: Schema = Schema::new("BearerTokenAuthenticationEnabled", Kind::Boolean);
pub static BytesScannedValue: Schema = Schema::new("BytesScannedValue", Kind::Float);
pub static CancelExportTaskRequest: Schema = Schema::new("CancelExportTaskRequest", Kind::Structure).members(&[m("taskId", &ExportTaskId).required()]);
pub static ClientToken: Schema = Schema::new("ClientToken", Kind::String).min(36).max(128).pattern("\\S{36,128}");
pub static CreateExportTaskRequest: Schema = Schema::new("CreateExportTaskRequest", Kind::Structure).members(&[m("taskName", &ExportTaskName), m("logGroupName", &LogGroupName).required(), m("logStreamNamePrefix", &LogStreamName), m("from", &Timestamp).required(), m("to", &Timestamp).required(), m("destination", &ExportDestinationBucket).required(), m("destinationPrefix", &ExportDestinationPrefix)]);
pub static CreateExportTaskResponse: Schema = Schema::new("CreateExportTaskResponse", Kind::Structure).members(&[m("taskId", &ExportTaskId)]);
pub static CreateLogGroupRequest: Schema = Schema::new("CreateLogGroupRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("kmsKeyId", &KmsKeyId), m("tags", &Tags), m("logGroupClass", &LogGroupClass), m("deletionProtectionEnabled", &DeletionProtectionEnabled)]);
pub static CreateLogStreamRequest: Schema = Schema::new("CreateLogStreamRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("logStreamName", &LogStreamName).required()]);
pub static DataAlreadyAcceptedException: Schema = Schema::new("DataAlreadyAcceptedException", Kind::Structure).error("DataAlreadyAcceptedException", 400, true);
pub static DataProtectionStatus: Schema = Schema::new("DataProtectionStatus", Kind::Enum).values(&["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"]);
pub static DataSourceFilter: Schema = Schema::new("DataSourceFilter", Kind::Structure).members(&[m("name", &DataSourceName).required(), m("type", &DataSourceType)]);
pub static DataSourceFilters: Schema = Schema::new("DataSourceFilters", Kind::List).members(&[m("member", &DataSourceFilter)]).min(1).max(5);
pub static DataSourceName: Schema = Schema::new("DataSourceName", Kind::String);
pub static DataSourceType: Schema = Schema::new("DataSourceType", Kind::String);
pub static Days: Schema = Schema::new("Days", Kind::Integer);
pub static DefaultValue: Schema = Schema::new("DefaultValue", Kind::Float);
pub static DeleteAccountPolicyRequest: Schema = Schema::new("DeleteAccountPolicyRequest", Kind::Structure).members(&[m("policyName", &PolicyName).required(), m("policyType", &PolicyType).required(), m("dryRun", &DryRun)]);
pub static DeleteAccountPolicyResponse: Schema = Schema::new("DeleteAccountPolicyResponse", Kind::Structure).members(&[m("dryRunResult", &DryRunResult)]);
pub static DeleteDestinationRequest: Schema = Schema::new("DeleteDestinationRequest", Kind::Structure).members(&[m("destinationName", &DestinationName).required()]);
pub static DeleteLogGroupRequest: Schema = Schema::new("DeleteLogGroupRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required()]);
pub static DeleteLogStreamRequest: Schema = Schema::new("DeleteLogStreamRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("logStreamName", &LogStreamName).required()]);
pub static DeleteMetricFilterRequest: Schema = Schema::new("DeleteMetricFilterRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("filterName", &FilterName).required()]);
pub static DeleteQueryDefinitionRequest: Schema = Schema::new("DeleteQueryDefinitionRequest", Kind::Structure).members(&[m("queryDefinitionId", &QueryId).required()]);
pub static DeleteQueryDefinitionResponse: Schema = Schema::new("DeleteQueryDefinitionResponse", Kind::Structure).members(&[m("success", &Success)]);
pub static DeleteResourcePolicyRequest: Schema = Schema::new("DeleteResourcePolicyRequest", Kind::Structure).members(&[m("policyName", &PolicyName), m("resourceArn", &Arn), m("expectedRevisionId", &ExpectedRevisionId)]);
pub static DeleteRetentionPolicyRequest: Schema = Schema::new("DeleteRetentionPolicyRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required()]);
pub static DeleteSubscriptionFilterRequest: Schema = Schema::new("DeleteSubscriptionFilterRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("filterName", &FilterName).required()]);
pub static DeletionProtectionEnabled: Schema = Schema::new("DeletionProtectionEnabled", Kind::Boolean);
pub static Descending: Schema = Schema::new("Descending", Kind::Boolean);
pub static DescribeAccountPoliciesRequest: Schema = Schema::new("DescribeAccountPoliciesRequest", Kind::Structure).members(&[m("policyType", &PolicyType).required(), m("policyName", &PolicyName), m("accountIdentifiers", &AccountIds), m("nextToken", &NextToken)]);
pub static DescribeAccountPoliciesResponse: Schema = Schema::new("DescribeAccountPoliciesResponse", Kind::Structure).members(&[m("accountPolicies", &AccountPolicies), m("nextToken", &NextToken)]);
pub static DescribeDestinationsRequest: Schema = Schema::new("DescribeDestinationsRequest", Kind::Structure).members(&[m("DestinationNamePrefix", &DestinationName), m("nextToken", &NextToken), m("limit", &DescribeLimit)]);
pub static DescribeDestinationsResponse: Schema = Schema::new("DescribeDestinationsResponse", Kind::Structure).members(&[m("destinations", &Destinations), m("nextToken", &NextToken)]);
pub static DescribeExportTasksRequest: Schema = Schema::new("DescribeExportTasksRequest", Kind::Structure).members(&[m("taskId", &ExportTaskId), m("statusCode", &ExportTaskStatusCode), m("nextToken", &NextToken), m("limit", &DescribeLimit)]);
pub static DescribeExportTasksResponse: Schema = Schema::new("DescribeExportTasksResponse", Kind::Structure).members(&[m("exportTasks", &ExportTasks), m("nextToken", &NextToken)]);
pub static DescribeLimit: Schema = Schema::new("DescribeLimit", Kind::Integer).min(1).max(50);
pub static DescribeLogGroupsLogGroupIdentifiers: Schema = Schema::new("DescribeLogGroupsLogGroupIdentifiers", Kind::List).members(&[m("member", &LogGroupIdentifier)]).min(1).max(50);
pub static DescribeLogGroupsRequest: Schema = Schema::new("DescribeLogGroupsRequest", Kind::Structure).members(&[m("accountIdentifiers", &AccountIds), m("logGroupNamePrefix", &LogGroupName), m("logGroupNamePattern", &LogGroupNamePattern), m("nextToken", &NextToken), m("limit", &DescribeLimit), m("includeLinkedAccounts", &IncludeLinkedAccounts), m("logGroupClass", &LogGroupClass), m("logGroupIdentifiers", &DescribeLogGroupsLogGroupIdentifiers)]);
pub static DescribeLogGroupsResponse: Schema = Schema::new("DescribeLogGroupsResponse", Kind::Structure).members(&[m("logGroups", &LogGroups), m("nextToken", &NextToken)]);
pub static DescribeLogStreamsRequest: Schema = Schema::new("DescribeLogStreamsRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("logGroupIdentifier", &LogGroupIdentifier), m("logStreamNamePrefix", &LogStreamName), m("orderBy", &OrderBy), m("descending", &Descending), m("nextToken", &NextToken), m("limit", &DescribeLimit)]);
pub static DescribeLogStreamsResponse: Schema = Schema::new("DescribeLogStreamsResponse", Kind::Structure).members(&[m("logStreams", &LogStreams), m("nextToken", &NextToken)]);
pub static DescribeMetricFiltersRequest: Schema = Schema::new("DescribeMetricFiltersRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("filterNamePrefix", &FilterName), m("nextToken", &NextToken), m("limit", &DescribeLimit), m("metricName", &MetricName), m("metricNamespace", &MetricNamespace)]);
pub static DescribeMetricFiltersResponse: Schema = Schema::new("DescribeMetricFiltersResponse", Kind::Structure).members(&[m("metricFilters", &MetricFilters), m("nextToken", &NextToken)]);
pub static DescribeQueriesMaxResults: Schema = Schema::new("DescribeQueriesMaxResults", Kind::Integer).min(1).max(1000);
pub static DescribeQueriesRequest: Schema = Schema::new("DescribeQueriesRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("status", &QueryStatus), m("maxResults", &DescribeQueriesMaxResults), m("nextToken", &NextToken), m("queryLanguage", &QueryLanguage)]);
pub static DescribeQueriesResponse: Schema = Schema::new("DescribeQueriesResponse", Kind::Structure).members(&[m("queries", &QueryInfoList), m("nextToken", &NextToken)]);
pub static DescribeQueryDefinitionsRequest: Schema = Schema::new("DescribeQueryDefinitionsRequest", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("queryDefinitionNamePrefix", &QueryDefinitionName), m("maxResults", &QueryListMaxResults), m("nextToken", &NextToken)]);
pub static DescribeQueryDefinitionsResponse: Schema = Schema::new("DescribeQueryDefinitionsResponse", Kind::Structure).members(&[m("queryDefinitions", &QueryDefinitionList), m("nextToken", &NextToken)]);
pub static DescribeResourcePoliciesRequest: Schema = Schema::new("DescribeResourcePoliciesRequest", Kind::Structure).members(&[m("nextToken", &NextToken), m("limit", &DescribeLimit), m("resourceArn", &Arn), m("policyScope", &PolicyScope)]);
pub static DescribeResourcePoliciesResponse: Schema = Schema::new("DescribeResourcePoliciesResponse", Kind::Structure).members(&[m("resourcePolicies", &ResourcePolicies), m("nextToken", &NextToken)]);
pub static DescribeSubscriptionFiltersRequest: Schema = Schema::new("DescribeSubscriptionFiltersRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("filterNamePrefix", &FilterName), m("nextToken", &NextToken), m("limit", &DescribeLimit)]);
pub static DescribeSubscriptionFiltersResponse: Schema = Schema::new("DescribeSubscriptionFiltersResponse", Kind::Structure).members(&[m("subscriptionFilters", &SubscriptionFilters), m("nextToken", &NextToken)]);
pub static Destination: Schema = Schema::new("Destination", Kind::Structure).members(&[m("destinationName", &DestinationName), m("targetArn", &TargetArn), m("roleArn", &RoleArn), m("accessPolicy", &AccessPolicy), m("arn", &Arn), m("creationTime", &Timestamp)]);
pub static DestinationArn: Schema = Schema::new("DestinationArn", Kind::String).min(1);
pub static DestinationName: Schema = Schema::new("DestinationName", Kind::String).min(1).max(512).pattern("[^:*]*");
pub static Destinations: Schema = Schema::new("Destinations", Kind::List).members(&[m("member", &Destination)]);
pub static Dimensions: Schema = Schema::new("Dimensions", Kind::Map).members(&[m("key", &DimensionsKey), m("value", &DimensionsValue)]);
pub static DimensionsKey: Schema = Schema::new("DimensionsKey", Kind::String).max(255);
pub static DimensionsValue: Schema = Schema::new("DimensionsValue", Kind::String).max(255);
pub static DisassociateKmsKeyRequest: Schema = Schema::new("DisassociateKmsKeyRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("resourceIdentifier", &ResourceIdentifier)]);
pub static Distribution: Schema = Schema::new("Distribution", Kind::Enum).values(&["Random", "ByLogStream"]);
pub static DryRun: Schema = Schema::new("DryRun", Kind::Boolean);
pub static DryRunCount: Schema = Schema::new("DryRunCount", Kind::Integer).min(0);
pub static DryRunResult: Schema = Schema::new("DryRunResult", Kind::Structure).members(&[m("totalMatchedLogGroups", &DryRunCount), m("increasedRetentionLogGroupCount", &DryRunCount), m("decreasedRetentionLogGroupCount", &DryRunCount), m("unchangedRetentionLogGroupCount", &DryRunCount), m("failedAnalysisCount", &DryRunCount), m("topLogGroupsImpacted", &LogGroupImpacts)]);
pub static EmitSystemFields: Schema = Schema::new("EmitSystemFields", Kind::List).members(&[m("member", &SystemField)]);
pub static EncryptionKey: Schema = Schema::new("EncryptionKey", Kind::String).max(256);
pub static Entity: Schema = Schema::new("Entity", Kind::Structure).members(&[m("keyAttributes", &EntityKeyAttributes), m("attributes", &EntityAttributes)]);
pub static EntityAttributes: Schema = Schema::new("EntityAttributes", Kind::Map).members(&[m("key", &EntityAttributesKey), m("value", &EntityAttributesValue)]).min(0).max(10);
pub static EntityAttributesKey: Schema = Schema::new("EntityAttributesKey", Kind::String).min(1).max(256);
pub static EntityAttributesValue: Schema = Schema::new("EntityAttributesValue", Kind::String).min(1).max(512);
pub static EntityKeyAttributes: Schema = Schema::new("EntityKeyAttributes", Kind::Map).members(&[m("key", &EntityKeyAttributesKey), m("value", &EntityKeyAttributesValue)]).min(2).max(4);
pub static EntityKeyAttributesKey: Schema = Schema::new("EntityKeyAttributesKey", Kind::String).min(1).max(32);
pub static EntityKeyAttributesValue: Schema = Schema::new("EntityKeyAttributesValue", Kind::String).min(1).max(512);
pub static EntityRejectionErrorType: Schema = Schema::new("EntityRejectionErrorType", Kind::Enum).values(&["InvalidEntity", "InvalidTypeValue", "InvalidKeyAttributes", "InvalidAttributes", "EntitySizeTooLarge", "UnsupportedLogGroupType", "MissingRequiredFields"]);
pub static EventId: Schema = Schema::new("EventId", Kind::String);
pub static EventMessage: Schema = Schema::new("EventMessage", Kind::String).min(1);
pub static EventNumber: Schema = Schema::new("EventNumber", Kind::Long);
pub static EventsLimit: Schema = Schema::new("EventsLimit", Kind::Integer).min(1).max(10000);
pub static EventsLimitStartQuery: Schema = Schema::new("EventsLimitStartQuery", Kind::Integer).min(1).max(100000);
pub static ExpectedRevisionId: Schema = Schema::new("ExpectedRevisionId", Kind::String).min(1);
pub static ExportDestinationBucket: Schema = Schema::new("ExportDestinationBucket", Kind::String).min(1).max(512);
pub static ExportDestinationPrefix: Schema = Schema::new("ExportDestinationPrefix", Kind::String);
pub static ExportTask: Schema = Schema::new("ExportTask", Kind::Structure).members(&[m("taskId", &ExportTaskId), m("taskName", &ExportTaskName), m("logGroupName", &LogGroupName), m("from", &Timestamp), m("to", &Timestamp), m("destination", &ExportDestinationBucket), m("destinationPrefix", &ExportDestinationPrefix), m("status", &ExportTaskStatus), m("executionInfo", &ExportTaskExecutionInfo)]);
pub static ExportTaskExecutionInfo: Schema = Schema::new("ExportTaskExecutionInfo", Kind::Structure).members(&[m("creationTime", &Timestamp), m("completionTime", &Timestamp)]);
pub static ExportTaskId: Schema = Schema::new("ExportTaskId", Kind::String).min(1).max(512);
pub static ExportTaskName: Schema = Schema::new("ExportTaskName", Kind::String).min(1).max(512);
pub static ExportTaskStatus: Schema = Schema::new("ExportTaskStatus", Kind::Structure).members(&[m("code", &ExportTaskStatusCode), m("message", &ExportTaskStatusMessage)]);
pub static ExportTaskStatusCode: Schema = Schema::new("ExportTaskStatusCode", Kind::Enum).values(&["CANCELLED", "COMPLETED", "FAILED", "PENDING", "PENDING_CANCEL", "RUNNING"]);
pub static ExportTaskStatusMessage: Schema = Schema::new("ExportTaskStatusMessage", Kind::String);
pub static ExportTasks: Schema = Schema::new("ExportTasks", Kind::List).members(&[m("member", &ExportTask)]);
pub static ExtractedValues: Schema = Schema::new("ExtractedValues", Kind::Map).members(&[m("key", &Token), m("value", &Value)]);
pub static Field: Schema = Schema::new("Field", Kind::String);
pub static FieldIndexName: Schema = Schema::new("FieldIndexName", Kind::String).min(1).max(512).pattern("[\\.\\-_/#A-Za-z0-9]+");
pub static FieldIndexNames: Schema = Schema::new("FieldIndexNames", Kind::List).members(&[m("member", &FieldIndexName)]).min(1).max(20);
pub static FieldSelectionCriteria: Schema = Schema::new("FieldSelectionCriteria", Kind::String).min(0).max(2000);
pub static FilterCount: Schema = Schema::new("FilterCount", Kind::Integer);
pub static FilterLogEventsRequest: Schema = Schema::new("FilterLogEventsRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("logGroupIdentifier", &LogGroupIdentifier), m("logStreamNames", &InputLogStreamNames), m("logStreamNamePrefix", &LogStreamName), m("startTime", &Timestamp), m("endTime", &Timestamp), m("filterPattern", &FilterPattern), m("nextToken", &NextToken), m("limit", &EventsLimit), m("startFromHead", &StartFromHead), m("interleaved", &Interleaved), m("unmask", &Unmask)]);
pub static FilterLogEventsResponse: Schema = Schema::new("FilterLogEventsResponse", Kind::Structure).members(&[m("events", &FilteredLogEvents), m("searchedLogStreams", &SearchedLogStreams), m("nextToken", &NextToken)]);
pub static FilterName: Schema = Schema::new("FilterName", Kind::String).min(1).max(512).pattern("[^:*]*");
pub static FilterPattern: Schema = Schema::new("FilterPattern", Kind::String).min(0).max(1024);
pub static FilteredLogEvent: Schema = Schema::new("FilteredLogEvent", Kind::Structure).members(&[m("logStreamName", &LogStreamName), m("timestamp", &Timestamp), m("message", &EventMessage), m("ingestionTime", &Timestamp), m("eventId", &EventId)]);
pub static FilteredLogEvents: Schema = Schema::new("FilteredLogEvents", Kind::List).members(&[m("member", &FilteredLogEvent)]);
pub static ForceUpdate: Schema = Schema::new("ForceUpdate", Kind::Boolean);
pub static GetLogEventsRequest: Schema = Schema::new("GetLogEventsRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("logGroupIdentifier", &LogGroupIdentifier), m("logStreamName", &LogStreamName).required(), m("startTime", &Timestamp), m("endTime", &Timestamp), m("nextToken", &NextToken), m("limit", &EventsLimit), m("startFromHead", &StartFromHead), m("unmask", &Unmask)]);
pub static GetLogEventsResponse: Schema = Schema::new("GetLogEventsResponse", Kind::Structure).members(&[m("events", &OutputLogEvents), m("nextForwardToken", &NextToken), m("nextBackwardToken", &NextToken)]);
pub static GetLogRecordRequest: Schema = Schema::new("GetLogRecordRequest", Kind::Structure).members(&[m("logRecordPointer", &LogRecordPointer).required(), m("unmask", &Unmask)]);
pub static GetLogRecordResponse: Schema = Schema::new("GetLogRecordResponse", Kind::Structure).members(&[m("logRecord", &LogRecord)]);
pub static GetQueryResultsMaxItems: Schema = Schema::new("GetQueryResultsMaxItems", Kind::Integer).min(0).max(10000);
pub static GetQueryResultsNextToken: Schema = Schema::new("GetQueryResultsNextToken", Kind::String).max(1024);
pub static GetQueryResultsRequest: Schema = Schema::new("GetQueryResultsRequest", Kind::Structure).members(&[m("queryId", &QueryId).required(), m("nextToken", &GetQueryResultsNextToken), m("maxItems", &GetQueryResultsMaxItems)]);
pub static GetQueryResultsResponse: Schema = Schema::new("GetQueryResultsResponse", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("results", &QueryResults), m("statistics", &QueryStatistics), m("status", &QueryStatus), m("encryptionKey", &EncryptionKey), m("nextToken", &GetQueryResultsNextToken)]);
pub static IncludeLinkedAccounts: Schema = Schema::new("IncludeLinkedAccounts", Kind::Boolean);
pub static InheritedProperties: Schema = Schema::new("InheritedProperties", Kind::List).members(&[m("member", &InheritedProperty)]);
pub static InheritedProperty: Schema = Schema::new("InheritedProperty", Kind::Enum).values(&["ACCOUNT_DATA_PROTECTION"]);
pub static InputLogEvent: Schema = Schema::new("InputLogEvent", Kind::Structure).members(&[m("timestamp", &Timestamp).required(), m("message", &EventMessage).required()]);
pub static InputLogEvents: Schema = Schema::new("InputLogEvents", Kind::List).members(&[m("member", &InputLogEvent)]).min(1).max(10000);
pub static InputLogStreamNames: Schema = Schema::new("InputLogStreamNames", Kind::List).members(&[m("member", &LogStreamName)]).min(1).max(100);
pub static Interleaved: Schema = Schema::new("Interleaved", Kind::Boolean);
pub static InvalidOperationException: Schema = Schema::new("InvalidOperationException", Kind::Structure).error("InvalidOperationException", 400, true);
pub static InvalidParameterException: Schema = Schema::new("InvalidParameterException", Kind::Structure).error("InvalidParameterException", 400, true);
pub static InvalidSequenceTokenException: Schema = Schema::new("InvalidSequenceTokenException", Kind::Structure).error("InvalidSequenceTokenException", 400, true);
pub static KmsKeyId: Schema = Schema::new("KmsKeyId", Kind::String).max(256);
pub static LimitExceededException: Schema = Schema::new("LimitExceededException", Kind::Structure).error("LimitExceededException", 400, true);
pub static ListLimit: Schema = Schema::new("ListLimit", Kind::Integer).min(1).max(1000);
pub static ListLogGroupsRequest: Schema = Schema::new("ListLogGroupsRequest", Kind::Structure).members(&[m("logGroupNamePattern", &LogGroupNameRegexPattern), m("logGroupClass", &LogGroupClass), m("includeLinkedAccounts", &IncludeLinkedAccounts), m("accountIdentifiers", &AccountIds), m("nextToken", &NextToken), m("limit", &ListLimit), m("dataSources", &DataSourceFilters), m("fieldIndexNames", &FieldIndexNames), m("logGroupTags", &TagFilters)]);
pub static ListLogGroupsResponse: Schema = Schema::new("ListLogGroupsResponse", Kind::Structure).members(&[m("logGroups", &LogGroupSummaries), m("nextToken", &NextToken)]);
pub static ListTagsForResourceRequest: Schema = Schema::new("ListTagsForResourceRequest", Kind::Structure).members(&[m("resourceArn", &AmazonResourceName).required()]);
pub static ListTagsForResourceResponse: Schema = Schema::new("ListTagsForResourceResponse", Kind::Structure).members(&[m("tags", &Tags)]);
pub static ListTagsLogGroupRequest: Schema = Schema::new("ListTagsLogGroupRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required()]);
pub static ListTagsLogGroupResponse: Schema = Schema::new("ListTagsLogGroupResponse", Kind::Structure).members(&[m("tags", &Tags)]);
pub static LogEventIndex: Schema = Schema::new("LogEventIndex", Kind::Integer);
pub static LogGroup: Schema = Schema::new("LogGroup", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("creationTime", &Timestamp), m("retentionInDays", &Days), m("metricFilterCount", &FilterCount), m("arn", &Arn), m("storedBytes", &StoredBytes), m("kmsKeyId", &KmsKeyId), m("dataProtectionStatus", &DataProtectionStatus), m("inheritedProperties", &InheritedProperties), m("logGroupClass", &LogGroupClass), m("logGroupArn", &Arn), m("deletionProtectionEnabled", &DeletionProtectionEnabled), m("bearerTokenAuthenticationEnabled", &BearerTokenAuthenticationEnabled), m("retentionPolicyName", &PolicyName)]);
pub static LogGroupClass: Schema = Schema::new("LogGroupClass", Kind::Enum).values(&["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"]);
pub static LogGroupIdentifier: Schema = Schema::new("LogGroupIdentifier", Kind::String).min(1).max(2048).pattern("[\\w#+=/:,.@-]*");
pub static LogGroupIdentifiers: Schema = Schema::new("LogGroupIdentifiers", Kind::List).members(&[m("member", &LogGroupIdentifier)]);
pub static LogGroupImpact: Schema = Schema::new("LogGroupImpact", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("currentRetention", &RetentionValue), m("proposedRetention", &RetentionValue), m("storedBytes", &StoredBytes)]);
pub static LogGroupImpacts: Schema = Schema::new("LogGroupImpacts", Kind::List).members(&[m("member", &LogGroupImpact)]);
pub static LogGroupName: Schema = Schema::new("LogGroupName", Kind::String).min(1).pattern("[\\.\\-_/#A-Za-z0-9]+");
pub static LogGroupNamePattern: Schema = Schema::new("LogGroupNamePattern", Kind::String).min(0).max(512).pattern("[\\.\\-_/#A-Za-z0-9]*");
pub static LogGroupNameRegexPattern: Schema = Schema::new("LogGroupNameRegexPattern", Kind::String).min(3).max(129).pattern("(\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24})(\\|\\^?[\\.\\-_\\/#A-Za-z0-9]{3,24}){0,4}");
pub static LogGroupNames: Schema = Schema::new("LogGroupNames", Kind::List).members(&[m("member", &LogGroupName)]);
pub static LogGroupSummaries: Schema = Schema::new("LogGroupSummaries", Kind::List).members(&[m("member", &LogGroupSummary)]);
pub static LogGroupSummary: Schema = Schema::new("LogGroupSummary", Kind::Structure).members(&[m("logGroupName", &LogGroupName), m("logGroupArn", &Arn), m("logGroupClass", &LogGroupClass)]);
pub static LogGroups: Schema = Schema::new("LogGroups", Kind::List).members(&[m("member", &LogGroup)]);
pub static LogRecord: Schema = Schema::new("LogRecord", Kind::Map).members(&[m("key", &Field), m("value", &Value)]);
pub static LogRecordPointer: Schema = Schema::new("LogRecordPointer", Kind::String);
pub static LogStream: Schema = Schema::new("LogStream", Kind::Structure).members(&[m("logStreamName", &LogStreamName), m("creationTime", &Timestamp), m("firstEventTimestamp", &Timestamp), m("lastEventTimestamp", &Timestamp), m("lastIngestionTime", &Timestamp), m("uploadSequenceToken", &SequenceToken), m("arn", &Arn), m("storedBytes", &StoredBytes)]);
pub static LogStreamName: Schema = Schema::new("LogStreamName", Kind::String).min(1).pattern("[^:*]*");
pub static LogStreamSearchedCompletely: Schema = Schema::new("LogStreamSearchedCompletely", Kind::Boolean);
pub static LogStreams: Schema = Schema::new("LogStreams", Kind::List).members(&[m("member", &LogStream)]);
pub static MalformedQueryException: Schema = Schema::new("MalformedQueryException", Kind::Structure).error("MalformedQueryException", 400, true);
pub static MetricFilter: Schema = Schema::new("MetricFilter", Kind::Structure).members(&[m("filterName", &FilterName), m("filterPattern", &FilterPattern), m("metricTransformations", &MetricTransformations), m("creationTime", &Timestamp), m("logGroupName", &LogGroupName), m("applyOnTransformedLogs", &ApplyOnTransformedLogs), m("fieldSelectionCriteria", &FieldSelectionCriteria), m("emitSystemFieldDimensions", &EmitSystemFields)]);
pub static MetricFilterMatchRecord: Schema = Schema::new("MetricFilterMatchRecord", Kind::Structure).members(&[m("eventNumber", &EventNumber), m("eventMessage", &EventMessage), m("extractedValues", &ExtractedValues)]);
pub static MetricFilterMatches: Schema = Schema::new("MetricFilterMatches", Kind::List).members(&[m("member", &MetricFilterMatchRecord)]);
pub static MetricFilters: Schema = Schema::new("MetricFilters", Kind::List).members(&[m("member", &MetricFilter)]);
pub static MetricName: Schema = Schema::new("MetricName", Kind::String).max(255).pattern("[^:*$]*");
pub static MetricNamespace: Schema = Schema::new("MetricNamespace", Kind::String).max(255).pattern("[^:*$]*");
pub static MetricTransformation: Schema = Schema::new("MetricTransformation", Kind::Structure).members(&[m("metricName", &MetricName).required(), m("metricNamespace", &MetricNamespace).required(), m("metricValue", &MetricValue).required(), m("defaultValue", &DefaultValue), m("unit", &StandardUnit), m("dimensions", &Dimensions)]);
pub static MetricTransformations: Schema = Schema::new("MetricTransformations", Kind::List).members(&[m("member", &MetricTransformation)]).min(1).max(1);
pub static MetricValue: Schema = Schema::new("MetricValue", Kind::String).max(100);
pub static NextToken: Schema = Schema::new("NextToken", Kind::String).min(1);
pub static OperationAbortedException: Schema = Schema::new("OperationAbortedException", Kind::Structure).error("OperationAbortedException", 400, true);
pub static OrderBy: Schema = Schema::new("OrderBy", Kind::Enum).values(&["LogStreamName", "LastEventTime"]);
pub static OutputLogEvent: Schema = Schema::new("OutputLogEvent", Kind::Structure).members(&[m("timestamp", &Timestamp), m("message", &EventMessage), m("ingestionTime", &Timestamp)]);
pub static OutputLogEvents: Schema = Schema::new("OutputLogEvents", Kind::List).members(&[m("member", &OutputLogEvent)]);
pub static PolicyDocument: Schema = Schema::new("PolicyDocument", Kind::String).min(1).max(51200);
pub static PolicyName: Schema = Schema::new("PolicyName", Kind::String);
pub static PolicyScope: Schema = Schema::new("PolicyScope", Kind::Enum).values(&["ACCOUNT", "RESOURCE"]);
pub static PolicyType: Schema = Schema::new("PolicyType", Kind::Enum).values(&["DATA_PROTECTION_POLICY", "SUBSCRIPTION_FILTER_POLICY", "FIELD_INDEX_POLICY", "TRANSFORMER_POLICY", "METRIC_EXTRACTION_POLICY", "RETENTION_POLICY"]);
pub static PutAccountPolicyRequest: Schema = Schema::new("PutAccountPolicyRequest", Kind::Structure).members(&[m("policyName", &PolicyName).required(), m("policyDocument", &AccountPolicyDocument).required(), m("policyType", &PolicyType).required(), m("scope", &Scope), m("selectionCriteria", &SelectionCriteria), m("dryRun", &DryRun)]);
pub static PutAccountPolicyResponse: Schema = Schema::new("PutAccountPolicyResponse", Kind::Structure).members(&[m("accountPolicy", &AccountPolicy), m("dryRunResult", &DryRunResult)]);
pub static PutDestinationPolicyRequest: Schema = Schema::new("PutDestinationPolicyRequest", Kind::Structure).members(&[m("destinationName", &DestinationName).required(), m("accessPolicy", &AccessPolicy).required(), m("forceUpdate", &ForceUpdate)]);
pub static PutDestinationRequest: Schema = Schema::new("PutDestinationRequest", Kind::Structure).members(&[m("destinationName", &DestinationName).required(), m("targetArn", &TargetArn).required(), m("roleArn", &RoleArn).required(), m("tags", &Tags)]);
pub static PutDestinationResponse: Schema = Schema::new("PutDestinationResponse", Kind::Structure).members(&[m("destination", &Destination)]);
pub static PutLogEventsRequest: Schema = Schema::new("PutLogEventsRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("logStreamName", &LogStreamName).required(), m("logEvents", &InputLogEvents).required(), m("sequenceToken", &SequenceToken), m("entity", &Entity)]);
pub static PutLogEventsResponse: Schema = Schema::new("PutLogEventsResponse", Kind::Structure).members(&[m("nextSequenceToken", &SequenceToken), m("rejectedLogEventsInfo", &RejectedLogEventsInfo), m("rejectedEntityInfo", &RejectedEntityInfo)]);
pub static PutLogGroupDeletionProtectionRequest: Schema = Schema::new("PutLogGroupDeletionProtectionRequest", Kind::Structure).members(&[m("logGroupIdentifier", &LogGroupIdentifier).required(), m("deletionProtectionEnabled", &DeletionProtectionEnabled).required()]);
pub static PutMetricFilterRequest: Schema = Schema::new("PutMetricFilterRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("filterName", &FilterName).required(), m("filterPattern", &FilterPattern).required(), m("metricTransformations", &MetricTransformations).required(), m("applyOnTransformedLogs", &ApplyOnTransformedLogs), m("fieldSelectionCriteria", &FieldSelectionCriteria), m("emitSystemFieldDimensions", &EmitSystemFields)]);
pub static PutQueryDefinitionRequest: Schema = Schema::new("PutQueryDefinitionRequest", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("name", &QueryDefinitionName).required(), m("queryDefinitionId", &QueryId), m("logGroupNames", &LogGroupNames), m("queryString", &QueryDefinitionString).required(), m("clientToken", &ClientToken).idempotency(), m("parameters", &QueryParameterList)]);
pub static PutQueryDefinitionResponse: Schema = Schema::new("PutQueryDefinitionResponse", Kind::Structure).members(&[m("queryDefinitionId", &QueryId)]);
pub static PutResourcePolicyRequest: Schema = Schema::new("PutResourcePolicyRequest", Kind::Structure).members(&[m("policyName", &PolicyName), m("policyDocument", &PolicyDocument), m("resourceArn", &Arn), m("expectedRevisionId", &ExpectedRevisionId)]);
pub static PutResourcePolicyResponse: Schema = Schema::new("PutResourcePolicyResponse", Kind::Structure).members(&[m("resourcePolicy", &ResourcePolicy), m("revisionId", &ExpectedRevisionId)]);
pub static PutRetentionPolicyRequest: Schema = Schema::new("PutRetentionPolicyRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("retentionInDays", &Days).required()]);
pub static PutSubscriptionFilterRequest: Schema = Schema::new("PutSubscriptionFilterRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("filterName", &FilterName).required(), m("filterPattern", &FilterPattern).required(), m("destinationArn", &DestinationArn).required(), m("roleArn", &RoleArn), m("distribution", &Distribution), m("applyOnTransformedLogs", &ApplyOnTransformedLogs), m("fieldSelectionCriteria", &FieldSelectionCriteria), m("emitSystemFields", &EmitSystemFields)]);
pub static QueryDefinition: Schema = Schema::new("QueryDefinition", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("queryDefinitionId", &QueryId), m("name", &QueryDefinitionName), m("queryString", &QueryDefinitionString), m("lastModified", &Timestamp), m("logGroupNames", &LogGroupNames), m("parameters", &QueryParameterList)]);
pub static QueryDefinitionList: Schema = Schema::new("QueryDefinitionList", Kind::List).members(&[m("member", &QueryDefinition)]);
pub static QueryDefinitionName: Schema = Schema::new("QueryDefinitionName", Kind::String).min(1).max(255);
pub static QueryDefinitionString: Schema = Schema::new("QueryDefinitionString", Kind::String).min(1).max(10000);
pub static QueryDuration: Schema = Schema::new("QueryDuration", Kind::Long);
pub static QueryId: Schema = Schema::new("QueryId", Kind::String).min(1).max(256);
pub static QueryInfo: Schema = Schema::new("QueryInfo", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("queryId", &QueryId), m("queryString", &QueryString), m("status", &QueryStatus), m("createTime", &Timestamp), m("logGroupName", &LogGroupName), m("queryDuration", &QueryDuration), m("bytesScanned", &BytesScannedValue), m("userIdentity", &UserIdentity)]);
pub static QueryInfoList: Schema = Schema::new("QueryInfoList", Kind::List).members(&[m("member", &QueryInfo)]);
pub static QueryLanguage: Schema = Schema::new("QueryLanguage", Kind::Enum).values(&["CWLI", "SQL", "PPL"]);
pub static QueryListMaxResults: Schema = Schema::new("QueryListMaxResults", Kind::Integer).min(1).max(1000);
pub static QueryParameter: Schema = Schema::new("QueryParameter", Kind::Structure).members(&[m("name", &QueryParameterName).required(), m("defaultValue", &QueryParameterDefaultValue), m("description", &QueryParameterDescription)]);
pub static QueryParameterDefaultValue: Schema = Schema::new("QueryParameterDefaultValue", Kind::String).max(1024);
pub static QueryParameterDescription: Schema = Schema::new("QueryParameterDescription", Kind::String).max(512);
pub static QueryParameterList: Schema = Schema::new("QueryParameterList", Kind::List).members(&[m("member", &QueryParameter)]).max(20);
pub static QueryParameterName: Schema = Schema::new("QueryParameterName", Kind::String).min(1).max(128).pattern("^[a-zA-Z_][a-zA-Z0-9_]*");
pub static QueryResults: Schema = Schema::new("QueryResults", Kind::List).members(&[m("member", &ResultRows)]);
pub static QueryStatistics: Schema = Schema::new("QueryStatistics", Kind::Structure).members(&[m("recordsMatched", &StatsValue), m("recordsScanned", &StatsValue), m("estimatedRecordsSkipped", &StatsValue), m("bytesScanned", &StatsValue), m("estimatedBytesSkipped", &StatsValue), m("logGroupsScanned", &StatsValue), m("resultCount", &StatsValue)]);
pub static QueryStatus: Schema = Schema::new("QueryStatus", Kind::Enum).values(&["Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"]);
pub static QueryString: Schema = Schema::new("QueryString", Kind::String).min(0).max(10000);
pub static RejectedEntityInfo: Schema = Schema::new("RejectedEntityInfo", Kind::Structure).members(&[m("errorType", &EntityRejectionErrorType).required()]);
pub static RejectedLogEventsInfo: Schema = Schema::new("RejectedLogEventsInfo", Kind::Structure).members(&[m("tooNewLogEventStartIndex", &LogEventIndex), m("tooOldLogEventEndIndex", &LogEventIndex), m("expiredLogEventEndIndex", &LogEventIndex)]);
pub static ResourceAlreadyExistsException: Schema = Schema::new("ResourceAlreadyExistsException", Kind::Structure).error("ResourceAlreadyExistsException", 400, true);
pub static ResourceIdentifier: Schema = Schema::new("ResourceIdentifier", Kind::String).min(1).max(2048).pattern("[\\w+=/:,.@\\-\\*]*");
pub static ResourceNotFoundException: Schema = Schema::new("ResourceNotFoundException", Kind::Structure).error("ResourceNotFoundException", 400, true);
pub static ResourcePolicies: Schema = Schema::new("ResourcePolicies", Kind::List).members(&[m("member", &ResourcePolicy)]);
pub static ResourcePolicy: Schema = Schema::new("ResourcePolicy", Kind::Structure).members(&[m("policyName", &PolicyName), m("policyDocument", &PolicyDocument), m("lastUpdatedTime", &Timestamp), m("policyScope", &PolicyScope), m("resourceArn", &Arn), m("revisionId", &ExpectedRevisionId)]);
pub static ResultField: Schema = Schema::new("ResultField", Kind::Structure).members(&[m("field", &Field), m("value", &Value)]);
pub static ResultRows: Schema = Schema::new("ResultRows", Kind::List).members(&[m("member", &ResultField)]);
pub static RetentionValue: Schema = Schema::new("RetentionValue", Kind::String).min(1).max(12);
pub static RoleArn: Schema = Schema::new("RoleArn", Kind::String).min(1);
pub static Scope: Schema = Schema::new("Scope", Kind::Enum).values(&["ALL"]);
pub static SearchedLogStream: Schema = Schema::new("SearchedLogStream", Kind::Structure).members(&[m("logStreamName", &LogStreamName), m("searchedCompletely", &LogStreamSearchedCompletely)]);
pub static SearchedLogStreams: Schema = Schema::new("SearchedLogStreams", Kind::List).members(&[m("member", &SearchedLogStream)]);
pub static SelectionCriteria: Schema = Schema::new("SelectionCriteria", Kind::String);
pub static SequenceToken: Schema = Schema::new("SequenceToken", Kind::String).min(1);
pub static ServiceUnavailableException: Schema = Schema::new("ServiceUnavailableException", Kind::Structure).error("ServiceUnavailableException", 500, false);
pub static StandardUnit: Schema = Schema::new("StandardUnit", Kind::Enum).values(&["Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits", "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None"]);
pub static StartFromHead: Schema = Schema::new("StartFromHead", Kind::Boolean);
pub static StartQueryRequest: Schema = Schema::new("StartQueryRequest", Kind::Structure).members(&[m("queryLanguage", &QueryLanguage), m("logGroupName", &LogGroupName), m("logGroupNames", &LogGroupNames), m("logGroupIdentifiers", &LogGroupIdentifiers), m("startTime", &Timestamp).required(), m("endTime", &Timestamp).required(), m("queryString", &QueryString).required(), m("limit", &EventsLimitStartQuery)]);
pub static StartQueryResponse: Schema = Schema::new("StartQueryResponse", Kind::Structure).members(&[m("queryId", &QueryId)]);
pub static StatsValue: Schema = Schema::new("StatsValue", Kind::Float);
pub static StopQueryRequest: Schema = Schema::new("StopQueryRequest", Kind::Structure).members(&[m("queryId", &QueryId).required()]);
pub static StopQueryResponse: Schema = Schema::new("StopQueryResponse", Kind::Structure).members(&[m("success", &Success)]);
pub static StoredBytes: Schema = Schema::new("StoredBytes", Kind::Long).min(0);
pub static SubscriptionFilter: Schema = Schema::new("SubscriptionFilter", Kind::Structure).members(&[m("filterName", &FilterName), m("logGroupName", &LogGroupName), m("filterPattern", &FilterPattern), m("destinationArn", &DestinationArn), m("roleArn", &RoleArn), m("distribution", &Distribution), m("applyOnTransformedLogs", &ApplyOnTransformedLogs), m("creationTime", &Timestamp), m("fieldSelectionCriteria", &FieldSelectionCriteria), m("emitSystemFields", &EmitSystemFields)]);
pub static SubscriptionFilters: Schema = Schema::new("SubscriptionFilters", Kind::List).members(&[m("member", &SubscriptionFilter)]);
pub static Success: Schema = Schema::new("Success", Kind::Boolean);
pub static SystemField: Schema = Schema::new("SystemField", Kind::String);
pub static TagFilter: Schema = Schema::new("TagFilter", Kind::Structure).members(&[m("key", &TagFilterKey).required(), m("values", &TagFilterValues)]);
pub static TagFilterKey: Schema = Schema::new("TagFilterKey", Kind::String).min(1).max(128).pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$");
pub static TagFilterValue: Schema = Schema::new("TagFilterValue", Kind::String).min(0).max(259).pattern("^!?\\*?([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)\\*?$");
pub static TagFilterValues: Schema = Schema::new("TagFilterValues", Kind::List).members(&[m("member", &TagFilterValue)]).min(0).max(5);
pub static TagFilters: Schema = Schema::new("TagFilters", Kind::List).members(&[m("member", &TagFilter)]).min(1).max(5);
pub static TagKey: Schema = Schema::new("TagKey", Kind::String).min(1).max(128).pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+)$");
pub static TagKeyList: Schema = Schema::new("TagKeyList", Kind::List).members(&[m("member", &TagKey)]).min(0).max(50);
pub static TagList: Schema = Schema::new("TagList", Kind::List).members(&[m("member", &TagKey)]).min(1);
pub static TagLogGroupRequest: Schema = Schema::new("TagLogGroupRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("tags", &Tags).required()]);
pub static TagResourceRequest: Schema = Schema::new("TagResourceRequest", Kind::Structure).members(&[m("resourceArn", &AmazonResourceName).required(), m("tags", &Tags).required()]);
pub static TagValue: Schema = Schema::new("TagValue", Kind::String).max(256).pattern("^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$");
pub static Tags: Schema = Schema::new("Tags", Kind::Map).members(&[m("key", &TagKey), m("value", &TagValue)]).min(1).max(50);
pub static TargetArn: Schema = Schema::new("TargetArn", Kind::String).min(1);
pub static TestEventMessages: Schema = Schema::new("TestEventMessages", Kind::List).members(&[m("member", &EventMessage)]).min(1).max(50);
pub static TestMetricFilterRequest: Schema = Schema::new("TestMetricFilterRequest", Kind::Structure).members(&[m("filterPattern", &FilterPattern).required(), m("logEventMessages", &TestEventMessages).required()]);
pub static TestMetricFilterResponse: Schema = Schema::new("TestMetricFilterResponse", Kind::Structure).members(&[m("matches", &MetricFilterMatches)]);
pub static Timestamp: Schema = Schema::new("Timestamp", Kind::Long).min(0);
pub static Token: Schema = Schema::new("Token", Kind::String);
pub static TooManyTagsException: Schema = Schema::new("TooManyTagsException", Kind::Structure).error("TooManyTagsException", 400, true);
pub static Unmask: Schema = Schema::new("Unmask", Kind::Boolean);
pub static UnrecognizedClientException: Schema = Schema::new("UnrecognizedClientException", Kind::Structure).error("UnrecognizedClientException", 400, true);
pub static UntagLogGroupRequest: Schema = Schema::new("UntagLogGroupRequest", Kind::Structure).members(&[m("logGroupName", &LogGroupName).required(), m("tags", &TagList).required()]);
pub static UntagResourceRequest: Schema = Schema::new("UntagResourceRequest", Kind::Structure).members(&[m("resourceArn", &AmazonResourceName).required(), m("tagKeys", &TagKeyList).required()]);
pub static UserIdentity: Schema = Schema::new("UserIdentity", Kind::String).min(1).max(2048);
pub static ValidationException: Schema = Schema::new("ValidationException", Kind::Structure).error("ValidationException", 400, true);
pub static Value: Schema = Schema::new("Value", Kind::String);
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
