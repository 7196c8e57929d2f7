//! The shapes of CloudFormation as constant data. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

pub static SERVICE: Service = Service {
    name: "cloudformation",
    signing_name: "cloudformation",
    iam_prefix: "cloudformation",
    id: "CloudFormation",
    api_version: "2010-05-15",
    target_prefix: "",
    namespace: "com.amazonaws.cloudformation",
    xml_namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    protocols: &[Protocol::Query],
    query_compatible: false,
    global: false,
    dialect: Dialect::CoralQuery,
    operations: &OPERATIONS,
    others: &[],
};

pub static OPERATIONS: [Operation; 92] = [
    Operation { name: "ActivateOrganizationsAccess", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ActivateOrganizationsAccessInput, output: &ActivateOrganizationsAccessOutput, result_wrapper: "ActivateOrganizationsAccessResult", errors: &[&InvalidOperationException, &OperationNotFoundException], action: "cloudformation:ActivateOrganizationsAccess", access: Access::Write },
    Operation { name: "ActivateType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ActivateTypeInput, output: &ActivateTypeOutput, result_wrapper: "ActivateTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:ActivateType", access: Access::Write },
    Operation { name: "BatchDescribeTypeConfigurations", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &BatchDescribeTypeConfigurationsInput, output: &BatchDescribeTypeConfigurationsOutput, result_wrapper: "BatchDescribeTypeConfigurationsResult", errors: &[&TypeConfigurationNotFoundException, &CFNRegistryException], action: "cloudformation:BatchDescribeTypeConfigurations", access: Access::Read },
    Operation { name: "CancelUpdateStack", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CancelUpdateStackInput, output: &EMPTY, result_wrapper: "", errors: &[&TokenAlreadyExistsException], action: "cloudformation:CancelUpdateStack", access: Access::Write },
    Operation { name: "ContinueUpdateRollback", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ContinueUpdateRollbackInput, output: &ContinueUpdateRollbackOutput, result_wrapper: "ContinueUpdateRollbackResult", errors: &[&TokenAlreadyExistsException], action: "cloudformation:ContinueUpdateRollback", access: Access::Write },
    Operation { name: "CreateChangeSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateChangeSetInput, output: &CreateChangeSetOutput, result_wrapper: "CreateChangeSetResult", errors: &[&AlreadyExistsException, &InsufficientCapabilitiesException, &LimitExceededException], action: "cloudformation:CreateChangeSet", access: Access::Write },
    Operation { name: "CreateGeneratedTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateGeneratedTemplateInput, output: &CreateGeneratedTemplateOutput, result_wrapper: "CreateGeneratedTemplateResult", errors: &[&AlreadyExistsException, &LimitExceededException, &ConcurrentResourcesLimitExceededException], action: "cloudformation:CreateGeneratedTemplate", access: Access::Write },
    Operation { name: "CreateStack", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateStackInput, output: &CreateStackOutput, result_wrapper: "CreateStackResult", errors: &[&LimitExceededException, &AlreadyExistsException, &TokenAlreadyExistsException, &InsufficientCapabilitiesException], action: "cloudformation:CreateStack", access: Access::Write },
    Operation { name: "CreateStackInstances", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateStackInstancesInput, output: &CreateStackInstancesOutput, result_wrapper: "CreateStackInstancesResult", errors: &[&StackSetNotFoundException, &OperationInProgressException, &OperationIdAlreadyExistsException, &StaleRequestException, &InvalidOperationException, &LimitExceededException], action: "cloudformation:CreateStackInstances", access: Access::Write },
    Operation { name: "CreateStackRefactor", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateStackRefactorInput, output: &CreateStackRefactorOutput, result_wrapper: "CreateStackRefactorResult", errors: &[], action: "cloudformation:CreateStackRefactor", access: Access::Write },
    Operation { name: "CreateStackSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &CreateStackSetInput, output: &CreateStackSetOutput, result_wrapper: "CreateStackSetResult", errors: &[&NameAlreadyExistsException, &CreatedButModifiedException, &LimitExceededException], action: "cloudformation:CreateStackSet", access: Access::Write },
    Operation { name: "DeactivateOrganizationsAccess", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeactivateOrganizationsAccessInput, output: &DeactivateOrganizationsAccessOutput, result_wrapper: "DeactivateOrganizationsAccessResult", errors: &[&InvalidOperationException, &OperationNotFoundException], action: "cloudformation:DeactivateOrganizationsAccess", access: Access::Write },
    Operation { name: "DeactivateType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeactivateTypeInput, output: &DeactivateTypeOutput, result_wrapper: "DeactivateTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:DeactivateType", access: Access::Write },
    Operation { name: "DeleteChangeSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteChangeSetInput, output: &DeleteChangeSetOutput, result_wrapper: "DeleteChangeSetResult", errors: &[&InvalidChangeSetStatusException], action: "cloudformation:DeleteChangeSet", access: Access::Write },
    Operation { name: "DeleteGeneratedTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteGeneratedTemplateInput, output: &EMPTY, result_wrapper: "", errors: &[&GeneratedTemplateNotFoundException, &ConcurrentResourcesLimitExceededException], action: "cloudformation:DeleteGeneratedTemplate", access: Access::Write },
    Operation { name: "DeleteStack", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteStackInput, output: &EMPTY, result_wrapper: "", errors: &[&TokenAlreadyExistsException], action: "cloudformation:DeleteStack", access: Access::Write },
    Operation { name: "DeleteStackInstances", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteStackInstancesInput, output: &DeleteStackInstancesOutput, result_wrapper: "DeleteStackInstancesResult", errors: &[&StackSetNotFoundException, &OperationInProgressException, &OperationIdAlreadyExistsException, &StaleRequestException, &InvalidOperationException], action: "cloudformation:DeleteStackInstances", access: Access::Write },
    Operation { name: "DeleteStackSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeleteStackSetInput, output: &DeleteStackSetOutput, result_wrapper: "DeleteStackSetResult", errors: &[&StackSetNotEmptyException, &OperationInProgressException], action: "cloudformation:DeleteStackSet", access: Access::Write },
    Operation { name: "DeregisterType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DeregisterTypeInput, output: &DeregisterTypeOutput, result_wrapper: "DeregisterTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:DeregisterType", access: Access::Write },
    Operation { name: "DescribeAccountLimits", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeAccountLimitsInput, output: &DescribeAccountLimitsOutput, result_wrapper: "DescribeAccountLimitsResult", errors: &[], action: "cloudformation:DescribeAccountLimits", access: Access::Read },
    Operation { name: "DescribeChangeSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeChangeSetInput, output: &DescribeChangeSetOutput, result_wrapper: "DescribeChangeSetResult", errors: &[&ChangeSetNotFoundException], action: "cloudformation:DescribeChangeSet", access: Access::Read },
    Operation { name: "DescribeChangeSetHooks", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeChangeSetHooksInput, output: &DescribeChangeSetHooksOutput, result_wrapper: "DescribeChangeSetHooksResult", errors: &[&ChangeSetNotFoundException], action: "cloudformation:DescribeChangeSetHooks", access: Access::Read },
    Operation { name: "DescribeEvents", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeEventsInput, output: &DescribeEventsOutput, result_wrapper: "DescribeEventsResult", errors: &[], action: "cloudformation:DescribeEvents", access: Access::Read },
    Operation { name: "DescribeGeneratedTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeGeneratedTemplateInput, output: &DescribeGeneratedTemplateOutput, result_wrapper: "DescribeGeneratedTemplateResult", errors: &[&GeneratedTemplateNotFoundException], action: "cloudformation:DescribeGeneratedTemplate", access: Access::Read },
    Operation { name: "DescribeOrganizationsAccess", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeOrganizationsAccessInput, output: &DescribeOrganizationsAccessOutput, result_wrapper: "DescribeOrganizationsAccessResult", errors: &[&InvalidOperationException, &OperationNotFoundException], action: "cloudformation:DescribeOrganizationsAccess", access: Access::Read },
    Operation { name: "DescribePublisher", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribePublisherInput, output: &DescribePublisherOutput, result_wrapper: "DescribePublisherResult", errors: &[&CFNRegistryException], action: "cloudformation:DescribePublisher", access: Access::Read },
    Operation { name: "DescribeResourceScan", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeResourceScanInput, output: &DescribeResourceScanOutput, result_wrapper: "DescribeResourceScanResult", errors: &[&ResourceScanNotFoundException], action: "cloudformation:DescribeResourceScan", access: Access::Read },
    Operation { name: "DescribeStackDriftDetectionStatus", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackDriftDetectionStatusInput, output: &DescribeStackDriftDetectionStatusOutput, result_wrapper: "DescribeStackDriftDetectionStatusResult", errors: &[], action: "cloudformation:DescribeStackDriftDetectionStatus", access: Access::Read },
    Operation { name: "DescribeStackEvents", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackEventsInput, output: &DescribeStackEventsOutput, result_wrapper: "DescribeStackEventsResult", errors: &[], action: "cloudformation:DescribeStackEvents", access: Access::Read },
    Operation { name: "DescribeStackInstance", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackInstanceInput, output: &DescribeStackInstanceOutput, result_wrapper: "DescribeStackInstanceResult", errors: &[&StackSetNotFoundException, &StackInstanceNotFoundException], action: "cloudformation:DescribeStackInstance", access: Access::Read },
    Operation { name: "DescribeStackRefactor", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackRefactorInput, output: &DescribeStackRefactorOutput, result_wrapper: "DescribeStackRefactorResult", errors: &[&StackRefactorNotFoundException], action: "cloudformation:DescribeStackRefactor", access: Access::Read },
    Operation { name: "DescribeStackResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackResourceInput, output: &DescribeStackResourceOutput, result_wrapper: "DescribeStackResourceResult", errors: &[], action: "cloudformation:DescribeStackResource", access: Access::Read },
    Operation { name: "DescribeStackResourceDrifts", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackResourceDriftsInput, output: &DescribeStackResourceDriftsOutput, result_wrapper: "DescribeStackResourceDriftsResult", errors: &[], action: "cloudformation:DescribeStackResourceDrifts", access: Access::Read },
    Operation { name: "DescribeStackResources", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackResourcesInput, output: &DescribeStackResourcesOutput, result_wrapper: "DescribeStackResourcesResult", errors: &[], action: "cloudformation:DescribeStackResources", access: Access::Read },
    Operation { name: "DescribeStackSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackSetInput, output: &DescribeStackSetOutput, result_wrapper: "DescribeStackSetResult", errors: &[&StackSetNotFoundException], action: "cloudformation:DescribeStackSet", access: Access::Read },
    Operation { name: "DescribeStackSetOperation", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStackSetOperationInput, output: &DescribeStackSetOperationOutput, result_wrapper: "DescribeStackSetOperationResult", errors: &[&StackSetNotFoundException, &OperationNotFoundException], action: "cloudformation:DescribeStackSetOperation", access: Access::Read },
    Operation { name: "DescribeStacks", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeStacksInput, output: &DescribeStacksOutput, result_wrapper: "DescribeStacksResult", errors: &[], action: "cloudformation:DescribeStacks", access: Access::List },
    Operation { name: "DescribeType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeTypeInput, output: &DescribeTypeOutput, result_wrapper: "DescribeTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:DescribeType", access: Access::Read },
    Operation { name: "DescribeTypeRegistration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DescribeTypeRegistrationInput, output: &DescribeTypeRegistrationOutput, result_wrapper: "DescribeTypeRegistrationResult", errors: &[&CFNRegistryException], action: "cloudformation:DescribeTypeRegistration", access: Access::Read },
    Operation { name: "DetectStackDrift", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DetectStackDriftInput, output: &DetectStackDriftOutput, result_wrapper: "DetectStackDriftResult", errors: &[], action: "cloudformation:DetectStackDrift", access: Access::Read },
    Operation { name: "DetectStackResourceDrift", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DetectStackResourceDriftInput, output: &DetectStackResourceDriftOutput, result_wrapper: "DetectStackResourceDriftResult", errors: &[], action: "cloudformation:DetectStackResourceDrift", access: Access::Read },
    Operation { name: "DetectStackSetDrift", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &DetectStackSetDriftInput, output: &DetectStackSetDriftOutput, result_wrapper: "DetectStackSetDriftResult", errors: &[&InvalidOperationException, &OperationInProgressException, &StackSetNotFoundException], action: "cloudformation:DetectStackSetDrift", access: Access::Read },
    Operation { name: "EstimateTemplateCost", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &EstimateTemplateCostInput, output: &EstimateTemplateCostOutput, result_wrapper: "EstimateTemplateCostResult", errors: &[], action: "cloudformation:EstimateTemplateCost", access: Access::Read },
    Operation { name: "ExecuteChangeSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ExecuteChangeSetInput, output: &ExecuteChangeSetOutput, result_wrapper: "ExecuteChangeSetResult", errors: &[&InvalidChangeSetStatusException, &ChangeSetNotFoundException, &InsufficientCapabilitiesException, &TokenAlreadyExistsException], action: "cloudformation:ExecuteChangeSet", access: Access::Write },
    Operation { name: "ExecuteStackRefactor", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ExecuteStackRefactorInput, output: &EMPTY, result_wrapper: "", errors: &[], action: "cloudformation:ExecuteStackRefactor", access: Access::Write },
    Operation { name: "GetGeneratedTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetGeneratedTemplateInput, output: &GetGeneratedTemplateOutput, result_wrapper: "GetGeneratedTemplateResult", errors: &[&GeneratedTemplateNotFoundException], action: "cloudformation:GetGeneratedTemplate", access: Access::Read },
    Operation { name: "GetHookResult", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetHookResultInput, output: &GetHookResultOutput, result_wrapper: "GetHookResultResult", errors: &[&HookResultNotFoundException], action: "cloudformation:GetHookResult", access: Access::Read },
    Operation { name: "GetStackPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetStackPolicyInput, output: &GetStackPolicyOutput, result_wrapper: "GetStackPolicyResult", errors: &[], action: "cloudformation:GetStackPolicy", access: Access::Read },
    Operation { name: "GetTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetTemplateInput, output: &GetTemplateOutput, result_wrapper: "GetTemplateResult", errors: &[&ChangeSetNotFoundException], action: "cloudformation:GetTemplate", access: Access::Read },
    Operation { name: "GetTemplateSummary", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &GetTemplateSummaryInput, output: &GetTemplateSummaryOutput, result_wrapper: "GetTemplateSummaryResult", errors: &[&StackSetNotFoundException], action: "cloudformation:GetTemplateSummary", access: Access::Read },
    Operation { name: "ImportStacksToStackSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ImportStacksToStackSetInput, output: &ImportStacksToStackSetOutput, result_wrapper: "ImportStacksToStackSetResult", errors: &[&LimitExceededException, &StackSetNotFoundException, &InvalidOperationException, &OperationInProgressException, &OperationIdAlreadyExistsException, &StackNotFoundException, &StaleRequestException], action: "cloudformation:ImportStacksToStackSet", access: Access::Write },
    Operation { name: "ListChangeSets", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListChangeSetsInput, output: &ListChangeSetsOutput, result_wrapper: "ListChangeSetsResult", errors: &[], action: "cloudformation:ListChangeSets", access: Access::List },
    Operation { name: "ListExports", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListExportsInput, output: &ListExportsOutput, result_wrapper: "ListExportsResult", errors: &[], action: "cloudformation:ListExports", access: Access::List },
    Operation { name: "ListGeneratedTemplates", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListGeneratedTemplatesInput, output: &ListGeneratedTemplatesOutput, result_wrapper: "ListGeneratedTemplatesResult", errors: &[], action: "cloudformation:ListGeneratedTemplates", access: Access::List },
    Operation { name: "ListHookResults", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListHookResultsInput, output: &ListHookResultsOutput, result_wrapper: "ListHookResultsResult", errors: &[&HookResultNotFoundException], action: "cloudformation:ListHookResults", access: Access::List },
    Operation { name: "ListImports", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListImportsInput, output: &ListImportsOutput, result_wrapper: "ListImportsResult", errors: &[], action: "cloudformation:ListImports", access: Access::List },
    Operation { name: "ListResourceScanRelatedResources", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListResourceScanRelatedResourcesInput, output: &ListResourceScanRelatedResourcesOutput, result_wrapper: "ListResourceScanRelatedResourcesResult", errors: &[&ResourceScanNotFoundException, &ResourceScanInProgressException], action: "cloudformation:ListResourceScanRelatedResources", access: Access::List },
    Operation { name: "ListResourceScanResources", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListResourceScanResourcesInput, output: &ListResourceScanResourcesOutput, result_wrapper: "ListResourceScanResourcesResult", errors: &[&ResourceScanNotFoundException, &ResourceScanInProgressException], action: "cloudformation:ListResourceScanResources", access: Access::List },
    Operation { name: "ListResourceScans", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListResourceScansInput, output: &ListResourceScansOutput, result_wrapper: "ListResourceScansResult", errors: &[], action: "cloudformation:ListResourceScans", access: Access::List },
    Operation { name: "ListStackInstanceResourceDrifts", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackInstanceResourceDriftsInput, output: &ListStackInstanceResourceDriftsOutput, result_wrapper: "ListStackInstanceResourceDriftsResult", errors: &[&StackSetNotFoundException, &StackInstanceNotFoundException, &OperationNotFoundException], action: "cloudformation:ListStackInstanceResourceDrifts", access: Access::List },
    Operation { name: "ListStackInstances", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackInstancesInput, output: &ListStackInstancesOutput, result_wrapper: "ListStackInstancesResult", errors: &[&StackSetNotFoundException], action: "cloudformation:ListStackInstances", access: Access::List },
    Operation { name: "ListStackRefactorActions", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackRefactorActionsInput, output: &ListStackRefactorActionsOutput, result_wrapper: "ListStackRefactorActionsResult", errors: &[], action: "cloudformation:ListStackRefactorActions", access: Access::List },
    Operation { name: "ListStackRefactors", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackRefactorsInput, output: &ListStackRefactorsOutput, result_wrapper: "ListStackRefactorsResult", errors: &[], action: "cloudformation:ListStackRefactors", access: Access::List },
    Operation { name: "ListStackResources", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackResourcesInput, output: &ListStackResourcesOutput, result_wrapper: "ListStackResourcesResult", errors: &[], action: "cloudformation:ListStackResources", access: Access::List },
    Operation { name: "ListStackSetAutoDeploymentTargets", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackSetAutoDeploymentTargetsInput, output: &ListStackSetAutoDeploymentTargetsOutput, result_wrapper: "ListStackSetAutoDeploymentTargetsResult", errors: &[&StackSetNotFoundException], action: "cloudformation:ListStackSetAutoDeploymentTargets", access: Access::List },
    Operation { name: "ListStackSetOperationResults", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackSetOperationResultsInput, output: &ListStackSetOperationResultsOutput, result_wrapper: "ListStackSetOperationResultsResult", errors: &[&StackSetNotFoundException, &OperationNotFoundException], action: "cloudformation:ListStackSetOperationResults", access: Access::List },
    Operation { name: "ListStackSetOperations", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackSetOperationsInput, output: &ListStackSetOperationsOutput, result_wrapper: "ListStackSetOperationsResult", errors: &[&StackSetNotFoundException], action: "cloudformation:ListStackSetOperations", access: Access::List },
    Operation { name: "ListStackSets", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStackSetsInput, output: &ListStackSetsOutput, result_wrapper: "ListStackSetsResult", errors: &[], action: "cloudformation:ListStackSets", access: Access::List },
    Operation { name: "ListStacks", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListStacksInput, output: &ListStacksOutput, result_wrapper: "ListStacksResult", errors: &[], action: "cloudformation:ListStacks", access: Access::List },
    Operation { name: "ListTypeRegistrations", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTypeRegistrationsInput, output: &ListTypeRegistrationsOutput, result_wrapper: "ListTypeRegistrationsResult", errors: &[&CFNRegistryException], action: "cloudformation:ListTypeRegistrations", access: Access::List },
    Operation { name: "ListTypeVersions", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTypeVersionsInput, output: &ListTypeVersionsOutput, result_wrapper: "ListTypeVersionsResult", errors: &[&CFNRegistryException], action: "cloudformation:ListTypeVersions", access: Access::List },
    Operation { name: "ListTypes", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ListTypesInput, output: &ListTypesOutput, result_wrapper: "ListTypesResult", errors: &[&CFNRegistryException], action: "cloudformation:ListTypes", access: Access::List },
    Operation { name: "PublishType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &PublishTypeInput, output: &PublishTypeOutput, result_wrapper: "PublishTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:PublishType", access: Access::Write },
    Operation { name: "RecordHandlerProgress", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RecordHandlerProgressInput, output: &RecordHandlerProgressOutput, result_wrapper: "RecordHandlerProgressResult", errors: &[&InvalidStateTransitionException, &OperationStatusCheckFailedException], action: "cloudformation:RecordHandlerProgress", access: Access::Write },
    Operation { name: "RegisterPublisher", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RegisterPublisherInput, output: &RegisterPublisherOutput, result_wrapper: "RegisterPublisherResult", errors: &[&CFNRegistryException], action: "cloudformation:RegisterPublisher", access: Access::Write },
    Operation { name: "RegisterType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RegisterTypeInput, output: &RegisterTypeOutput, result_wrapper: "RegisterTypeResult", errors: &[&CFNRegistryException], action: "cloudformation:RegisterType", access: Access::Write },
    Operation { name: "RemoveAlias", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RemoveAliasInput, output: &EMPTY, result_wrapper: "", errors: &[], action: "cloudformation:RemoveAlias", access: Access::Write },
    Operation { name: "RollbackStack", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &RollbackStackInput, output: &RollbackStackOutput, result_wrapper: "RollbackStackResult", errors: &[&TokenAlreadyExistsException], action: "cloudformation:RollbackStack", access: Access::Write },
    Operation { name: "SetAlias", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetAliasInput, output: &EMPTY, result_wrapper: "", errors: &[&LimitExceededException, &AlreadyExistsException], action: "cloudformation:SetAlias", access: Access::Write },
    Operation { name: "SetStackPolicy", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetStackPolicyInput, output: &EMPTY, result_wrapper: "", errors: &[], action: "cloudformation:SetStackPolicy", access: Access::PermissionsManagement },
    Operation { name: "SetTypeConfiguration", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetTypeConfigurationInput, output: &SetTypeConfigurationOutput, result_wrapper: "SetTypeConfigurationResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:SetTypeConfiguration", access: Access::Write },
    Operation { name: "SetTypeDefaultVersion", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SetTypeDefaultVersionInput, output: &SetTypeDefaultVersionOutput, result_wrapper: "SetTypeDefaultVersionResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:SetTypeDefaultVersion", access: Access::Write },
    Operation { name: "SignalResource", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &SignalResourceInput, output: &EMPTY, result_wrapper: "", errors: &[], action: "cloudformation:SignalResource", access: Access::Write },
    Operation { name: "StartResourceScan", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StartResourceScanInput, output: &StartResourceScanOutput, result_wrapper: "StartResourceScanResult", errors: &[&ResourceScanInProgressException, &ResourceScanLimitExceededException], action: "cloudformation:StartResourceScan", access: Access::Write },
    Operation { name: "StopStackSetOperation", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &StopStackSetOperationInput, output: &StopStackSetOperationOutput, result_wrapper: "StopStackSetOperationResult", errors: &[&StackSetNotFoundException, &OperationNotFoundException, &InvalidOperationException], action: "cloudformation:StopStackSetOperation", access: Access::Write },
    Operation { name: "TestType", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &TestTypeInput, output: &TestTypeOutput, result_wrapper: "TestTypeResult", errors: &[&CFNRegistryException, &TypeNotFoundException], action: "cloudformation:TestType", access: Access::Write },
    Operation { name: "UpdateGeneratedTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateGeneratedTemplateInput, output: &UpdateGeneratedTemplateOutput, result_wrapper: "UpdateGeneratedTemplateResult", errors: &[&AlreadyExistsException, &GeneratedTemplateNotFoundException, &LimitExceededException], action: "cloudformation:UpdateGeneratedTemplate", access: Access::Write },
    Operation { name: "UpdateStack", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateStackInput, output: &UpdateStackOutput, result_wrapper: "UpdateStackResult", errors: &[&InsufficientCapabilitiesException, &TokenAlreadyExistsException], action: "cloudformation:UpdateStack", access: Access::Write },
    Operation { name: "UpdateStackInstances", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateStackInstancesInput, output: &UpdateStackInstancesOutput, result_wrapper: "UpdateStackInstancesResult", errors: &[&StackSetNotFoundException, &StackInstanceNotFoundException, &OperationInProgressException, &OperationIdAlreadyExistsException, &StaleRequestException, &InvalidOperationException], action: "cloudformation:UpdateStackInstances", access: Access::Write },
    Operation { name: "UpdateStackSet", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateStackSetInput, output: &UpdateStackSetOutput, result_wrapper: "UpdateStackSetResult", errors: &[&StackSetNotFoundException, &OperationInProgressException, &OperationIdAlreadyExistsException, &StaleRequestException, &InvalidOperationException, &StackInstanceNotFoundException], action: "cloudformation:UpdateStackSet", access: Access::Write },
    Operation { name: "UpdateTerminationProtection", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &UpdateTerminationProtectionInput, output: &UpdateTerminationProtectionOutput, result_wrapper: "UpdateTerminationProtectionResult", errors: &[], action: "cloudformation:UpdateTerminationProtection", access: Access::Write },
    Operation { name: "ValidateTemplate", service: &SERVICE, method: "POST", uri: "/", status: 200, input: &ValidateTemplateInput, output: &ValidateTemplateOutput, result_wrapper: "ValidateTemplateResult", errors: &[], action: "cloudformation:ValidateTemplate", access: Access::Read },
];

pub static AcceptTermsAndConditions: Schema = Schema::new("AcceptTermsAndConditions", Kind::Boolean);
pub static Account: Schema = Schema::new("Account", Kind::String).pattern("^[0-9]{12}$");
pub static AccountFilterType: Schema = Schema::new("AccountFilterType", Kind::Enum).values(&["NONE", "INTERSECTION", "DIFFERENCE", "UNION"]);
pub static AccountGateResult: Schema = Schema::new("AccountGateResult", Kind::Structure).members(&[m("Status", &AccountGateStatus), m("StatusReason", &AccountGateStatusReason)]);
pub static AccountGateStatus: Schema = Schema::new("AccountGateStatus", Kind::Enum).values(&["SUCCEEDED", "FAILED", "SKIPPED"]);
pub static AccountGateStatusReason: Schema = Schema::new("AccountGateStatusReason", Kind::String);
pub static AccountLimit: Schema = Schema::new("AccountLimit", Kind::Structure).members(&[m("Name", &LimitName), m("Value", &LimitValue)]);
pub static AccountLimitList: Schema = Schema::new("AccountLimitList", Kind::List).members(&[m("member", &AccountLimit)]);
pub static AccountList: Schema = Schema::new("AccountList", Kind::List).members(&[m("member", &Account)]);
pub static AccountsUrl: Schema = Schema::new("AccountsUrl", Kind::String).min(1).max(5120).pattern("(s3://|http(s?)://).+");
pub static ActivateOrganizationsAccessInput: Schema = Schema::new("ActivateOrganizationsAccessInput", Kind::Structure);
pub static ActivateOrganizationsAccessOutput: Schema = Schema::new("ActivateOrganizationsAccessOutput", Kind::Structure);
pub static ActivateTypeInput: Schema = Schema::new("ActivateTypeInput", Kind::Structure).members(&[m("Type", &ThirdPartyType), m("PublicTypeArn", &ThirdPartyTypeArn), m("PublisherId", &PublisherId), m("TypeName", &TypeName), m("TypeNameAlias", &TypeName), m("AutoUpdate", &AutoUpdate), m("LoggingConfig", &LoggingConfig), m("ExecutionRoleArn", &RoleArn), m("VersionBump", &VersionBump), m("MajorVersion", &MajorVersion)]);
pub static ActivateTypeOutput: Schema = Schema::new("ActivateTypeOutput", Kind::Structure).members(&[m("Arn", &PrivateTypeArn)]);
pub static AfterContext: Schema = Schema::new("AfterContext", Kind::String);
pub static AfterValue: Schema = Schema::new("AfterValue", Kind::String);
pub static AfterValueFrom: Schema = Schema::new("AfterValueFrom", Kind::Enum).values(&["TEMPLATE"]);
pub static AliasName: Schema = Schema::new("AliasName", Kind::String).min(1).max(128);
pub static AllowedValue: Schema = Schema::new("AllowedValue", Kind::String);
pub static AllowedValues: Schema = Schema::new("AllowedValues", Kind::List).members(&[m("member", &AllowedValue)]);
pub static AlreadyExistsException: Schema = Schema::new("AlreadyExistsException", Kind::Structure).error("AlreadyExistsException", 400, true);
pub static Annotation: Schema = Schema::new("Annotation", Kind::Structure).members(&[m("AnnotationName", &AnnotationName), m("Status", &AnnotationStatus), m("StatusMessage", &RemediationMessageStatusMessage), m("RemediationMessage", &RemediationMessageRemediationMessage), m("RemediationLink", &AnnotationRemediationLink), m("SeverityLevel", &AnnotationSeverityLevel)]);
pub static AnnotationList: Schema = Schema::new("AnnotationList", Kind::List).members(&[m("member", &Annotation)]);
pub static AnnotationName: Schema = Schema::new("AnnotationName", Kind::String).min(1).max(1024);
pub static AnnotationRemediationLink: Schema = Schema::new("AnnotationRemediationLink", Kind::String).min(1).max(5120);
pub static AnnotationSeverityLevel: Schema = Schema::new("AnnotationSeverityLevel", Kind::Enum).values(&["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"]);
pub static AnnotationStatus: Schema = Schema::new("AnnotationStatus", Kind::Enum).values(&["PASSED", "FAILED", "SKIPPED"]);
pub static Arn: Schema = Schema::new("Arn", Kind::String);
pub static AttributeChangeType: Schema = Schema::new("AttributeChangeType", Kind::Enum).values(&["Add", "Remove", "Modify", "SyncWithActual"]);
pub static AutoDeployment: Schema = Schema::new("AutoDeployment", Kind::Structure).members(&[m("Enabled", &AutoDeploymentNullable), m("RetainStacksOnAccountRemoval", &RetainStacksOnAccountRemovalNullable), m("DependsOn", &StackSetARNList)]);
pub static AutoDeploymentNullable: Schema = Schema::new("AutoDeploymentNullable", Kind::Boolean);
pub static AutoUpdate: Schema = Schema::new("AutoUpdate", Kind::Boolean);
pub static BatchDescribeTypeConfigurationsError: Schema = Schema::new("BatchDescribeTypeConfigurationsError", Kind::Structure).members(&[m("ErrorCode", &ErrorCode), m("ErrorMessage", &ErrorMessage), m("TypeConfigurationIdentifier", &TypeConfigurationIdentifier)]);
pub static BatchDescribeTypeConfigurationsErrors: Schema = Schema::new("BatchDescribeTypeConfigurationsErrors", Kind::List).members(&[m("member", &BatchDescribeTypeConfigurationsError)]);
pub static BatchDescribeTypeConfigurationsInput: Schema = Schema::new("BatchDescribeTypeConfigurationsInput", Kind::Structure).members(&[m("TypeConfigurationIdentifiers", &TypeConfigurationIdentifiers).required()]);
pub static BatchDescribeTypeConfigurationsOutput: Schema = Schema::new("BatchDescribeTypeConfigurationsOutput", Kind::Structure).members(&[m("Errors", &BatchDescribeTypeConfigurationsErrors), m("UnprocessedTypeConfigurations", &UnprocessedTypeConfigurations), m("TypeConfigurations", &TypeConfigurationDetailsList)]);
pub static BeaconStackOperationStatus: Schema = Schema::new("BeaconStackOperationStatus", Kind::Enum).values(&["IN_PROGRESS", "SUCCEEDED", "FAILED"]);
pub static BeforeContext: Schema = Schema::new("BeforeContext", Kind::String);
pub static BeforeValue: Schema = Schema::new("BeforeValue", Kind::String);
pub static BeforeValueFrom: Schema = Schema::new("BeforeValueFrom", Kind::Enum).values(&["PREVIOUS_DEPLOYMENT_STATE", "ACTUAL_STATE"]);
pub static BoxedInteger: Schema = Schema::new("BoxedInteger", Kind::Integer);
pub static BoxedMaxResults: Schema = Schema::new("BoxedMaxResults", Kind::Integer).min(1).max(100);
pub static CFNRegistryException: Schema = Schema::new("CFNRegistryException", Kind::Structure).error("CFNRegistryException", 400, true);
pub static CallAs: Schema = Schema::new("CallAs", Kind::Enum).values(&["SELF", "DELEGATED_ADMIN"]);
pub static CancelUpdateStackInput: Schema = Schema::new("CancelUpdateStackInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("ClientRequestToken", &ClientRequestToken)]);
pub static Capabilities: Schema = Schema::new("Capabilities", Kind::List).members(&[m("member", &Capability)]);
pub static CapabilitiesReason: Schema = Schema::new("CapabilitiesReason", Kind::String);
pub static Capability: Schema = Schema::new("Capability", Kind::Enum).values(&["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]);
pub static Category: Schema = Schema::new("Category", Kind::Enum).values(&["REGISTERED", "ACTIVATED", "THIRD_PARTY", "AWS_TYPES"]);
pub static CausingEntity: Schema = Schema::new("CausingEntity", Kind::String);
pub static Change: Schema = Schema::new("Change", Kind::Structure).members(&[m("Type", &ChangeType), m("HookInvocationCount", &HookInvocationCount), m("ResourceChange", &ResourceChange)]);
pub static ChangeAction: Schema = Schema::new("ChangeAction", Kind::Enum).values(&["Add", "Modify", "Remove", "Import", "Dynamic", "SyncWithActual"]);
pub static ChangeSetHook: Schema = Schema::new("ChangeSetHook", Kind::Structure).members(&[m("InvocationPoint", &HookInvocationPoint), m("FailureMode", &HookFailureMode), m("TypeName", &HookTypeName), m("TypeVersionId", &HookTypeVersionId), m("TypeConfigurationVersionId", &HookTypeConfigurationVersionId), m("TargetDetails", &ChangeSetHookTargetDetails)]);
pub static ChangeSetHookResourceTargetDetails: Schema = Schema::new("ChangeSetHookResourceTargetDetails", Kind::Structure).members(&[m("LogicalResourceId", &LogicalResourceId), m("ResourceType", &HookTargetTypeName), m("ResourceAction", &ChangeAction)]);
pub static ChangeSetHookTargetDetails: Schema = Schema::new("ChangeSetHookTargetDetails", Kind::Structure).members(&[m("TargetType", &HookTargetType), m("ResourceTargetDetails", &ChangeSetHookResourceTargetDetails)]);
pub static ChangeSetHooks: Schema = Schema::new("ChangeSetHooks", Kind::List).members(&[m("member", &ChangeSetHook)]);
pub static ChangeSetHooksStatus: Schema = Schema::new("ChangeSetHooksStatus", Kind::Enum).values(&["PLANNING", "PLANNED", "UNAVAILABLE"]);
pub static ChangeSetId: Schema = Schema::new("ChangeSetId", Kind::String).min(1).pattern("arn:[-a-zA-Z0-9:/]*");
pub static ChangeSetName: Schema = Schema::new("ChangeSetName", Kind::String).min(1).max(128).pattern("[a-zA-Z][-a-zA-Z0-9]*");
pub static ChangeSetNameOrId: Schema = Schema::new("ChangeSetNameOrId", Kind::String).min(1).max(1600).pattern("[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*");
pub static ChangeSetNotFoundException: Schema = Schema::new("ChangeSetNotFoundException", Kind::Structure).error("ChangeSetNotFound", 404, true);
pub static ChangeSetStatus: Schema = Schema::new("ChangeSetStatus", Kind::Enum).values(&["CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "DELETE_PENDING", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED", "FAILED"]);
pub static ChangeSetStatusReason: Schema = Schema::new("ChangeSetStatusReason", Kind::String);
pub static ChangeSetSummaries: Schema = Schema::new("ChangeSetSummaries", Kind::List).members(&[m("member", &ChangeSetSummary)]);
pub static ChangeSetSummary: Schema = Schema::new("ChangeSetSummary", Kind::Structure).members(&[m("StackId", &StackId), m("StackName", &StackName), m("ChangeSetId", &ChangeSetId), m("ChangeSetName", &ChangeSetName), m("ExecutionStatus", &ExecutionStatus), m("Status", &ChangeSetStatus), m("StatusReason", &ChangeSetStatusReason), m("CreationTime", &CreationTime), m("Description", &Description), m("IncludeNestedStacks", &IncludeNestedStacks), m("ParentChangeSetId", &ChangeSetId), m("RootChangeSetId", &ChangeSetId), m("ImportExistingResources", &ImportExistingResources)]);
pub static ChangeSetType: Schema = Schema::new("ChangeSetType", Kind::Enum).values(&["CREATE", "UPDATE", "IMPORT"]);
pub static ChangeSource: Schema = Schema::new("ChangeSource", Kind::Enum).values(&["ResourceReference", "ParameterReference", "ResourceAttribute", "DirectModification", "Automatic", "NoModification"]);
pub static ChangeType: Schema = Schema::new("ChangeType", Kind::Enum).values(&["Resource"]);
pub static Changes: Schema = Schema::new("Changes", Kind::List).members(&[m("member", &Change)]);
pub static ClientRequestToken: Schema = Schema::new("ClientRequestToken", Kind::String).min(1).max(128).pattern("[a-zA-Z0-9][-a-zA-Z0-9]*");
pub static ClientToken: Schema = Schema::new("ClientToken", Kind::String).min(1).max(128);
pub static ConcurrencyMode: Schema = Schema::new("ConcurrencyMode", Kind::Enum).values(&["STRICT_FAILURE_TOLERANCE", "SOFT_FAILURE_TOLERANCE"]);
pub static ConcurrentResourcesLimitExceededException: Schema = Schema::new("ConcurrentResourcesLimitExceededException", Kind::Structure).error("ConcurrentResourcesLimitExceeded", 429, true);
pub static ConfigurationSchema: Schema = Schema::new("ConfigurationSchema", Kind::String).min(1).max(60000).pattern("[\\s\\S]+");
pub static ConnectionArn: Schema = Schema::new("ConnectionArn", Kind::String).min(1).max(256).pattern("arn:aws(-[\\w]+)*:.+:.+:[0-9]{12}:.+");
pub static ContinueUpdateRollbackInput: Schema = Schema::new("ContinueUpdateRollbackInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("RoleARN", &RoleARN), m("ResourcesToSkip", &ResourcesToSkip), m("ClientRequestToken", &ClientRequestToken), m("ForceRollback", &ForceRollback)]);
pub static ContinueUpdateRollbackOutput: Schema = Schema::new("ContinueUpdateRollbackOutput", Kind::Structure);
pub static CreateChangeSetInput: Schema = Schema::new("CreateChangeSetInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("UsePreviousTemplate", &UsePreviousTemplate), m("Parameters", &Parameters), m("Capabilities", &Capabilities), m("ResourceTypes", &ResourceTypes), m("RoleARN", &RoleARN), m("RollbackConfiguration", &RollbackConfiguration), m("NotificationARNs", &NotificationARNs), m("Tags", &Tags), m("ChangeSetName", &ChangeSetName).required(), m("ClientToken", &ClientToken), m("Description", &Description), m("ChangeSetType", &ChangeSetType), m("ResourcesToImport", &ResourcesToImport), m("IncludeNestedStacks", &IncludeNestedStacks), m("OnStackFailure", &OnStackFailure), m("ImportExistingResources", &ImportExistingResources), m("DeploymentMode", &DeploymentMode), m("DeploymentConfig", &DeploymentConfig), m("DisableValidation", &DisableValidation)]);
pub static CreateChangeSetOutput: Schema = Schema::new("CreateChangeSetOutput", Kind::Structure).members(&[m("Id", &ChangeSetId), m("StackId", &StackId)]);
pub static CreateGeneratedTemplateInput: Schema = Schema::new("CreateGeneratedTemplateInput", Kind::Structure).members(&[m("Resources", &ResourceDefinitions), m("GeneratedTemplateName", &GeneratedTemplateName).required(), m("StackName", &StackName), m("TemplateConfiguration", &TemplateConfiguration)]);
pub static CreateGeneratedTemplateOutput: Schema = Schema::new("CreateGeneratedTemplateOutput", Kind::Structure).members(&[m("GeneratedTemplateId", &GeneratedTemplateId)]);
pub static CreateStackInput: Schema = Schema::new("CreateStackInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("Parameters", &Parameters), m("DisableRollback", &DisableRollback), m("RollbackConfiguration", &RollbackConfiguration), m("TimeoutInMinutes", &TimeoutMinutes), m("NotificationARNs", &NotificationARNs), m("Capabilities", &Capabilities), m("ResourceTypes", &ResourceTypes), m("RoleARN", &RoleARN), m("OnFailure", &OnFailure), m("StackPolicyBody", &StackPolicyBody), m("StackPolicyURL", &StackPolicyURL), m("Tags", &Tags), m("ClientRequestToken", &ClientRequestToken), m("EnableTerminationProtection", &EnableTerminationProtection), m("RetainExceptOnCreate", &RetainExceptOnCreate), m("DeploymentConfig", &DeploymentConfig), m("DisableValidation", &DisableValidation)]);
pub static CreateStackInstancesInput: Schema = Schema::new("CreateStackInstancesInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("Accounts", &AccountList), m("DeploymentTargets", &DeploymentTargets), m("Regions", &RegionList).required(), m("ParameterOverrides", &Parameters), m("OperationPreferences", &StackSetOperationPreferences), m("OperationId", &ClientRequestToken).idempotency(), m("CallAs", &CallAs)]);
pub static CreateStackInstancesOutput: Schema = Schema::new("CreateStackInstancesOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static CreateStackOutput: Schema = Schema::new("CreateStackOutput", Kind::Structure).members(&[m("StackId", &StackId), m("OperationId", &OperationId)]);
pub static CreateStackRefactorInput: Schema = Schema::new("CreateStackRefactorInput", Kind::Structure).members(&[m("Description", &Description), m("EnableStackCreation", &EnableStackCreation), m("ResourceMappings", &ResourceMappings), m("StackDefinitions", &StackDefinitions).required()]);
pub static CreateStackRefactorOutput: Schema = Schema::new("CreateStackRefactorOutput", Kind::Structure).members(&[m("StackRefactorId", &StackRefactorId).required()]);
pub static CreateStackSetInput: Schema = Schema::new("CreateStackSetInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("Description", &Description), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("StackId", &StackId), m("Parameters", &Parameters), m("Capabilities", &Capabilities), m("Tags", &Tags), m("AdministrationRoleARN", &RoleARN), m("ExecutionRoleName", &ExecutionRoleName), m("PermissionModel", &PermissionModels), m("AutoDeployment", &AutoDeployment), m("CallAs", &CallAs), m("ClientRequestToken", &ClientRequestToken).idempotency(), m("ManagedExecution", &ManagedExecution)]);
pub static CreateStackSetOutput: Schema = Schema::new("CreateStackSetOutput", Kind::Structure).members(&[m("StackSetId", &StackSetId)]);
pub static CreatedButModifiedException: Schema = Schema::new("CreatedButModifiedException", Kind::Structure).error("CreatedButModifiedException", 409, true);
pub static CreationTime: Schema = Schema::new("CreationTime", Kind::Timestamp);
pub static DeactivateOrganizationsAccessInput: Schema = Schema::new("DeactivateOrganizationsAccessInput", Kind::Structure);
pub static DeactivateOrganizationsAccessOutput: Schema = Schema::new("DeactivateOrganizationsAccessOutput", Kind::Structure);
pub static DeactivateTypeInput: Schema = Schema::new("DeactivateTypeInput", Kind::Structure).members(&[m("TypeName", &TypeName), m("Type", &ThirdPartyType), m("Arn", &PrivateTypeArn)]);
pub static DeactivateTypeOutput: Schema = Schema::new("DeactivateTypeOutput", Kind::Structure);
pub static DeleteChangeSetInput: Schema = Schema::new("DeleteChangeSetInput", Kind::Structure).members(&[m("ChangeSetName", &ChangeSetNameOrId).required(), m("StackName", &StackNameOrId)]);
pub static DeleteChangeSetOutput: Schema = Schema::new("DeleteChangeSetOutput", Kind::Structure);
pub static DeleteGeneratedTemplateInput: Schema = Schema::new("DeleteGeneratedTemplateInput", Kind::Structure).members(&[m("GeneratedTemplateName", &GeneratedTemplateName).required()]);
pub static DeleteStackInput: Schema = Schema::new("DeleteStackInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("RetainResources", &RetainResources), m("RoleARN", &RoleARN), m("ClientRequestToken", &ClientRequestToken), m("DeletionMode", &DeletionMode), m("DeploymentConfig", &DeploymentConfig)]);
pub static DeleteStackInstancesInput: Schema = Schema::new("DeleteStackInstancesInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("Accounts", &AccountList), m("DeploymentTargets", &DeploymentTargets), m("Regions", &RegionList).required(), m("OperationPreferences", &StackSetOperationPreferences), m("RetainStacks", &RetainStacks).required(), m("OperationId", &ClientRequestToken).idempotency(), m("CallAs", &CallAs)]);
pub static DeleteStackInstancesOutput: Schema = Schema::new("DeleteStackInstancesOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static DeleteStackSetInput: Schema = Schema::new("DeleteStackSetInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("CallAs", &CallAs)]);
pub static DeleteStackSetOutput: Schema = Schema::new("DeleteStackSetOutput", Kind::Structure);
pub static DeletionMode: Schema = Schema::new("DeletionMode", Kind::Enum).values(&["STANDARD", "FORCE_DELETE_STACK"]);
pub static DeletionTime: Schema = Schema::new("DeletionTime", Kind::Timestamp);
pub static DeploymentConfig: Schema = Schema::new("DeploymentConfig", Kind::Structure).members(&[m("Mode", &DeploymentConfigMode), m("DisableRollback", &DisableRollback)]);
pub static DeploymentConfigMode: Schema = Schema::new("DeploymentConfigMode", Kind::Enum).values(&["STANDARD", "EXPRESS"]);
pub static DeploymentMode: Schema = Schema::new("DeploymentMode", Kind::Enum).values(&["REVERT_DRIFT"]);
pub static DeploymentTargets: Schema = Schema::new("DeploymentTargets", Kind::Structure).members(&[m("Accounts", &AccountList), m("AccountsUrl", &AccountsUrl), m("OrganizationalUnitIds", &OrganizationalUnitIdList), m("AccountFilterType", &AccountFilterType)]);
pub static DeprecatedStatus: Schema = Schema::new("DeprecatedStatus", Kind::Enum).values(&["LIVE", "DEPRECATED"]);
pub static DeregisterTypeInput: Schema = Schema::new("DeregisterTypeInput", Kind::Structure).members(&[m("Arn", &PrivateTypeArn), m("Type", &RegistryType), m("TypeName", &TypeName), m("VersionId", &TypeVersionId)]);
pub static DeregisterTypeOutput: Schema = Schema::new("DeregisterTypeOutput", Kind::Structure);
pub static DescribeAccountLimitsInput: Schema = Schema::new("DescribeAccountLimitsInput", Kind::Structure).members(&[m("NextToken", &NextToken)]);
pub static DescribeAccountLimitsOutput: Schema = Schema::new("DescribeAccountLimitsOutput", Kind::Structure).members(&[m("AccountLimits", &AccountLimitList), m("NextToken", &NextToken)]);
pub static DescribeChangeSetHooksInput: Schema = Schema::new("DescribeChangeSetHooksInput", Kind::Structure).members(&[m("ChangeSetName", &ChangeSetNameOrId).required(), m("StackName", &StackNameOrId), m("NextToken", &NextToken), m("LogicalResourceId", &LogicalResourceId)]);
pub static DescribeChangeSetHooksOutput: Schema = Schema::new("DescribeChangeSetHooksOutput", Kind::Structure).members(&[m("ChangeSetId", &ChangeSetId), m("ChangeSetName", &ChangeSetName), m("Hooks", &ChangeSetHooks), m("Status", &ChangeSetHooksStatus), m("NextToken", &NextToken), m("StackId", &StackId), m("StackName", &StackName)]);
pub static DescribeChangeSetInput: Schema = Schema::new("DescribeChangeSetInput", Kind::Structure).members(&[m("ChangeSetName", &ChangeSetNameOrId).required(), m("StackName", &StackNameOrId), m("NextToken", &NextToken), m("IncludePropertyValues", &IncludePropertyValues)]);
pub static DescribeChangeSetOutput: Schema = Schema::new("DescribeChangeSetOutput", Kind::Structure).members(&[m("ChangeSetName", &ChangeSetName), m("ChangeSetId", &ChangeSetId), m("StackId", &StackId), m("StackName", &StackName), m("Description", &Description), m("Parameters", &Parameters), m("CreationTime", &CreationTime), m("ExecutionStatus", &ExecutionStatus), m("Status", &ChangeSetStatus), m("StatusReason", &ChangeSetStatusReason), m("StackDriftStatus", &StackDriftStatus), m("NotificationARNs", &NotificationARNs), m("RollbackConfiguration", &RollbackConfiguration), m("Capabilities", &Capabilities), m("Tags", &Tags), m("Changes", &Changes), m("NextToken", &NextToken), m("IncludeNestedStacks", &IncludeNestedStacks), m("ParentChangeSetId", &ChangeSetId), m("RootChangeSetId", &ChangeSetId), m("OnStackFailure", &OnStackFailure), m("ImportExistingResources", &ImportExistingResources), m("DeploymentMode", &DeploymentMode), m("DeploymentConfig", &DeploymentConfig)]);
pub static DescribeEventsInput: Schema = Schema::new("DescribeEventsInput", Kind::Structure).members(&[m("StackName", &StackNameOrId), m("ChangeSetName", &ChangeSetNameOrId), m("OperationId", &OperationId), m("Filters", &EventFilter), m("NextToken", &NextToken)]);
pub static DescribeEventsOutput: Schema = Schema::new("DescribeEventsOutput", Kind::Structure).members(&[m("OperationEvents", &OperationEvents), m("NextToken", &NextToken)]);
pub static DescribeGeneratedTemplateInput: Schema = Schema::new("DescribeGeneratedTemplateInput", Kind::Structure).members(&[m("GeneratedTemplateName", &GeneratedTemplateName).required()]);
pub static DescribeGeneratedTemplateOutput: Schema = Schema::new("DescribeGeneratedTemplateOutput", Kind::Structure).members(&[m("GeneratedTemplateId", &GeneratedTemplateId), m("GeneratedTemplateName", &GeneratedTemplateName), m("Resources", &ResourceDetails), m("Status", &GeneratedTemplateStatus), m("StatusReason", &TemplateStatusReason), m("CreationTime", &CreationTime), m("LastUpdatedTime", &LastUpdatedTime), m("Progress", &TemplateProgress), m("StackId", &StackId), m("TemplateConfiguration", &TemplateConfiguration), m("TotalWarnings", &TotalWarnings)]);
pub static DescribeOrganizationsAccessInput: Schema = Schema::new("DescribeOrganizationsAccessInput", Kind::Structure).members(&[m("CallAs", &CallAs)]);
pub static DescribeOrganizationsAccessOutput: Schema = Schema::new("DescribeOrganizationsAccessOutput", Kind::Structure).members(&[m("Status", &OrganizationStatus)]);
pub static DescribePublisherInput: Schema = Schema::new("DescribePublisherInput", Kind::Structure).members(&[m("PublisherId", &PublisherId)]);
pub static DescribePublisherOutput: Schema = Schema::new("DescribePublisherOutput", Kind::Structure).members(&[m("PublisherId", &PublisherId), m("PublisherStatus", &PublisherStatus), m("IdentityProvider", &IdentityProvider), m("PublisherProfile", &PublisherProfile)]);
pub static DescribeResourceScanInput: Schema = Schema::new("DescribeResourceScanInput", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId).required()]);
pub static DescribeResourceScanOutput: Schema = Schema::new("DescribeResourceScanOutput", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId), m("Status", &ResourceScanStatus), m("StatusReason", &ResourceScanStatusReason), m("StartTime", &Timestamp), m("EndTime", &Timestamp), m("PercentageCompleted", &PercentageCompleted), m("ResourceTypes", &ResourceTypes), m("ResourcesScanned", &ResourcesScanned), m("ResourcesRead", &ResourcesRead), m("ScanFilters", &ScanFilters)]);
pub static DescribeStackDriftDetectionStatusInput: Schema = Schema::new("DescribeStackDriftDetectionStatusInput", Kind::Structure).members(&[m("StackDriftDetectionId", &StackDriftDetectionId).required()]);
pub static DescribeStackDriftDetectionStatusOutput: Schema = Schema::new("DescribeStackDriftDetectionStatusOutput", Kind::Structure).members(&[m("StackId", &StackId).required(), m("StackDriftDetectionId", &StackDriftDetectionId).required(), m("StackDriftStatus", &StackDriftStatus), m("DetectionStatus", &StackDriftDetectionStatus).required(), m("DetectionStatusReason", &StackDriftDetectionStatusReason), m("DriftedStackResourceCount", &BoxedInteger), m("Timestamp", &Timestamp).required()]);
pub static DescribeStackEventsInput: Schema = Schema::new("DescribeStackEventsInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("NextToken", &NextToken)]);
pub static DescribeStackEventsOutput: Schema = Schema::new("DescribeStackEventsOutput", Kind::Structure).members(&[m("StackEvents", &StackEvents), m("NextToken", &NextToken)]);
pub static DescribeStackInstanceInput: Schema = Schema::new("DescribeStackInstanceInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("StackInstanceAccount", &Account).required(), m("StackInstanceRegion", &Region).required(), m("CallAs", &CallAs)]);
pub static DescribeStackInstanceOutput: Schema = Schema::new("DescribeStackInstanceOutput", Kind::Structure).members(&[m("StackInstance", &StackInstance)]);
pub static DescribeStackRefactorInput: Schema = Schema::new("DescribeStackRefactorInput", Kind::Structure).members(&[m("StackRefactorId", &StackRefactorId).required()]);
pub static DescribeStackRefactorOutput: Schema = Schema::new("DescribeStackRefactorOutput", Kind::Structure).members(&[m("Description", &Description), m("StackRefactorId", &StackRefactorId), m("StackIds", &StackIds), m("ExecutionStatus", &StackRefactorExecutionStatus), m("ExecutionStatusReason", &ExecutionStatusReason), m("Status", &StackRefactorStatus), m("StatusReason", &StackRefactorStatusReason)]);
pub static DescribeStackResourceDriftsInput: Schema = Schema::new("DescribeStackResourceDriftsInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("StackResourceDriftStatusFilters", &StackResourceDriftStatusFilters), m("NextToken", &NextToken), m("MaxResults", &BoxedMaxResults)]);
pub static DescribeStackResourceDriftsOutput: Schema = Schema::new("DescribeStackResourceDriftsOutput", Kind::Structure).members(&[m("StackResourceDrifts", &StackResourceDrifts).required(), m("NextToken", &NextToken)]);
pub static DescribeStackResourceInput: Schema = Schema::new("DescribeStackResourceInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("LogicalResourceId", &LogicalResourceId).required()]);
pub static DescribeStackResourceOutput: Schema = Schema::new("DescribeStackResourceOutput", Kind::Structure).members(&[m("StackResourceDetail", &StackResourceDetail)]);
pub static DescribeStackResourcesInput: Schema = Schema::new("DescribeStackResourcesInput", Kind::Structure).members(&[m("StackName", &StackName), m("LogicalResourceId", &LogicalResourceId), m("PhysicalResourceId", &PhysicalResourceId)]);
pub static DescribeStackResourcesOutput: Schema = Schema::new("DescribeStackResourcesOutput", Kind::Structure).members(&[m("StackResources", &StackResources)]);
pub static DescribeStackSetInput: Schema = Schema::new("DescribeStackSetInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("CallAs", &CallAs)]);
pub static DescribeStackSetOperationInput: Schema = Schema::new("DescribeStackSetOperationInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("OperationId", &ClientRequestToken).required(), m("CallAs", &CallAs)]);
pub static DescribeStackSetOperationOutput: Schema = Schema::new("DescribeStackSetOperationOutput", Kind::Structure).members(&[m("StackSetOperation", &StackSetOperation)]);
pub static DescribeStackSetOutput: Schema = Schema::new("DescribeStackSetOutput", Kind::Structure).members(&[m("StackSet", &StackSet)]);
pub static DescribeStacksInput: Schema = Schema::new("DescribeStacksInput", Kind::Structure).members(&[m("StackName", &StackName), m("NextToken", &NextToken)]);
pub static DescribeStacksOutput: Schema = Schema::new("DescribeStacksOutput", Kind::Structure).members(&[m("Stacks", &Stacks), m("NextToken", &NextToken)]);
pub static DescribeTypeInput: Schema = Schema::new("DescribeTypeInput", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName), m("Arn", &TypeArn), m("VersionId", &TypeVersionId), m("PublisherId", &PublisherId), m("PublicVersionNumber", &PublicVersionNumber)]);
pub static DescribeTypeOutput: Schema = Schema::new("DescribeTypeOutput", Kind::Structure).members(&[m("Arn", &TypeArn), m("Type", &RegistryType), m("TypeName", &TypeName), m("DefaultVersionId", &TypeVersionId), m("IsDefaultVersion", &IsDefaultVersion), m("TypeTestsStatus", &TypeTestsStatus), m("TypeTestsStatusDescription", &TypeTestsStatusDescription), m("Description", &Description), m("Schema", &TypeSchema), m("ProvisioningType", &ProvisioningType), m("DeprecatedStatus", &DeprecatedStatus), m("LoggingConfig", &LoggingConfig), m("RequiredActivatedTypes", &RequiredActivatedTypes), m("ExecutionRoleArn", &RoleArn), m("Visibility", &Visibility), m("SourceUrl", &OptionalSecureUrl), m("DocumentationUrl", &OptionalSecureUrl), m("LastUpdated", &Timestamp), m("TimeCreated", &Timestamp), m("ConfigurationSchema", &ConfigurationSchema), m("PublisherId", &PublisherId), m("OriginalTypeName", &TypeName), m("OriginalTypeArn", &TypeArn), m("PublicVersionNumber", &PublicVersionNumber), m("LatestPublicVersion", &PublicVersionNumber), m("IsActivated", &IsActivated), m("AutoUpdate", &AutoUpdate)]);
pub static DescribeTypeRegistrationInput: Schema = Schema::new("DescribeTypeRegistrationInput", Kind::Structure).members(&[m("RegistrationToken", &RegistrationToken).required()]);
pub static DescribeTypeRegistrationOutput: Schema = Schema::new("DescribeTypeRegistrationOutput", Kind::Structure).members(&[m("ProgressStatus", &RegistrationStatus), m("Description", &Description), m("TypeArn", &TypeArn), m("TypeVersionArn", &TypeArn)]);
pub static Description: Schema = Schema::new("Description", Kind::String).min(1).max(1024);
pub static DetailedStatus: Schema = Schema::new("DetailedStatus", Kind::Enum).values(&["CONFIGURATION_COMPLETE", "VALIDATION_FAILED"]);
pub static DetectStackDriftInput: Schema = Schema::new("DetectStackDriftInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("LogicalResourceIds", &LogicalResourceIds)]);
pub static DetectStackDriftOutput: Schema = Schema::new("DetectStackDriftOutput", Kind::Structure).members(&[m("StackDriftDetectionId", &StackDriftDetectionId).required()]);
pub static DetectStackResourceDriftInput: Schema = Schema::new("DetectStackResourceDriftInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("LogicalResourceId", &LogicalResourceId).required()]);
pub static DetectStackResourceDriftOutput: Schema = Schema::new("DetectStackResourceDriftOutput", Kind::Structure).members(&[m("StackResourceDrift", &StackResourceDrift).required()]);
pub static DetectStackSetDriftInput: Schema = Schema::new("DetectStackSetDriftInput", Kind::Structure).members(&[m("StackSetName", &StackSetNameOrId).required(), m("OperationPreferences", &StackSetOperationPreferences), m("OperationId", &ClientRequestToken).idempotency(), m("CallAs", &CallAs)]);
pub static DetectStackSetDriftOutput: Schema = Schema::new("DetectStackSetDriftOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static DetectionReason: Schema = Schema::new("DetectionReason", Kind::String);
pub static DifferenceType: Schema = Schema::new("DifferenceType", Kind::Enum).values(&["ADD", "REMOVE", "NOT_EQUAL"]);
pub static DisableRollback: Schema = Schema::new("DisableRollback", Kind::Boolean);
pub static DisableValidation: Schema = Schema::new("DisableValidation", Kind::Boolean);
pub static DriftIgnoredReason: Schema = Schema::new("DriftIgnoredReason", Kind::Enum).values(&["MANAGED_BY_AWS", "WRITE_ONLY_PROPERTY", "SENSITIVE_PROPERTY"]);
pub static DriftedStackInstancesCount: Schema = Schema::new("DriftedStackInstancesCount", Kind::Integer).min(0);
pub static EnableStackCreation: Schema = Schema::new("EnableStackCreation", Kind::Boolean);
pub static EnableTerminationProtection: Schema = Schema::new("EnableTerminationProtection", Kind::Boolean);
pub static ErrorCode: Schema = Schema::new("ErrorCode", Kind::String).min(3).max(3);
pub static ErrorMessage: Schema = Schema::new("ErrorMessage", Kind::String).min(1).max(255);
pub static EstimateTemplateCostInput: Schema = Schema::new("EstimateTemplateCostInput", Kind::Structure).members(&[m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("Parameters", &Parameters)]);
pub static EstimateTemplateCostOutput: Schema = Schema::new("EstimateTemplateCostOutput", Kind::Structure).members(&[m("Url", &Url)]);
pub static EvaluationType: Schema = Schema::new("EvaluationType", Kind::Enum).values(&["Static", "Dynamic"]);
pub static EventFilter: Schema = Schema::new("EventFilter", Kind::Structure).members(&[m("FailedEvents", &FailedEventsFilter)]);
pub static EventId: Schema = Schema::new("EventId", Kind::String);
pub static EventType: Schema = Schema::new("EventType", Kind::Enum).values(&["STACK_EVENT", "PROGRESS_EVENT", "VALIDATION_ERROR", "PROVISIONING_ERROR", "HOOK_INVOCATION_ERROR"]);
pub static ExecuteChangeSetInput: Schema = Schema::new("ExecuteChangeSetInput", Kind::Structure).members(&[m("ChangeSetName", &ChangeSetNameOrId).required(), m("StackName", &StackNameOrId), m("ClientRequestToken", &ClientRequestToken), m("DisableRollback", &DisableRollback), m("RetainExceptOnCreate", &RetainExceptOnCreate)]);
pub static ExecuteChangeSetOutput: Schema = Schema::new("ExecuteChangeSetOutput", Kind::Structure);
pub static ExecuteStackRefactorInput: Schema = Schema::new("ExecuteStackRefactorInput", Kind::Structure).members(&[m("StackRefactorId", &StackRefactorId).required()]);
pub static ExecutionRoleName: Schema = Schema::new("ExecutionRoleName", Kind::String).min(1).max(64).pattern("[a-zA-Z_0-9+=,.@-]+");
pub static ExecutionStatus: Schema = Schema::new("ExecutionStatus", Kind::Enum).values(&["UNAVAILABLE", "AVAILABLE", "EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED", "OBSOLETE"]);
pub static ExecutionStatusReason: Schema = Schema::new("ExecutionStatusReason", Kind::String);
pub static Export: Schema = Schema::new("Export", Kind::Structure).members(&[m("ExportingStackId", &StackId), m("Name", &ExportName), m("Value", &ExportValue)]);
pub static ExportName: Schema = Schema::new("ExportName", Kind::String);
pub static ExportValue: Schema = Schema::new("ExportValue", Kind::String);
pub static Exports: Schema = Schema::new("Exports", Kind::List).members(&[m("member", &Export)]);
pub static FailedEventsFilter: Schema = Schema::new("FailedEventsFilter", Kind::Boolean);
pub static FailedStackInstancesCount: Schema = Schema::new("FailedStackInstancesCount", Kind::Integer).min(0);
pub static FailureToleranceCount: Schema = Schema::new("FailureToleranceCount", Kind::Integer).min(0);
pub static FailureTolerancePercentage: Schema = Schema::new("FailureTolerancePercentage", Kind::Integer).min(0).max(100);
pub static ForceRollback: Schema = Schema::new("ForceRollback", Kind::Boolean);
pub static GeneratedTemplateDeletionPolicy: Schema = Schema::new("GeneratedTemplateDeletionPolicy", Kind::Enum).values(&["DELETE", "RETAIN"]);
pub static GeneratedTemplateId: Schema = Schema::new("GeneratedTemplateId", Kind::String).min(1).max(256);
pub static GeneratedTemplateName: Schema = Schema::new("GeneratedTemplateName", Kind::String).min(1).max(128);
pub static GeneratedTemplateNotFoundException: Schema = Schema::new("GeneratedTemplateNotFoundException", Kind::Structure).error("GeneratedTemplateNotFound", 404, true);
pub static GeneratedTemplateResourceStatus: Schema = Schema::new("GeneratedTemplateResourceStatus", Kind::Enum).values(&["PENDING", "IN_PROGRESS", "FAILED", "COMPLETE"]);
pub static GeneratedTemplateStatus: Schema = Schema::new("GeneratedTemplateStatus", Kind::Enum).values(&["CREATE_PENDING", "UPDATE_PENDING", "DELETE_PENDING", "CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "FAILED", "COMPLETE"]);
pub static GeneratedTemplateUpdateReplacePolicy: Schema = Schema::new("GeneratedTemplateUpdateReplacePolicy", Kind::Enum).values(&["DELETE", "RETAIN"]);
pub static GetGeneratedTemplateInput: Schema = Schema::new("GetGeneratedTemplateInput", Kind::Structure).members(&[m("Format", &TemplateFormat), m("GeneratedTemplateName", &GeneratedTemplateName).required()]);
pub static GetGeneratedTemplateOutput: Schema = Schema::new("GetGeneratedTemplateOutput", Kind::Structure).members(&[m("Status", &GeneratedTemplateStatus), m("TemplateBody", &TemplateBody)]);
pub static GetHookResultInput: Schema = Schema::new("GetHookResultInput", Kind::Structure).members(&[m("HookResultId", &HookInvocationId)]);
pub static GetHookResultOutput: Schema = Schema::new("GetHookResultOutput", Kind::Structure).members(&[m("HookResultId", &HookInvocationId), m("InvocationPoint", &HookInvocationPoint), m("FailureMode", &HookFailureMode), m("TypeName", &HookTypeName), m("OriginalTypeName", &HookTypeName), m("TypeVersionId", &HookTypeVersionId), m("TypeConfigurationVersionId", &HookTypeConfigurationVersionId), m("TypeArn", &HookTypeArn), m("Status", &HookStatus), m("HookStatusReason", &HookStatusReason), m("InvokedAt", &Timestamp), m("Target", &HookTarget), m("Annotations", &AnnotationList)]);
pub static GetStackPolicyInput: Schema = Schema::new("GetStackPolicyInput", Kind::Structure).members(&[m("StackName", &StackName).required()]);
pub static GetStackPolicyOutput: Schema = Schema::new("GetStackPolicyOutput", Kind::Structure).members(&[m("StackPolicyBody", &StackPolicyBody)]);
pub static GetTemplateInput: Schema = Schema::new("GetTemplateInput", Kind::Structure).members(&[m("StackName", &StackName), m("ChangeSetName", &ChangeSetNameOrId), m("TemplateStage", &TemplateStage)]);
pub static GetTemplateOutput: Schema = Schema::new("GetTemplateOutput", Kind::Structure).members(&[m("TemplateBody", &TemplateBody), m("StagesAvailable", &StageList)]);
pub static GetTemplateSummaryInput: Schema = Schema::new("GetTemplateSummaryInput", Kind::Structure).members(&[m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("StackName", &StackNameOrId), m("StackSetName", &StackSetNameOrId), m("CallAs", &CallAs), m("TemplateSummaryConfig", &TemplateSummaryConfig)]);
pub static GetTemplateSummaryOutput: Schema = Schema::new("GetTemplateSummaryOutput", Kind::Structure).members(&[m("Parameters", &ParameterDeclarations), m("Description", &Description), m("Capabilities", &Capabilities), m("CapabilitiesReason", &CapabilitiesReason), m("ResourceTypes", &ResourceTypes), m("Version", &Version), m("Metadata", &Metadata), m("DeclaredTransforms", &TransformsList), m("ResourceIdentifierSummaries", &ResourceIdentifierSummaries), m("Warnings", &Warnings)]);
pub static HandlerErrorCode: Schema = Schema::new("HandlerErrorCode", Kind::Enum).values(&["NotUpdatable", "InvalidRequest", "AccessDenied", "InvalidCredentials", "AlreadyExists", "NotFound", "ResourceConflict", "Throttling", "ServiceLimitExceeded", "NotStabilized", "GeneralServiceException", "ServiceInternalError", "NetworkFailure", "InternalFailure", "InvalidTypeConfiguration", "HandlerInternalFailure", "NonCompliant", "Unknown", "UnsupportedTarget"]);
pub static HookFailureMode: Schema = Schema::new("HookFailureMode", Kind::Enum).values(&["FAIL", "WARN"]);
pub static HookInvocationCount: Schema = Schema::new("HookInvocationCount", Kind::Integer).min(1).max(100);
pub static HookInvocationId: Schema = Schema::new("HookInvocationId", Kind::String).min(36).max(36).pattern("^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$");
pub static HookInvocationPoint: Schema = Schema::new("HookInvocationPoint", Kind::Enum).values(&["PRE_PROVISION"]);
pub static HookResultId: Schema = Schema::new("HookResultId", Kind::String).min(1).max(1600).pattern("[a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*|^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$");
pub static HookResultNotFoundException: Schema = Schema::new("HookResultNotFoundException", Kind::Structure).error("HookResultNotFound", 404, true);
pub static HookResultSummaries: Schema = Schema::new("HookResultSummaries", Kind::List).members(&[m("member", &HookResultSummary)]);
pub static HookResultSummary: Schema = Schema::new("HookResultSummary", Kind::Structure).members(&[m("HookResultId", &HookInvocationId), m("InvocationPoint", &HookInvocationPoint), m("FailureMode", &HookFailureMode), m("TypeName", &HookTypeName), m("TypeVersionId", &HookTypeVersionId), m("TypeConfigurationVersionId", &HookTypeConfigurationVersionId), m("Status", &HookStatus), m("HookStatusReason", &HookStatusReason), m("InvokedAt", &Timestamp), m("TargetType", &ListHookResultsTargetType), m("TargetId", &HookResultId), m("TypeArn", &HookTypeArn), m("HookExecutionTarget", &HookResultId)]);
pub static HookStatus: Schema = Schema::new("HookStatus", Kind::Enum).values(&["HOOK_IN_PROGRESS", "HOOK_COMPLETE_SUCCEEDED", "HOOK_COMPLETE_FAILED", "HOOK_FAILED"]);
pub static HookStatusReason: Schema = Schema::new("HookStatusReason", Kind::String).min(1).max(1024);
pub static HookTarget: Schema = Schema::new("HookTarget", Kind::Structure).members(&[m("TargetType", &HookTargetType).required(), m("TargetTypeName", &HookTargetTypeName).required(), m("TargetId", &HookTargetId).required(), m("Action", &HookTargetAction).required()]);
pub static HookTargetAction: Schema = Schema::new("HookTargetAction", Kind::Enum).values(&["CREATE", "UPDATE", "DELETE", "IMPORT"]);
pub static HookTargetId: Schema = Schema::new("HookTargetId", Kind::String).min(1).max(256).pattern("[^_]*");
pub static HookTargetType: Schema = Schema::new("HookTargetType", Kind::Enum).values(&["RESOURCE"]);
pub static HookTargetTypeName: Schema = Schema::new("HookTargetTypeName", Kind::String).min(1).max(256).pattern("^[a-zA-Z0-9]{2,64}::[a-zA-Z0-9]{2,64}::[a-zA-Z0-9]{2,64}$");
pub static HookType: Schema = Schema::new("HookType", Kind::String).min(1).max(255);
pub static HookTypeArn: Schema = Schema::new("HookTypeArn", Kind::String).max(1024).pattern("arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/hook/[A-Za-z0-9-]+/?");
pub static HookTypeConfigurationVersionId: Schema = Schema::new("HookTypeConfigurationVersionId", Kind::String).min(1).max(128).pattern("[A-Za-z0-9-]+");
pub static HookTypeName: Schema = Schema::new("HookTypeName", Kind::String).min(10).max(196);
pub static HookTypeVersionId: Schema = Schema::new("HookTypeVersionId", Kind::String).min(1).max(128).pattern("[A-Za-z0-9-]+");
pub static IdentityProvider: Schema = Schema::new("IdentityProvider", Kind::Enum).values(&["AWS_Marketplace", "GitHub", "Bitbucket"]);
pub static ImportExistingResources: Schema = Schema::new("ImportExistingResources", Kind::Boolean);
pub static ImportStacksToStackSetInput: Schema = Schema::new("ImportStacksToStackSetInput", Kind::Structure).members(&[m("StackSetName", &StackSetNameOrId).required(), m("StackIds", &StackIdList), m("StackIdsUrl", &StackIdsUrl), m("OrganizationalUnitIds", &OrganizationalUnitIdList), m("OperationPreferences", &StackSetOperationPreferences), m("OperationId", &ClientRequestToken).idempotency(), m("CallAs", &CallAs)]);
pub static ImportStacksToStackSetOutput: Schema = Schema::new("ImportStacksToStackSetOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static Imports: Schema = Schema::new("Imports", Kind::List).members(&[m("member", &StackName)]);
pub static InProgressStackInstancesCount: Schema = Schema::new("InProgressStackInstancesCount", Kind::Integer).min(0);
pub static InSyncStackInstancesCount: Schema = Schema::new("InSyncStackInstancesCount", Kind::Integer).min(0);
pub static IncludeNestedStacks: Schema = Schema::new("IncludeNestedStacks", Kind::Boolean);
pub static IncludePropertyValues: Schema = Schema::new("IncludePropertyValues", Kind::Boolean);
pub static InsufficientCapabilitiesException: Schema = Schema::new("InsufficientCapabilitiesException", Kind::Structure).error("InsufficientCapabilitiesException", 400, true);
pub static InvalidChangeSetStatusException: Schema = Schema::new("InvalidChangeSetStatusException", Kind::Structure).error("InvalidChangeSetStatus", 400, true);
pub static InvalidOperationException: Schema = Schema::new("InvalidOperationException", Kind::Structure).error("InvalidOperationException", 400, true);
pub static InvalidStateTransitionException: Schema = Schema::new("InvalidStateTransitionException", Kind::Structure).error("InvalidStateTransition", 400, true);
pub static IsActivated: Schema = Schema::new("IsActivated", Kind::Boolean);
pub static IsDefaultConfiguration: Schema = Schema::new("IsDefaultConfiguration", Kind::Boolean);
pub static IsDefaultVersion: Schema = Schema::new("IsDefaultVersion", Kind::Boolean);
pub static JazzLogicalResourceIds: Schema = Schema::new("JazzLogicalResourceIds", Kind::List).members(&[m("member", &LogicalResourceId)]).min(1).max(500);
pub static JazzResourceIdentifierProperties: Schema = Schema::new("JazzResourceIdentifierProperties", Kind::Map).members(&[m("key", &JazzResourceIdentifierPropertyKey), m("value", &JazzResourceIdentifierPropertyValue)]);
pub static JazzResourceIdentifierPropertyKey: Schema = Schema::new("JazzResourceIdentifierPropertyKey", Kind::String);
pub static JazzResourceIdentifierPropertyValue: Schema = Schema::new("JazzResourceIdentifierPropertyValue", Kind::String);
pub static Key: Schema = Schema::new("Key", Kind::String);
pub static LastOperations: Schema = Schema::new("LastOperations", Kind::List).members(&[m("member", &OperationEntry)]);
pub static LastUpdatedTime: Schema = Schema::new("LastUpdatedTime", Kind::Timestamp);
pub static LimitExceededException: Schema = Schema::new("LimitExceededException", Kind::Structure).error("LimitExceededException", 400, true);
pub static LimitName: Schema = Schema::new("LimitName", Kind::String);
pub static LimitValue: Schema = Schema::new("LimitValue", Kind::Integer);
pub static ListChangeSetsInput: Schema = Schema::new("ListChangeSetsInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("NextToken", &NextToken)]);
pub static ListChangeSetsOutput: Schema = Schema::new("ListChangeSetsOutput", Kind::Structure).members(&[m("Summaries", &ChangeSetSummaries), m("NextToken", &NextToken)]);
pub static ListExportsInput: Schema = Schema::new("ListExportsInput", Kind::Structure).members(&[m("NextToken", &NextToken)]);
pub static ListExportsOutput: Schema = Schema::new("ListExportsOutput", Kind::Structure).members(&[m("Exports", &Exports), m("NextToken", &NextToken)]);
pub static ListGeneratedTemplatesInput: Schema = Schema::new("ListGeneratedTemplatesInput", Kind::Structure).members(&[m("NextToken", &NextToken), m("MaxResults", &MaxResults)]);
pub static ListGeneratedTemplatesOutput: Schema = Schema::new("ListGeneratedTemplatesOutput", Kind::Structure).members(&[m("Summaries", &TemplateSummaries), m("NextToken", &NextToken)]);
pub static ListHookResultsInput: Schema = Schema::new("ListHookResultsInput", Kind::Structure).members(&[m("TargetType", &ListHookResultsTargetType), m("TargetId", &HookResultId), m("TypeArn", &HookTypeArn), m("Status", &HookStatus), m("NextToken", &NextToken)]);
pub static ListHookResultsOutput: Schema = Schema::new("ListHookResultsOutput", Kind::Structure).members(&[m("TargetType", &ListHookResultsTargetType), m("TargetId", &HookResultId), m("HookResults", &HookResultSummaries), m("NextToken", &NextToken)]);
pub static ListHookResultsTargetType: Schema = Schema::new("ListHookResultsTargetType", Kind::Enum).values(&["CHANGE_SET", "STACK", "RESOURCE", "CLOUD_CONTROL"]);
pub static ListImportsInput: Schema = Schema::new("ListImportsInput", Kind::Structure).members(&[m("ExportName", &ExportName).required(), m("NextToken", &NextToken)]);
pub static ListImportsOutput: Schema = Schema::new("ListImportsOutput", Kind::Structure).members(&[m("Imports", &Imports), m("NextToken", &NextToken)]);
pub static ListResourceScanRelatedResourcesInput: Schema = Schema::new("ListResourceScanRelatedResourcesInput", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId).required(), m("Resources", &ScannedResourceIdentifiers).required(), m("NextToken", &NextToken), m("MaxResults", &BoxedMaxResults)]);
pub static ListResourceScanRelatedResourcesOutput: Schema = Schema::new("ListResourceScanRelatedResourcesOutput", Kind::Structure).members(&[m("RelatedResources", &RelatedResources), m("NextToken", &NextToken)]);
pub static ListResourceScanResourcesInput: Schema = Schema::new("ListResourceScanResourcesInput", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId).required(), m("ResourceIdentifier", &ResourceIdentifier), m("ResourceTypePrefix", &ResourceTypePrefix), m("TagKey", &TagKey), m("TagValue", &TagValue), m("NextToken", &NextToken), m("MaxResults", &ResourceScannerMaxResults)]);
pub static ListResourceScanResourcesOutput: Schema = Schema::new("ListResourceScanResourcesOutput", Kind::Structure).members(&[m("Resources", &ScannedResources), m("NextToken", &NextToken)]);
pub static ListResourceScansInput: Schema = Schema::new("ListResourceScansInput", Kind::Structure).members(&[m("NextToken", &NextToken), m("MaxResults", &ResourceScannerMaxResults), m("ScanTypeFilter", &ScanType)]);
pub static ListResourceScansOutput: Schema = Schema::new("ListResourceScansOutput", Kind::Structure).members(&[m("ResourceScanSummaries", &ResourceScanSummaries), m("NextToken", &NextToken)]);
pub static ListStackInstanceResourceDriftsInput: Schema = Schema::new("ListStackInstanceResourceDriftsInput", Kind::Structure).members(&[m("StackSetName", &StackSetNameOrId).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("StackInstanceResourceDriftStatuses", &StackResourceDriftStatusFilters), m("StackInstanceAccount", &Account).required(), m("StackInstanceRegion", &Region).required(), m("OperationId", &ClientRequestToken).required(), m("CallAs", &CallAs)]);
pub static ListStackInstanceResourceDriftsOutput: Schema = Schema::new("ListStackInstanceResourceDriftsOutput", Kind::Structure).members(&[m("Summaries", &StackInstanceResourceDriftsSummaries), m("NextToken", &NextToken)]);
pub static ListStackInstancesInput: Schema = Schema::new("ListStackInstancesInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("Filters", &StackInstanceFilters), m("StackInstanceAccount", &Account), m("StackInstanceRegion", &Region), m("CallAs", &CallAs)]);
pub static ListStackInstancesOutput: Schema = Schema::new("ListStackInstancesOutput", Kind::Structure).members(&[m("Summaries", &StackInstanceSummaries), m("NextToken", &NextToken)]);
pub static ListStackRefactorActionsInput: Schema = Schema::new("ListStackRefactorActionsInput", Kind::Structure).members(&[m("StackRefactorId", &StackRefactorId).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults)]);
pub static ListStackRefactorActionsOutput: Schema = Schema::new("ListStackRefactorActionsOutput", Kind::Structure).members(&[m("StackRefactorActions", &StackRefactorActions).required(), m("NextToken", &NextToken)]);
pub static ListStackRefactorsInput: Schema = Schema::new("ListStackRefactorsInput", Kind::Structure).members(&[m("ExecutionStatusFilter", &StackRefactorExecutionStatusFilter), m("NextToken", &NextToken), m("MaxResults", &MaxResults)]);
pub static ListStackRefactorsOutput: Schema = Schema::new("ListStackRefactorsOutput", Kind::Structure).members(&[m("StackRefactorSummaries", &StackRefactorSummaries).required(), m("NextToken", &NextToken)]);
pub static ListStackResourcesInput: Schema = Schema::new("ListStackResourcesInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("NextToken", &NextToken)]);
pub static ListStackResourcesOutput: Schema = Schema::new("ListStackResourcesOutput", Kind::Structure).members(&[m("StackResourceSummaries", &StackResourceSummaries), m("NextToken", &NextToken)]);
pub static ListStackSetAutoDeploymentTargetsInput: Schema = Schema::new("ListStackSetAutoDeploymentTargetsInput", Kind::Structure).members(&[m("StackSetName", &StackSetNameOrId).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("CallAs", &CallAs)]);
pub static ListStackSetAutoDeploymentTargetsOutput: Schema = Schema::new("ListStackSetAutoDeploymentTargetsOutput", Kind::Structure).members(&[m("Summaries", &StackSetAutoDeploymentTargetSummaries), m("NextToken", &NextToken)]);
pub static ListStackSetOperationResultsInput: Schema = Schema::new("ListStackSetOperationResultsInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("OperationId", &ClientRequestToken).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("CallAs", &CallAs), m("Filters", &OperationResultFilters)]);
pub static ListStackSetOperationResultsOutput: Schema = Schema::new("ListStackSetOperationResultsOutput", Kind::Structure).members(&[m("Summaries", &StackSetOperationResultSummaries), m("NextToken", &NextToken)]);
pub static ListStackSetOperationsInput: Schema = Schema::new("ListStackSetOperationsInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("CallAs", &CallAs)]);
pub static ListStackSetOperationsOutput: Schema = Schema::new("ListStackSetOperationsOutput", Kind::Structure).members(&[m("Summaries", &StackSetOperationSummaries), m("NextToken", &NextToken)]);
pub static ListStackSetsInput: Schema = Schema::new("ListStackSetsInput", Kind::Structure).members(&[m("NextToken", &NextToken), m("MaxResults", &MaxResults), m("Status", &StackSetStatus), m("CallAs", &CallAs)]);
pub static ListStackSetsOutput: Schema = Schema::new("ListStackSetsOutput", Kind::Structure).members(&[m("Summaries", &StackSetSummaries), m("NextToken", &NextToken)]);
pub static ListStacksInput: Schema = Schema::new("ListStacksInput", Kind::Structure).members(&[m("NextToken", &NextToken), m("StackStatusFilter", &StackStatusFilter)]);
pub static ListStacksOutput: Schema = Schema::new("ListStacksOutput", Kind::Structure).members(&[m("StackSummaries", &StackSummaries), m("NextToken", &NextToken)]);
pub static ListTypeRegistrationsInput: Schema = Schema::new("ListTypeRegistrationsInput", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName), m("TypeArn", &TypeArn), m("RegistrationStatusFilter", &RegistrationStatus), m("MaxResults", &MaxResults), m("NextToken", &NextToken)]);
pub static ListTypeRegistrationsOutput: Schema = Schema::new("ListTypeRegistrationsOutput", Kind::Structure).members(&[m("RegistrationTokenList", &RegistrationTokenList), m("NextToken", &NextToken)]);
pub static ListTypeVersionsInput: Schema = Schema::new("ListTypeVersionsInput", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName), m("Arn", &TypeArn), m("MaxResults", &MaxResults), m("NextToken", &NextToken), m("DeprecatedStatus", &DeprecatedStatus), m("PublisherId", &PublisherId)]);
pub static ListTypeVersionsOutput: Schema = Schema::new("ListTypeVersionsOutput", Kind::Structure).members(&[m("TypeVersionSummaries", &TypeVersionSummaries), m("NextToken", &NextToken)]);
pub static ListTypesInput: Schema = Schema::new("ListTypesInput", Kind::Structure).members(&[m("Visibility", &Visibility), m("ProvisioningType", &ProvisioningType), m("DeprecatedStatus", &DeprecatedStatus), m("Type", &RegistryType), m("Filters", &TypeFilters), m("MaxResults", &MaxResults), m("NextToken", &NextToken)]);
pub static ListTypesOutput: Schema = Schema::new("ListTypesOutput", Kind::Structure).members(&[m("TypeSummaries", &TypeSummaries), m("NextToken", &NextToken)]);
pub static LiveResourceDrift: Schema = Schema::new("LiveResourceDrift", Kind::Structure).members(&[m("PreviousValue", &ResourceDriftPreviousValue), m("ActualValue", &ResourceDriftActualValue), m("DriftDetectionTimestamp", &Timestamp)]);
pub static LogGroupName: Schema = Schema::new("LogGroupName", Kind::String).min(1).max(512).pattern("[\\.\\-_/#A-Za-z0-9]+");
pub static LoggingConfig: Schema = Schema::new("LoggingConfig", Kind::Structure).members(&[m("LogRoleArn", &RoleArn).required(), m("LogGroupName", &LogGroupName).required()]);
pub static LogicalIdHierarchy: Schema = Schema::new("LogicalIdHierarchy", Kind::String);
pub static LogicalResourceId: Schema = Schema::new("LogicalResourceId", Kind::String);
pub static LogicalResourceIds: Schema = Schema::new("LogicalResourceIds", Kind::List).members(&[m("member", &LogicalResourceId)]).min(1).max(200);
pub static MajorVersion: Schema = Schema::new("MajorVersion", Kind::Long).min(1).max(100000);
pub static ManagedByStack: Schema = Schema::new("ManagedByStack", Kind::Boolean);
pub static ManagedExecution: Schema = Schema::new("ManagedExecution", Kind::Structure).members(&[m("Active", &ManagedExecutionNullable)]);
pub static ManagedExecutionNullable: Schema = Schema::new("ManagedExecutionNullable", Kind::Boolean);
pub static MaxConcurrentCount: Schema = Schema::new("MaxConcurrentCount", Kind::Integer).min(1);
pub static MaxConcurrentPercentage: Schema = Schema::new("MaxConcurrentPercentage", Kind::Integer).min(1).max(100);
pub static MaxResults: Schema = Schema::new("MaxResults", Kind::Integer).min(1).max(100);
pub static Metadata: Schema = Schema::new("Metadata", Kind::String);
pub static ModuleInfo: Schema = Schema::new("ModuleInfo", Kind::Structure).members(&[m("TypeHierarchy", &TypeHierarchy), m("LogicalIdHierarchy", &LogicalIdHierarchy)]);
pub static MonitoringTimeInMinutes: Schema = Schema::new("MonitoringTimeInMinutes", Kind::Integer).min(0).max(180);
pub static NameAlreadyExistsException: Schema = Schema::new("NameAlreadyExistsException", Kind::Structure).error("NameAlreadyExistsException", 409, true);
pub static NextToken: Schema = Schema::new("NextToken", Kind::String).min(1).max(1024);
pub static NoEcho: Schema = Schema::new("NoEcho", Kind::Boolean);
pub static NotificationARN: Schema = Schema::new("NotificationARN", Kind::String);
pub static NotificationARNs: Schema = Schema::new("NotificationARNs", Kind::List).members(&[m("member", &NotificationARN)]).max(5);
pub static NumberOfResources: Schema = Schema::new("NumberOfResources", Kind::Integer).min(0);
pub static OnFailure: Schema = Schema::new("OnFailure", Kind::Enum).values(&["DO_NOTHING", "ROLLBACK", "DELETE"]);
pub static OnStackFailure: Schema = Schema::new("OnStackFailure", Kind::Enum).values(&["DO_NOTHING", "ROLLBACK", "DELETE"]);
pub static OperationEntry: Schema = Schema::new("OperationEntry", Kind::Structure).members(&[m("OperationType", &OperationType), m("OperationId", &OperationId)]);
pub static OperationEvent: Schema = Schema::new("OperationEvent", Kind::Structure).members(&[m("EventId", &EventId), m("StackId", &StackId), m("OperationId", &OperationId), m("OperationType", &OperationType), m("OperationStatus", &BeaconStackOperationStatus), m("EventType", &EventType), m("LogicalResourceId", &LogicalResourceId), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType), m("Timestamp", &Timestamp), m("StartTime", &Timestamp), m("EndTime", &Timestamp), m("ResourceStatus", &ResourceStatus), m("ResourceStatusReason", &ResourceStatusReason), m("ResourceProperties", &ResourceProperties), m("ClientRequestToken", &ClientRequestToken), m("HookType", &HookType), m("HookStatus", &HookStatus), m("HookStatusReason", &HookStatusReason), m("HookInvocationPoint", &HookInvocationPoint), m("HookFailureMode", &HookFailureMode), m("DetailedStatus", &DetailedStatus), m("ValidationFailureMode", &HookFailureMode), m("ValidationName", &ValidationName), m("ValidationStatus", &ValidationStatus), m("ValidationStatusReason", &ValidationStatusReason), m("ValidationPath", &ValidationPath)]);
pub static OperationEvents: Schema = Schema::new("OperationEvents", Kind::List).members(&[m("member", &OperationEvent)]);
pub static OperationId: Schema = Schema::new("OperationId", Kind::String);
pub static OperationIdAlreadyExistsException: Schema = Schema::new("OperationIdAlreadyExistsException", Kind::Structure).error("OperationIdAlreadyExistsException", 409, true);
pub static OperationInProgressException: Schema = Schema::new("OperationInProgressException", Kind::Structure).error("OperationInProgressException", 409, true);
pub static OperationNotFoundException: Schema = Schema::new("OperationNotFoundException", Kind::Structure).error("OperationNotFoundException", 404, true);
pub static OperationResultFilter: Schema = Schema::new("OperationResultFilter", Kind::Structure).members(&[m("Name", &OperationResultFilterName), m("Values", &OperationResultFilterValues)]);
pub static OperationResultFilterName: Schema = Schema::new("OperationResultFilterName", Kind::Enum).values(&["OPERATION_RESULT_STATUS"]);
pub static OperationResultFilterValues: Schema = Schema::new("OperationResultFilterValues", Kind::String).min(6).max(9).pattern("^\\S{6,9}$");
pub static OperationResultFilters: Schema = Schema::new("OperationResultFilters", Kind::List).members(&[m("member", &OperationResultFilter)]).max(1);
pub static OperationStatus: Schema = Schema::new("OperationStatus", Kind::Enum).values(&["PENDING", "IN_PROGRESS", "SUCCESS", "FAILED"]);
pub static OperationStatusCheckFailedException: Schema = Schema::new("OperationStatusCheckFailedException", Kind::Structure).error("ConditionalCheckFailed", 400, true);
pub static OperationType: Schema = Schema::new("OperationType", Kind::Enum).values(&["CREATE_STACK", "UPDATE_STACK", "DELETE_STACK", "CONTINUE_ROLLBACK", "ROLLBACK", "CREATE_CHANGESET"]);
pub static OptionalSecureUrl: Schema = Schema::new("OptionalSecureUrl", Kind::String).max(4096);
pub static OrganizationStatus: Schema = Schema::new("OrganizationStatus", Kind::Enum).values(&["ENABLED", "DISABLED", "DISABLED_PERMANENTLY"]);
pub static OrganizationalUnitId: Schema = Schema::new("OrganizationalUnitId", Kind::String).pattern("^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$");
pub static OrganizationalUnitIdList: Schema = Schema::new("OrganizationalUnitIdList", Kind::List).members(&[m("member", &OrganizationalUnitId)]);
pub static Output: Schema = Schema::new("Output", Kind::Structure).members(&[m("OutputKey", &OutputKey), m("OutputValue", &OutputValue), m("Description", &Description), m("ExportName", &ExportName)]);
pub static OutputKey: Schema = Schema::new("OutputKey", Kind::String);
pub static OutputValue: Schema = Schema::new("OutputValue", Kind::String);
pub static Outputs: Schema = Schema::new("Outputs", Kind::List).members(&[m("member", &Output)]);
pub static Parameter: Schema = Schema::new("Parameter", Kind::Structure).members(&[m("ParameterKey", &ParameterKey), m("ParameterValue", &ParameterValue), m("UsePreviousValue", &UsePreviousValue), m("ResolvedValue", &ParameterValue)]);
pub static ParameterConstraints: Schema = Schema::new("ParameterConstraints", Kind::Structure).members(&[m("AllowedValues", &AllowedValues)]);
pub static ParameterDeclaration: Schema = Schema::new("ParameterDeclaration", Kind::Structure).members(&[m("ParameterKey", &ParameterKey), m("DefaultValue", &ParameterValue), m("ParameterType", &ParameterType), m("NoEcho", &NoEcho), m("Description", &Description), m("ParameterConstraints", &ParameterConstraints)]);
pub static ParameterDeclarations: Schema = Schema::new("ParameterDeclarations", Kind::List).members(&[m("member", &ParameterDeclaration)]);
pub static ParameterKey: Schema = Schema::new("ParameterKey", Kind::String);
pub static ParameterType: Schema = Schema::new("ParameterType", Kind::String);
pub static ParameterValue: Schema = Schema::new("ParameterValue", Kind::String);
pub static Parameters: Schema = Schema::new("Parameters", Kind::List).members(&[m("member", &Parameter)]);
pub static PercentageCompleted: Schema = Schema::new("PercentageCompleted", Kind::Float);
pub static PermissionModels: Schema = Schema::new("PermissionModels", Kind::Enum).values(&["SERVICE_MANAGED", "SELF_MANAGED"]);
pub static PhysicalResourceId: Schema = Schema::new("PhysicalResourceId", Kind::String);
pub static PhysicalResourceIdContext: Schema = Schema::new("PhysicalResourceIdContext", Kind::List).members(&[m("member", &PhysicalResourceIdContextKeyValuePair)]).max(5);
pub static PhysicalResourceIdContextKeyValuePair: Schema = Schema::new("PhysicalResourceIdContextKeyValuePair", Kind::Structure).members(&[m("Key", &Key).required(), m("Value", &Value).required()]);
pub static PolicyAction: Schema = Schema::new("PolicyAction", Kind::Enum).values(&["Delete", "Retain", "Snapshot", "ReplaceAndDelete", "ReplaceAndRetain", "ReplaceAndSnapshot"]);
pub static PreviousDeploymentContext: Schema = Schema::new("PreviousDeploymentContext", Kind::String);
pub static PrivateTypeArn: Schema = Schema::new("PrivateTypeArn", Kind::String).max(1024).pattern("arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:[0-9]{12}:type/.+");
pub static Properties: Schema = Schema::new("Properties", Kind::String);
pub static PropertyDescription: Schema = Schema::new("PropertyDescription", Kind::String);
pub static PropertyDifference: Schema = Schema::new("PropertyDifference", Kind::Structure).members(&[m("PropertyPath", &PropertyPath).required(), m("ExpectedValue", &PropertyValue).required(), m("ActualValue", &PropertyValue).required(), m("DifferenceType", &DifferenceType).required()]);
pub static PropertyDifferences: Schema = Schema::new("PropertyDifferences", Kind::List).members(&[m("member", &PropertyDifference)]);
pub static PropertyName: Schema = Schema::new("PropertyName", Kind::String);
pub static PropertyPath: Schema = Schema::new("PropertyPath", Kind::String);
pub static PropertyValue: Schema = Schema::new("PropertyValue", Kind::String);
pub static ProvisioningType: Schema = Schema::new("ProvisioningType", Kind::Enum).values(&["NON_PROVISIONABLE", "IMMUTABLE", "FULLY_MUTABLE"]);
pub static PublicVersionNumber: Schema = Schema::new("PublicVersionNumber", Kind::String).min(5).pattern("^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(.*)$");
pub static PublishTypeInput: Schema = Schema::new("PublishTypeInput", Kind::Structure).members(&[m("Type", &ThirdPartyType), m("Arn", &PrivateTypeArn), m("TypeName", &TypeName), m("PublicVersionNumber", &PublicVersionNumber)]);
pub static PublishTypeOutput: Schema = Schema::new("PublishTypeOutput", Kind::Structure).members(&[m("PublicTypeArn", &TypeArn)]);
pub static PublisherId: Schema = Schema::new("PublisherId", Kind::String).min(1).max(40).pattern("[0-9a-zA-Z]{12,40}");
pub static PublisherName: Schema = Schema::new("PublisherName", Kind::String).min(1).max(100).pattern("[\\s\\S]+");
pub static PublisherProfile: Schema = Schema::new("PublisherProfile", Kind::String).max(1024).pattern("(http:|https:)+[^\\s]+[\\w]");
pub static PublisherStatus: Schema = Schema::new("PublisherStatus", Kind::Enum).values(&["VERIFIED", "UNVERIFIED"]);
pub static Reason: Schema = Schema::new("Reason", Kind::String);
pub static RecordHandlerProgressInput: Schema = Schema::new("RecordHandlerProgressInput", Kind::Structure).members(&[m("BearerToken", &ClientToken).required(), m("OperationStatus", &OperationStatus).required(), m("CurrentOperationStatus", &OperationStatus), m("StatusMessage", &StatusMessage), m("ErrorCode", &HandlerErrorCode), m("ResourceModel", &ResourceModel), m("ClientRequestToken", &ClientRequestToken)]);
pub static RecordHandlerProgressOutput: Schema = Schema::new("RecordHandlerProgressOutput", Kind::Structure);
pub static RefreshAllResources: Schema = Schema::new("RefreshAllResources", Kind::Boolean);
pub static Region: Schema = Schema::new("Region", Kind::String).pattern("^[a-zA-Z0-9-]{1,128}$");
pub static RegionConcurrencyType: Schema = Schema::new("RegionConcurrencyType", Kind::Enum).values(&["SEQUENTIAL", "PARALLEL"]);
pub static RegionList: Schema = Schema::new("RegionList", Kind::List).members(&[m("member", &Region)]);
pub static RegisterPublisherInput: Schema = Schema::new("RegisterPublisherInput", Kind::Structure).members(&[m("AcceptTermsAndConditions", &AcceptTermsAndConditions), m("ConnectionArn", &ConnectionArn)]);
pub static RegisterPublisherOutput: Schema = Schema::new("RegisterPublisherOutput", Kind::Structure).members(&[m("PublisherId", &PublisherId)]);
pub static RegisterTypeInput: Schema = Schema::new("RegisterTypeInput", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName).required(), m("SchemaHandlerPackage", &S3Url).required(), m("LoggingConfig", &LoggingConfig), m("ExecutionRoleArn", &RoleArn), m("ClientRequestToken", &RequestToken)]);
pub static RegisterTypeOutput: Schema = Schema::new("RegisterTypeOutput", Kind::Structure).members(&[m("RegistrationToken", &RegistrationToken)]);
pub static RegistrationStatus: Schema = Schema::new("RegistrationStatus", Kind::Enum).values(&["COMPLETE", "IN_PROGRESS", "FAILED"]);
pub static RegistrationToken: Schema = Schema::new("RegistrationToken", Kind::String).min(1).max(128).pattern("[a-zA-Z0-9][-a-zA-Z0-9]*");
pub static RegistrationTokenList: Schema = Schema::new("RegistrationTokenList", Kind::List).members(&[m("member", &RegistrationToken)]);
pub static RegistryType: Schema = Schema::new("RegistryType", Kind::Enum).values(&["RESOURCE", "MODULE", "HOOK"]);
pub static RelatedResources: Schema = Schema::new("RelatedResources", Kind::List).members(&[m("member", &ScannedResource)]);
pub static RemediationMessageRemediationMessage: Schema = Schema::new("RemediationMessageRemediationMessage", Kind::String).min(1).max(16384);
pub static RemediationMessageStatusMessage: Schema = Schema::new("RemediationMessageStatusMessage", Kind::String).min(1).max(16384);
pub static RemoveAliasInput: Schema = Schema::new("RemoveAliasInput", Kind::Structure).members(&[m("AliasName", &AliasName).required()]);
pub static Replacement: Schema = Schema::new("Replacement", Kind::Enum).values(&["True", "False", "Conditional"]);
pub static RequestToken: Schema = Schema::new("RequestToken", Kind::String).min(1).max(128).pattern("[a-zA-Z0-9][-a-zA-Z0-9]*");
pub static RequiredActivatedType: Schema = Schema::new("RequiredActivatedType", Kind::Structure).members(&[m("TypeNameAlias", &TypeName), m("OriginalTypeName", &TypeName), m("PublisherId", &PublisherId), m("SupportedMajorVersions", &SupportedMajorVersions)]);
pub static RequiredActivatedTypes: Schema = Schema::new("RequiredActivatedTypes", Kind::List).members(&[m("member", &RequiredActivatedType)]);
pub static RequiredProperty: Schema = Schema::new("RequiredProperty", Kind::Boolean);
pub static RequiresRecreation: Schema = Schema::new("RequiresRecreation", Kind::Enum).values(&["Never", "Conditionally", "Always"]);
pub static ResourceAttribute: Schema = Schema::new("ResourceAttribute", Kind::Enum).values(&["Properties", "Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy", "Tags"]);
pub static ResourceChange: Schema = Schema::new("ResourceChange", Kind::Structure).members(&[m("PolicyAction", &PolicyAction), m("Action", &ChangeAction), m("LogicalResourceId", &LogicalResourceId), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType), m("Replacement", &Replacement), m("Scope", &Scope), m("ResourceDriftStatus", &StackResourceDriftStatus), m("ResourceDriftIgnoredAttributes", &ResourceDriftIgnoredAttributes), m("Details", &ResourceChangeDetails), m("ChangeSetId", &ChangeSetId), m("ModuleInfo", &ModuleInfo), m("BeforeContext", &BeforeContext), m("AfterContext", &AfterContext), m("PreviousDeploymentContext", &PreviousDeploymentContext)]);
pub static ResourceChangeDetail: Schema = Schema::new("ResourceChangeDetail", Kind::Structure).members(&[m("Target", &ResourceTargetDefinition), m("Evaluation", &EvaluationType), m("ChangeSource", &ChangeSource), m("CausingEntity", &CausingEntity)]);
pub static ResourceChangeDetails: Schema = Schema::new("ResourceChangeDetails", Kind::List).members(&[m("member", &ResourceChangeDetail)]);
pub static ResourceDefinition: Schema = Schema::new("ResourceDefinition", Kind::Structure).members(&[m("ResourceType", &ResourceType).required(), m("LogicalResourceId", &LogicalResourceId), m("ResourceIdentifier", &ResourceIdentifierProperties).required()]);
pub static ResourceDefinitions: Schema = Schema::new("ResourceDefinitions", Kind::List).members(&[m("member", &ResourceDefinition)]).min(1).max(500);
pub static ResourceDetail: Schema = Schema::new("ResourceDetail", Kind::Structure).members(&[m("ResourceType", &ResourceType), m("LogicalResourceId", &LogicalResourceId), m("ResourceIdentifier", &ResourceIdentifierProperties), m("ResourceStatus", &GeneratedTemplateResourceStatus), m("ResourceStatusReason", &ResourceStatusReason), m("Warnings", &WarningDetails)]);
pub static ResourceDetails: Schema = Schema::new("ResourceDetails", Kind::List).members(&[m("member", &ResourceDetail)]).min(1).max(500);
pub static ResourceDriftActualValue: Schema = Schema::new("ResourceDriftActualValue", Kind::String);
pub static ResourceDriftIgnoredAttribute: Schema = Schema::new("ResourceDriftIgnoredAttribute", Kind::Structure).members(&[m("Path", &ResourcePropertyPath), m("Reason", &DriftIgnoredReason)]);
pub static ResourceDriftIgnoredAttributes: Schema = Schema::new("ResourceDriftIgnoredAttributes", Kind::List).members(&[m("member", &ResourceDriftIgnoredAttribute)]);
pub static ResourceDriftPreviousValue: Schema = Schema::new("ResourceDriftPreviousValue", Kind::String);
pub static ResourceIdentifier: Schema = Schema::new("ResourceIdentifier", Kind::String);
pub static ResourceIdentifierProperties: Schema = Schema::new("ResourceIdentifierProperties", Kind::Map).members(&[m("key", &ResourceIdentifierPropertyKey), m("value", &ResourceIdentifierPropertyValue)]).min(1).max(256);
pub static ResourceIdentifierPropertyKey: Schema = Schema::new("ResourceIdentifierPropertyKey", Kind::String).min(1).max(2048);
pub static ResourceIdentifierPropertyValue: Schema = Schema::new("ResourceIdentifierPropertyValue", Kind::String).min(1).max(2048);
pub static ResourceIdentifierSummaries: Schema = Schema::new("ResourceIdentifierSummaries", Kind::List).members(&[m("member", &ResourceIdentifierSummary)]);
pub static ResourceIdentifierSummary: Schema = Schema::new("ResourceIdentifierSummary", Kind::Structure).members(&[m("ResourceType", &ResourceType), m("LogicalResourceIds", &LogicalResourceIds), m("ResourceIdentifiers", &ResourceIdentifiers)]);
pub static ResourceIdentifiers: Schema = Schema::new("ResourceIdentifiers", Kind::List).members(&[m("member", &ResourceIdentifierPropertyKey)]);
pub static ResourceLocation: Schema = Schema::new("ResourceLocation", Kind::Structure).members(&[m("StackName", &StackName).required(), m("LogicalResourceId", &LogicalResourceId).required()]);
pub static ResourceMapping: Schema = Schema::new("ResourceMapping", Kind::Structure).members(&[m("Source", &ResourceLocation).required(), m("Destination", &ResourceLocation).required()]);
pub static ResourceMappings: Schema = Schema::new("ResourceMappings", Kind::List).members(&[m("member", &ResourceMapping)]);
pub static ResourceModel: Schema = Schema::new("ResourceModel", Kind::String).min(1).max(16384);
pub static ResourceProperties: Schema = Schema::new("ResourceProperties", Kind::String);
pub static ResourcePropertyPath: Schema = Schema::new("ResourcePropertyPath", Kind::String);
pub static ResourceScanId: Schema = Schema::new("ResourceScanId", Kind::String);
pub static ResourceScanInProgressException: Schema = Schema::new("ResourceScanInProgressException", Kind::Structure).error("ResourceScanInProgress", 400, true);
pub static ResourceScanLimitExceededException: Schema = Schema::new("ResourceScanLimitExceededException", Kind::Structure).error("ResourceScanLimitExceeded", 400, true);
pub static ResourceScanNotFoundException: Schema = Schema::new("ResourceScanNotFoundException", Kind::Structure).error("ResourceScanNotFound", 400, true);
pub static ResourceScanStatus: Schema = Schema::new("ResourceScanStatus", Kind::Enum).values(&["IN_PROGRESS", "FAILED", "COMPLETE", "EXPIRED"]);
pub static ResourceScanStatusReason: Schema = Schema::new("ResourceScanStatusReason", Kind::String);
pub static ResourceScanSummaries: Schema = Schema::new("ResourceScanSummaries", Kind::List).members(&[m("member", &ResourceScanSummary)]);
pub static ResourceScanSummary: Schema = Schema::new("ResourceScanSummary", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId), m("Status", &ResourceScanStatus), m("StatusReason", &ResourceScanStatusReason), m("StartTime", &Timestamp), m("EndTime", &Timestamp), m("PercentageCompleted", &PercentageCompleted), m("ScanType", &ScanType)]);
pub static ResourceScannerMaxResults: Schema = Schema::new("ResourceScannerMaxResults", Kind::Integer);
pub static ResourceSignalStatus: Schema = Schema::new("ResourceSignalStatus", Kind::Enum).values(&["SUCCESS", "FAILURE"]);
pub static ResourceSignalUniqueId: Schema = Schema::new("ResourceSignalUniqueId", Kind::String).min(1).max(64);
pub static ResourceStatus: Schema = Schema::new("ResourceStatus", Kind::Enum).values(&["CREATE_IN_PROGRESS", "CREATE_FAILED", "CREATE_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED", "DELETE_COMPLETE", "DELETE_SKIPPED", "UPDATE_IN_PROGRESS", "UPDATE_FAILED", "UPDATE_COMPLETE", "IMPORT_FAILED", "IMPORT_COMPLETE", "IMPORT_IN_PROGRESS", "IMPORT_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_FAILED", "IMPORT_ROLLBACK_COMPLETE", "EXPORT_FAILED", "EXPORT_COMPLETE", "EXPORT_IN_PROGRESS", "EXPORT_ROLLBACK_IN_PROGRESS", "EXPORT_ROLLBACK_FAILED", "EXPORT_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"]);
pub static ResourceStatusReason: Schema = Schema::new("ResourceStatusReason", Kind::String);
pub static ResourceTargetDefinition: Schema = Schema::new("ResourceTargetDefinition", Kind::Structure).members(&[m("Attribute", &ResourceAttribute), m("Name", &PropertyName), m("RequiresRecreation", &RequiresRecreation), m("Path", &ResourcePropertyPath), m("BeforeValue", &BeforeValue), m("AfterValue", &AfterValue), m("BeforeValueFrom", &BeforeValueFrom), m("AfterValueFrom", &AfterValueFrom), m("Drift", &LiveResourceDrift), m("AttributeChangeType", &AttributeChangeType)]);
pub static ResourceToImport: Schema = Schema::new("ResourceToImport", Kind::Structure).members(&[m("ResourceType", &ResourceType).required(), m("LogicalResourceId", &LogicalResourceId).required(), m("ResourceIdentifier", &ResourceIdentifierProperties).required()]);
pub static ResourceToSkip: Schema = Schema::new("ResourceToSkip", Kind::String).pattern("[a-zA-Z0-9]+|[a-zA-Z][-a-zA-Z0-9]*\\.[a-zA-Z0-9]+");
pub static ResourceType: Schema = Schema::new("ResourceType", Kind::String).min(1).max(256);
pub static ResourceTypeFilter: Schema = Schema::new("ResourceTypeFilter", Kind::String).min(1).max(100);
pub static ResourceTypeFilters: Schema = Schema::new("ResourceTypeFilters", Kind::List).members(&[m("member", &ResourceTypeFilter)]).max(100);
pub static ResourceTypePrefix: Schema = Schema::new("ResourceTypePrefix", Kind::String);
pub static ResourceTypes: Schema = Schema::new("ResourceTypes", Kind::List).members(&[m("member", &ResourceType)]);
pub static ResourcesFailed: Schema = Schema::new("ResourcesFailed", Kind::Integer).min(0);
pub static ResourcesPending: Schema = Schema::new("ResourcesPending", Kind::Integer).min(0);
pub static ResourcesProcessing: Schema = Schema::new("ResourcesProcessing", Kind::Integer).min(0);
pub static ResourcesRead: Schema = Schema::new("ResourcesRead", Kind::Integer);
pub static ResourcesScanned: Schema = Schema::new("ResourcesScanned", Kind::Integer);
pub static ResourcesSucceeded: Schema = Schema::new("ResourcesSucceeded", Kind::Integer).min(0);
pub static ResourcesToImport: Schema = Schema::new("ResourcesToImport", Kind::List).members(&[m("member", &ResourceToImport)]).max(200);
pub static ResourcesToSkip: Schema = Schema::new("ResourcesToSkip", Kind::List).members(&[m("member", &ResourceToSkip)]);
pub static RetainExceptOnCreate: Schema = Schema::new("RetainExceptOnCreate", Kind::Boolean);
pub static RetainResources: Schema = Schema::new("RetainResources", Kind::List).members(&[m("member", &LogicalResourceId)]);
pub static RetainStacks: Schema = Schema::new("RetainStacks", Kind::Boolean);
pub static RetainStacksNullable: Schema = Schema::new("RetainStacksNullable", Kind::Boolean);
pub static RetainStacksOnAccountRemovalNullable: Schema = Schema::new("RetainStacksOnAccountRemovalNullable", Kind::Boolean);
pub static RoleARN: Schema = Schema::new("RoleARN", Kind::String).min(20).max(2048);
pub static RoleArn: Schema = Schema::new("RoleArn", Kind::String).min(1).max(256).pattern("arn:.+:iam::[0-9]{12}:role/.+");
pub static RollbackConfiguration: Schema = Schema::new("RollbackConfiguration", Kind::Structure).members(&[m("RollbackTriggers", &RollbackTriggers), m("MonitoringTimeInMinutes", &MonitoringTimeInMinutes)]);
pub static RollbackStackInput: Schema = Schema::new("RollbackStackInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("RoleARN", &RoleARN), m("ClientRequestToken", &ClientRequestToken), m("RetainExceptOnCreate", &RetainExceptOnCreate), m("DeploymentConfig", &DeploymentConfig)]);
pub static RollbackStackOutput: Schema = Schema::new("RollbackStackOutput", Kind::Structure).members(&[m("StackId", &StackId), m("OperationId", &OperationId)]);
pub static RollbackTrigger: Schema = Schema::new("RollbackTrigger", Kind::Structure).members(&[m("Arn", &Arn).required(), m("Type", &Type).required()]);
pub static RollbackTriggers: Schema = Schema::new("RollbackTriggers", Kind::List).members(&[m("member", &RollbackTrigger)]).max(5);
pub static S3Bucket: Schema = Schema::new("S3Bucket", Kind::String).min(3).max(63).pattern("[\\s\\S]+");
pub static S3Url: Schema = Schema::new("S3Url", Kind::String).min(1).max(4096);
pub static ScanFilter: Schema = Schema::new("ScanFilter", Kind::Structure).members(&[m("Types", &ResourceTypeFilters)]);
pub static ScanFilters: Schema = Schema::new("ScanFilters", Kind::List).members(&[m("member", &ScanFilter)]).min(1).max(1);
pub static ScanType: Schema = Schema::new("ScanType", Kind::Enum).values(&["FULL", "PARTIAL"]);
pub static ScannedResource: Schema = Schema::new("ScannedResource", Kind::Structure).members(&[m("ResourceType", &ResourceType), m("ResourceIdentifier", &JazzResourceIdentifierProperties), m("ManagedByStack", &ManagedByStack)]);
pub static ScannedResourceIdentifier: Schema = Schema::new("ScannedResourceIdentifier", Kind::Structure).members(&[m("ResourceType", &ResourceType).required(), m("ResourceIdentifier", &JazzResourceIdentifierProperties).required()]);
pub static ScannedResourceIdentifiers: Schema = Schema::new("ScannedResourceIdentifiers", Kind::List).members(&[m("member", &ScannedResourceIdentifier)]);
pub static ScannedResources: Schema = Schema::new("ScannedResources", Kind::List).members(&[m("member", &ScannedResource)]);
pub static Scope: Schema = Schema::new("Scope", Kind::List).members(&[m("member", &ResourceAttribute)]);
pub static SetAliasInput: Schema = Schema::new("SetAliasInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("AliasName", &AliasName).required()]);
pub static SetStackPolicyInput: Schema = Schema::new("SetStackPolicyInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("StackPolicyBody", &StackPolicyBody), m("StackPolicyURL", &StackPolicyURL)]);
pub static SetTypeConfigurationInput: Schema = Schema::new("SetTypeConfigurationInput", Kind::Structure).members(&[m("TypeArn", &TypeArn), m("Configuration", &TypeConfiguration).required(), m("ConfigurationAlias", &TypeConfigurationAlias), m("TypeName", &TypeName), m("Type", &ThirdPartyType)]);
pub static SetTypeConfigurationOutput: Schema = Schema::new("SetTypeConfigurationOutput", Kind::Structure).members(&[m("ConfigurationArn", &TypeConfigurationArn)]);
pub static SetTypeDefaultVersionInput: Schema = Schema::new("SetTypeDefaultVersionInput", Kind::Structure).members(&[m("Arn", &PrivateTypeArn), m("Type", &RegistryType), m("TypeName", &TypeName), m("VersionId", &TypeVersionId)]);
pub static SetTypeDefaultVersionOutput: Schema = Schema::new("SetTypeDefaultVersionOutput", Kind::Structure);
pub static SignalResourceInput: Schema = Schema::new("SignalResourceInput", Kind::Structure).members(&[m("StackName", &StackNameOrId).required(), m("LogicalResourceId", &LogicalResourceId).required(), m("UniqueId", &ResourceSignalUniqueId).required(), m("Status", &ResourceSignalStatus).required()]);
pub static Stack: Schema = Schema::new("Stack", Kind::Structure).members(&[m("StackId", &StackId), m("StackName", &StackName).required(), m("ChangeSetId", &ChangeSetId), m("Description", &Description), m("Parameters", &Parameters), m("CreationTime", &CreationTime).required(), m("DeletionTime", &DeletionTime), m("LastUpdatedTime", &LastUpdatedTime), m("RollbackConfiguration", &RollbackConfiguration), m("StackStatus", &StackStatus).required(), m("StackStatusReason", &StackStatusReason), m("DisableRollback", &DisableRollback), m("DeploymentConfig", &DeploymentConfig), m("NotificationARNs", &NotificationARNs), m("TimeoutInMinutes", &TimeoutMinutes), m("Capabilities", &Capabilities), m("Outputs", &Outputs), m("RoleARN", &RoleARN), m("Tags", &Tags), m("EnableTerminationProtection", &EnableTerminationProtection), m("ParentId", &StackId), m("RootId", &StackId), m("DriftInformation", &StackDriftInformation), m("RetainExceptOnCreate", &RetainExceptOnCreate), m("DeletionMode", &DeletionMode), m("DetailedStatus", &DetailedStatus), m("LastOperations", &LastOperations), m("AliasName", &AliasName)]);
pub static StackDefinition: Schema = Schema::new("StackDefinition", Kind::Structure).members(&[m("StackName", &StackName), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL)]);
pub static StackDefinitions: Schema = Schema::new("StackDefinitions", Kind::List).members(&[m("member", &StackDefinition)]);
pub static StackDriftDetectionId: Schema = Schema::new("StackDriftDetectionId", Kind::String).min(1).max(36);
pub static StackDriftDetectionStatus: Schema = Schema::new("StackDriftDetectionStatus", Kind::Enum).values(&["DETECTION_IN_PROGRESS", "DETECTION_FAILED", "DETECTION_COMPLETE"]);
pub static StackDriftDetectionStatusReason: Schema = Schema::new("StackDriftDetectionStatusReason", Kind::String);
pub static StackDriftInformation: Schema = Schema::new("StackDriftInformation", Kind::Structure).members(&[m("StackDriftStatus", &StackDriftStatus).required(), m("LastCheckTimestamp", &Timestamp)]);
pub static StackDriftInformationSummary: Schema = Schema::new("StackDriftInformationSummary", Kind::Structure).members(&[m("StackDriftStatus", &StackDriftStatus).required(), m("LastCheckTimestamp", &Timestamp)]);
pub static StackDriftStatus: Schema = Schema::new("StackDriftStatus", Kind::Enum).values(&["DRIFTED", "IN_SYNC", "UNKNOWN", "NOT_CHECKED"]);
pub static StackEvent: Schema = Schema::new("StackEvent", Kind::Structure).members(&[m("StackId", &StackId).required(), m("EventId", &EventId).required(), m("StackName", &StackName).required(), m("OperationId", &OperationId), m("LogicalResourceId", &LogicalResourceId), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType), m("Timestamp", &Timestamp).required(), m("ResourceStatus", &ResourceStatus), m("ResourceStatusReason", &ResourceStatusReason), m("ResourceProperties", &ResourceProperties), m("ClientRequestToken", &ClientRequestToken), m("HookType", &HookType), m("HookStatus", &HookStatus), m("HookStatusReason", &HookStatusReason), m("HookInvocationPoint", &HookInvocationPoint), m("HookInvocationId", &HookInvocationId), m("HookFailureMode", &HookFailureMode), m("DetailedStatus", &DetailedStatus)]);
pub static StackEvents: Schema = Schema::new("StackEvents", Kind::List).members(&[m("member", &StackEvent)]);
pub static StackId: Schema = Schema::new("StackId", Kind::String);
pub static StackIdList: Schema = Schema::new("StackIdList", Kind::List).members(&[m("member", &StackId)]);
pub static StackIds: Schema = Schema::new("StackIds", Kind::List).members(&[m("member", &StackId)]);
pub static StackIdsUrl: Schema = Schema::new("StackIdsUrl", Kind::String).min(1).max(5120).pattern("(s3://|http(s?)://).+");
pub static StackInstance: Schema = Schema::new("StackInstance", Kind::Structure).members(&[m("StackSetId", &StackSetId), m("Region", &Region), m("Account", &Account), m("StackId", &StackId), m("ParameterOverrides", &Parameters), m("Status", &StackInstanceStatus), m("StackInstanceStatus", &StackInstanceComprehensiveStatus), m("StatusReason", &Reason), m("OrganizationalUnitId", &OrganizationalUnitId), m("DriftStatus", &StackDriftStatus), m("LastDriftCheckTimestamp", &Timestamp), m("LastOperationId", &ClientRequestToken)]);
pub static StackInstanceComprehensiveStatus: Schema = Schema::new("StackInstanceComprehensiveStatus", Kind::Structure).members(&[m("DetailedStatus", &StackInstanceDetailedStatus)]);
pub static StackInstanceDetailedStatus: Schema = Schema::new("StackInstanceDetailedStatus", Kind::Enum).values(&["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "INOPERABLE", "SKIPPED_SUSPENDED_ACCOUNT", "FAILED_IMPORT"]);
pub static StackInstanceFilter: Schema = Schema::new("StackInstanceFilter", Kind::Structure).members(&[m("Name", &StackInstanceFilterName), m("Values", &StackInstanceFilterValues)]);
pub static StackInstanceFilterName: Schema = Schema::new("StackInstanceFilterName", Kind::Enum).values(&["DETAILED_STATUS", "LAST_OPERATION_ID", "DRIFT_STATUS"]);
pub static StackInstanceFilterValues: Schema = Schema::new("StackInstanceFilterValues", Kind::String).min(1).max(128).pattern("^\\S{1,128}$");
pub static StackInstanceFilters: Schema = Schema::new("StackInstanceFilters", Kind::List).members(&[m("member", &StackInstanceFilter)]).max(3);
pub static StackInstanceNotFoundException: Schema = Schema::new("StackInstanceNotFoundException", Kind::Structure).error("StackInstanceNotFoundException", 404, true);
pub static StackInstanceResourceDriftsSummaries: Schema = Schema::new("StackInstanceResourceDriftsSummaries", Kind::List).members(&[m("member", &StackInstanceResourceDriftsSummary)]);
pub static StackInstanceResourceDriftsSummary: Schema = Schema::new("StackInstanceResourceDriftsSummary", Kind::Structure).members(&[m("StackId", &StackId).required(), m("LogicalResourceId", &LogicalResourceId).required(), m("PhysicalResourceId", &PhysicalResourceId), m("PhysicalResourceIdContext", &PhysicalResourceIdContext), m("ResourceType", &ResourceType).required(), m("PropertyDifferences", &PropertyDifferences), m("StackResourceDriftStatus", &StackResourceDriftStatus).required(), m("Timestamp", &Timestamp).required()]);
pub static StackInstanceStatus: Schema = Schema::new("StackInstanceStatus", Kind::Enum).values(&["CURRENT", "OUTDATED", "INOPERABLE"]);
pub static StackInstanceSummaries: Schema = Schema::new("StackInstanceSummaries", Kind::List).members(&[m("member", &StackInstanceSummary)]);
pub static StackInstanceSummary: Schema = Schema::new("StackInstanceSummary", Kind::Structure).members(&[m("StackSetId", &StackSetId), m("Region", &Region), m("Account", &Account), m("StackId", &StackId), m("Status", &StackInstanceStatus), m("StatusReason", &Reason), m("StackInstanceStatus", &StackInstanceComprehensiveStatus), m("OrganizationalUnitId", &OrganizationalUnitId), m("DriftStatus", &StackDriftStatus), m("LastDriftCheckTimestamp", &Timestamp), m("LastOperationId", &ClientRequestToken)]);
pub static StackName: Schema = Schema::new("StackName", Kind::String);
pub static StackNameOrId: Schema = Schema::new("StackNameOrId", Kind::String).min(1).pattern("([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*)");
pub static StackNotFoundException: Schema = Schema::new("StackNotFoundException", Kind::Structure).error("StackNotFoundException", 404, true);
pub static StackPolicyBody: Schema = Schema::new("StackPolicyBody", Kind::String).min(1).max(16384);
pub static StackPolicyDuringUpdateBody: Schema = Schema::new("StackPolicyDuringUpdateBody", Kind::String).min(1).max(16384);
pub static StackPolicyDuringUpdateURL: Schema = Schema::new("StackPolicyDuringUpdateURL", Kind::String).min(1).max(5120);
pub static StackPolicyURL: Schema = Schema::new("StackPolicyURL", Kind::String).min(1).max(5120);
pub static StackRefactorAction: Schema = Schema::new("StackRefactorAction", Kind::Structure).members(&[m("Action", &StackRefactorActionType), m("Entity", &StackRefactorActionEntity), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceIdentifier", &StackRefactorResourceIdentifier), m("Description", &Description), m("Detection", &StackRefactorDetection), m("DetectionReason", &DetectionReason), m("TagResources", &StackRefactorTagResources), m("UntagResources", &StackRefactorUntagResources), m("ResourceMapping", &ResourceMapping)]);
pub static StackRefactorActionEntity: Schema = Schema::new("StackRefactorActionEntity", Kind::Enum).values(&["RESOURCE", "STACK"]);
pub static StackRefactorActionType: Schema = Schema::new("StackRefactorActionType", Kind::Enum).values(&["MOVE", "CREATE"]);
pub static StackRefactorActions: Schema = Schema::new("StackRefactorActions", Kind::List).members(&[m("member", &StackRefactorAction)]);
pub static StackRefactorDetection: Schema = Schema::new("StackRefactorDetection", Kind::Enum).values(&["AUTO", "MANUAL"]);
pub static StackRefactorExecutionStatus: Schema = Schema::new("StackRefactorExecutionStatus", Kind::Enum).values(&["UNAVAILABLE", "AVAILABLE", "OBSOLETE", "EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"]);
pub static StackRefactorExecutionStatusFilter: Schema = Schema::new("StackRefactorExecutionStatusFilter", Kind::List).members(&[m("member", &StackRefactorExecutionStatus)]);
pub static StackRefactorId: Schema = Schema::new("StackRefactorId", Kind::String);
pub static StackRefactorNotFoundException: Schema = Schema::new("StackRefactorNotFoundException", Kind::Structure).error("StackRefactorNotFoundException", 404, true);
pub static StackRefactorResourceIdentifier: Schema = Schema::new("StackRefactorResourceIdentifier", Kind::String);
pub static StackRefactorStatus: Schema = Schema::new("StackRefactorStatus", Kind::Enum).values(&["CREATE_IN_PROGRESS", "CREATE_COMPLETE", "CREATE_FAILED", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED"]);
pub static StackRefactorStatusReason: Schema = Schema::new("StackRefactorStatusReason", Kind::String);
pub static StackRefactorSummaries: Schema = Schema::new("StackRefactorSummaries", Kind::List).members(&[m("member", &StackRefactorSummary)]);
pub static StackRefactorSummary: Schema = Schema::new("StackRefactorSummary", Kind::Structure).members(&[m("StackRefactorId", &StackRefactorId), m("Description", &Description), m("ExecutionStatus", &StackRefactorExecutionStatus), m("ExecutionStatusReason", &ExecutionStatusReason), m("Status", &StackRefactorStatus), m("StatusReason", &StackRefactorStatusReason)]);
pub static StackRefactorTagResources: Schema = Schema::new("StackRefactorTagResources", Kind::List).members(&[m("member", &Tag)]);
pub static StackRefactorUntagResources: Schema = Schema::new("StackRefactorUntagResources", Kind::List).members(&[m("member", &TagKey)]);
pub static StackResource: Schema = Schema::new("StackResource", Kind::Structure).members(&[m("StackName", &StackName), m("StackId", &StackId), m("LogicalResourceId", &LogicalResourceId).required(), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType).required(), m("Timestamp", &Timestamp).required(), m("ResourceStatus", &ResourceStatus).required(), m("ResourceStatusReason", &ResourceStatusReason), m("Description", &Description), m("DriftInformation", &StackResourceDriftInformation), m("ModuleInfo", &ModuleInfo)]);
pub static StackResourceDetail: Schema = Schema::new("StackResourceDetail", Kind::Structure).members(&[m("StackName", &StackName), m("StackId", &StackId), m("LogicalResourceId", &LogicalResourceId).required(), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType).required(), m("LastUpdatedTimestamp", &Timestamp).required(), m("ResourceStatus", &ResourceStatus).required(), m("ResourceStatusReason", &ResourceStatusReason), m("Description", &Description), m("Metadata", &Metadata), m("DriftInformation", &StackResourceDriftInformation), m("ModuleInfo", &ModuleInfo)]);
pub static StackResourceDrift: Schema = Schema::new("StackResourceDrift", Kind::Structure).members(&[m("StackId", &StackId).required(), m("LogicalResourceId", &LogicalResourceId).required(), m("PhysicalResourceId", &PhysicalResourceId), m("PhysicalResourceIdContext", &PhysicalResourceIdContext), m("ResourceType", &ResourceType).required(), m("ExpectedProperties", &Properties), m("ActualProperties", &Properties), m("PropertyDifferences", &PropertyDifferences), m("StackResourceDriftStatus", &StackResourceDriftStatus).required(), m("Timestamp", &Timestamp).required(), m("ModuleInfo", &ModuleInfo), m("DriftStatusReason", &StackResourceDriftStatusReason)]);
pub static StackResourceDriftInformation: Schema = Schema::new("StackResourceDriftInformation", Kind::Structure).members(&[m("StackResourceDriftStatus", &StackResourceDriftStatus).required(), m("LastCheckTimestamp", &Timestamp)]);
pub static StackResourceDriftInformationSummary: Schema = Schema::new("StackResourceDriftInformationSummary", Kind::Structure).members(&[m("StackResourceDriftStatus", &StackResourceDriftStatus).required(), m("LastCheckTimestamp", &Timestamp)]);
pub static StackResourceDriftStatus: Schema = Schema::new("StackResourceDriftStatus", Kind::Enum).values(&["IN_SYNC", "MODIFIED", "DELETED", "NOT_CHECKED", "UNKNOWN", "UNSUPPORTED"]);
pub static StackResourceDriftStatusFilters: Schema = Schema::new("StackResourceDriftStatusFilters", Kind::List).members(&[m("member", &StackResourceDriftStatus)]).min(1).max(4);
pub static StackResourceDriftStatusReason: Schema = Schema::new("StackResourceDriftStatusReason", Kind::String);
pub static StackResourceDrifts: Schema = Schema::new("StackResourceDrifts", Kind::List).members(&[m("member", &StackResourceDrift)]);
pub static StackResourceSummaries: Schema = Schema::new("StackResourceSummaries", Kind::List).members(&[m("member", &StackResourceSummary)]);
pub static StackResourceSummary: Schema = Schema::new("StackResourceSummary", Kind::Structure).members(&[m("LogicalResourceId", &LogicalResourceId).required(), m("PhysicalResourceId", &PhysicalResourceId), m("ResourceType", &ResourceType).required(), m("LastUpdatedTimestamp", &Timestamp).required(), m("ResourceStatus", &ResourceStatus).required(), m("ResourceStatusReason", &ResourceStatusReason), m("DriftInformation", &StackResourceDriftInformationSummary), m("ModuleInfo", &ModuleInfo)]);
pub static StackResources: Schema = Schema::new("StackResources", Kind::List).members(&[m("member", &StackResource)]);
pub static StackSet: Schema = Schema::new("StackSet", Kind::Structure).members(&[m("StackSetName", &StackSetName), m("StackSetId", &StackSetId), m("Description", &Description), m("Status", &StackSetStatus), m("TemplateBody", &TemplateBody), m("Parameters", &Parameters), m("Capabilities", &Capabilities), m("Tags", &Tags), m("StackSetARN", &StackSetARN), m("AdministrationRoleARN", &RoleARN), m("ExecutionRoleName", &ExecutionRoleName), m("StackSetDriftDetectionDetails", &StackSetDriftDetectionDetails), m("AutoDeployment", &AutoDeployment), m("PermissionModel", &PermissionModels), m("OrganizationalUnitIds", &OrganizationalUnitIdList), m("ManagedExecution", &ManagedExecution), m("Regions", &RegionList)]);
pub static StackSetARN: Schema = Schema::new("StackSetARN", Kind::String);
pub static StackSetARNList: Schema = Schema::new("StackSetARNList", Kind::List).members(&[m("member", &StackSetARN)]);
pub static StackSetAutoDeploymentTargetSummaries: Schema = Schema::new("StackSetAutoDeploymentTargetSummaries", Kind::List).members(&[m("member", &StackSetAutoDeploymentTargetSummary)]);
pub static StackSetAutoDeploymentTargetSummary: Schema = Schema::new("StackSetAutoDeploymentTargetSummary", Kind::Structure).members(&[m("OrganizationalUnitId", &OrganizationalUnitId), m("Regions", &RegionList)]);
pub static StackSetDriftDetectionDetails: Schema = Schema::new("StackSetDriftDetectionDetails", Kind::Structure).members(&[m("DriftStatus", &StackSetDriftStatus), m("DriftDetectionStatus", &StackSetDriftDetectionStatus), m("LastDriftCheckTimestamp", &Timestamp), m("TotalStackInstancesCount", &TotalStackInstancesCount), m("DriftedStackInstancesCount", &DriftedStackInstancesCount), m("InSyncStackInstancesCount", &InSyncStackInstancesCount), m("InProgressStackInstancesCount", &InProgressStackInstancesCount), m("FailedStackInstancesCount", &FailedStackInstancesCount)]);
pub static StackSetDriftDetectionStatus: Schema = Schema::new("StackSetDriftDetectionStatus", Kind::Enum).values(&["COMPLETED", "FAILED", "PARTIAL_SUCCESS", "IN_PROGRESS", "STOPPED"]);
pub static StackSetDriftStatus: Schema = Schema::new("StackSetDriftStatus", Kind::Enum).values(&["DRIFTED", "IN_SYNC", "NOT_CHECKED"]);
pub static StackSetId: Schema = Schema::new("StackSetId", Kind::String);
pub static StackSetName: Schema = Schema::new("StackSetName", Kind::String);
pub static StackSetNameOrId: Schema = Schema::new("StackSetNameOrId", Kind::String).pattern("[a-zA-Z][-a-zA-Z0-9]*(?::[a-zA-Z0-9]{8}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{4}-[a-zA-Z0-9]{12})?");
pub static StackSetNotEmptyException: Schema = Schema::new("StackSetNotEmptyException", Kind::Structure).error("StackSetNotEmptyException", 409, true);
pub static StackSetNotFoundException: Schema = Schema::new("StackSetNotFoundException", Kind::Structure).error("StackSetNotFoundException", 404, true);
pub static StackSetOperation: Schema = Schema::new("StackSetOperation", Kind::Structure).members(&[m("OperationId", &ClientRequestToken), m("StackSetId", &StackSetId), m("Action", &StackSetOperationAction), m("Status", &StackSetOperationStatus), m("OperationPreferences", &StackSetOperationPreferences), m("RetainStacks", &RetainStacksNullable), m("AdministrationRoleARN", &RoleARN), m("ExecutionRoleName", &ExecutionRoleName), m("CreationTimestamp", &Timestamp), m("EndTimestamp", &Timestamp), m("DeploymentTargets", &DeploymentTargets), m("StackSetDriftDetectionDetails", &StackSetDriftDetectionDetails), m("StatusReason", &StackSetOperationStatusReason), m("StatusDetails", &StackSetOperationStatusDetails)]);
pub static StackSetOperationAction: Schema = Schema::new("StackSetOperationAction", Kind::Enum).values(&["CREATE", "UPDATE", "DELETE", "DETECT_DRIFT"]);
pub static StackSetOperationPreferences: Schema = Schema::new("StackSetOperationPreferences", Kind::Structure).members(&[m("RegionConcurrencyType", &RegionConcurrencyType), m("RegionOrder", &RegionList), m("FailureToleranceCount", &FailureToleranceCount), m("FailureTolerancePercentage", &FailureTolerancePercentage), m("MaxConcurrentCount", &MaxConcurrentCount), m("MaxConcurrentPercentage", &MaxConcurrentPercentage), m("ConcurrencyMode", &ConcurrencyMode)]);
pub static StackSetOperationResultStatus: Schema = Schema::new("StackSetOperationResultStatus", Kind::Enum).values(&["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]);
pub static StackSetOperationResultSummaries: Schema = Schema::new("StackSetOperationResultSummaries", Kind::List).members(&[m("member", &StackSetOperationResultSummary)]);
pub static StackSetOperationResultSummary: Schema = Schema::new("StackSetOperationResultSummary", Kind::Structure).members(&[m("Account", &Account), m("Region", &Region), m("Status", &StackSetOperationResultStatus), m("StatusReason", &Reason), m("AccountGateResult", &AccountGateResult), m("OrganizationalUnitId", &OrganizationalUnitId)]);
pub static StackSetOperationStatus: Schema = Schema::new("StackSetOperationStatus", Kind::Enum).values(&["RUNNING", "SUCCEEDED", "FAILED", "STOPPING", "STOPPED", "QUEUED"]);
pub static StackSetOperationStatusDetails: Schema = Schema::new("StackSetOperationStatusDetails", Kind::Structure).members(&[m("FailedStackInstancesCount", &FailedStackInstancesCount)]);
pub static StackSetOperationStatusReason: Schema = Schema::new("StackSetOperationStatusReason", Kind::String);
pub static StackSetOperationSummaries: Schema = Schema::new("StackSetOperationSummaries", Kind::List).members(&[m("member", &StackSetOperationSummary)]);
pub static StackSetOperationSummary: Schema = Schema::new("StackSetOperationSummary", Kind::Structure).members(&[m("OperationId", &ClientRequestToken), m("Action", &StackSetOperationAction), m("Status", &StackSetOperationStatus), m("CreationTimestamp", &Timestamp), m("EndTimestamp", &Timestamp), m("StatusReason", &StackSetOperationStatusReason), m("StatusDetails", &StackSetOperationStatusDetails), m("OperationPreferences", &StackSetOperationPreferences)]);
pub static StackSetStatus: Schema = Schema::new("StackSetStatus", Kind::Enum).values(&["ACTIVE", "DELETED"]);
pub static StackSetSummaries: Schema = Schema::new("StackSetSummaries", Kind::List).members(&[m("member", &StackSetSummary)]);
pub static StackSetSummary: Schema = Schema::new("StackSetSummary", Kind::Structure).members(&[m("StackSetName", &StackSetName), m("StackSetId", &StackSetId), m("Description", &Description), m("Status", &StackSetStatus), m("AutoDeployment", &AutoDeployment), m("PermissionModel", &PermissionModels), m("DriftStatus", &StackDriftStatus), m("LastDriftCheckTimestamp", &Timestamp), m("ManagedExecution", &ManagedExecution)]);
pub static StackStatus: Schema = Schema::new("StackStatus", Kind::Enum).values(&["CREATE_IN_PROGRESS", "CREATE_FAILED", "CREATE_COMPLETE", "ROLLBACK_IN_PROGRESS", "ROLLBACK_FAILED", "ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_FAILED", "DELETE_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_FAILED", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "IMPORT_IN_PROGRESS", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_FAILED", "IMPORT_ROLLBACK_COMPLETE"]);
pub static StackStatusFilter: Schema = Schema::new("StackStatusFilter", Kind::List).members(&[m("member", &StackStatus)]);
pub static StackStatusReason: Schema = Schema::new("StackStatusReason", Kind::String);
pub static StackSummaries: Schema = Schema::new("StackSummaries", Kind::List).members(&[m("member", &StackSummary)]);
pub static StackSummary: Schema = Schema::new("StackSummary", Kind::Structure).members(&[m("StackId", &StackId), m("StackName", &StackName).required(), m("TemplateDescription", &TemplateDescription), m("CreationTime", &CreationTime).required(), m("LastUpdatedTime", &LastUpdatedTime), m("DeletionTime", &DeletionTime), m("StackStatus", &StackStatus).required(), m("StackStatusReason", &StackStatusReason), m("ParentId", &StackId), m("RootId", &StackId), m("DriftInformation", &StackDriftInformationSummary), m("LastOperations", &LastOperations)]);
pub static Stacks: Schema = Schema::new("Stacks", Kind::List).members(&[m("member", &Stack)]);
pub static StageList: Schema = Schema::new("StageList", Kind::List).members(&[m("member", &TemplateStage)]);
pub static StaleRequestException: Schema = Schema::new("StaleRequestException", Kind::Structure).error("StaleRequestException", 409, true);
pub static StartResourceScanInput: Schema = Schema::new("StartResourceScanInput", Kind::Structure).members(&[m("ClientRequestToken", &ClientRequestToken), m("ScanFilters", &ScanFilters)]);
pub static StartResourceScanOutput: Schema = Schema::new("StartResourceScanOutput", Kind::Structure).members(&[m("ResourceScanId", &ResourceScanId)]);
pub static StatusMessage: Schema = Schema::new("StatusMessage", Kind::String).max(1024);
pub static StopStackSetOperationInput: Schema = Schema::new("StopStackSetOperationInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("OperationId", &ClientRequestToken).required(), m("CallAs", &CallAs)]);
pub static StopStackSetOperationOutput: Schema = Schema::new("StopStackSetOperationOutput", Kind::Structure);
pub static SupportedMajorVersion: Schema = Schema::new("SupportedMajorVersion", Kind::Integer).min(1).max(65535);
pub static SupportedMajorVersions: Schema = Schema::new("SupportedMajorVersions", Kind::List).members(&[m("member", &SupportedMajorVersion)]);
pub static Tag: Schema = Schema::new("Tag", Kind::Structure).members(&[m("Key", &TagKey).required(), m("Value", &TagValue).required()]);
pub static TagKey: Schema = Schema::new("TagKey", Kind::String).min(1).max(128);
pub static TagValue: Schema = Schema::new("TagValue", Kind::String).min(1).max(256);
pub static Tags: Schema = Schema::new("Tags", Kind::List).members(&[m("member", &Tag)]).max(50);
pub static TemplateBody: Schema = Schema::new("TemplateBody", Kind::String).min(1);
pub static TemplateConfiguration: Schema = Schema::new("TemplateConfiguration", Kind::Structure).members(&[m("DeletionPolicy", &GeneratedTemplateDeletionPolicy), m("UpdateReplacePolicy", &GeneratedTemplateUpdateReplacePolicy)]);
pub static TemplateDescription: Schema = Schema::new("TemplateDescription", Kind::String);
pub static TemplateFormat: Schema = Schema::new("TemplateFormat", Kind::Enum).values(&["JSON", "YAML"]);
pub static TemplateParameter: Schema = Schema::new("TemplateParameter", Kind::Structure).members(&[m("ParameterKey", &ParameterKey), m("DefaultValue", &ParameterValue), m("NoEcho", &NoEcho), m("Description", &Description)]);
pub static TemplateParameters: Schema = Schema::new("TemplateParameters", Kind::List).members(&[m("member", &TemplateParameter)]);
pub static TemplateProgress: Schema = Schema::new("TemplateProgress", Kind::Structure).members(&[m("ResourcesSucceeded", &ResourcesSucceeded), m("ResourcesFailed", &ResourcesFailed), m("ResourcesProcessing", &ResourcesProcessing), m("ResourcesPending", &ResourcesPending)]);
pub static TemplateStage: Schema = Schema::new("TemplateStage", Kind::Enum).values(&["Original", "Processed"]);
pub static TemplateStatusReason: Schema = Schema::new("TemplateStatusReason", Kind::String).min(1).max(256);
pub static TemplateSummaries: Schema = Schema::new("TemplateSummaries", Kind::List).members(&[m("member", &TemplateSummary)]);
pub static TemplateSummary: Schema = Schema::new("TemplateSummary", Kind::Structure).members(&[m("GeneratedTemplateId", &GeneratedTemplateId), m("GeneratedTemplateName", &GeneratedTemplateName), m("Status", &GeneratedTemplateStatus), m("StatusReason", &TemplateStatusReason), m("CreationTime", &CreationTime), m("LastUpdatedTime", &LastUpdatedTime), m("NumberOfResources", &NumberOfResources)]);
pub static TemplateSummaryConfig: Schema = Schema::new("TemplateSummaryConfig", Kind::Structure).members(&[m("TreatUnrecognizedResourceTypesAsWarnings", &TreatUnrecognizedResourceTypesAsWarnings)]);
pub static TemplateURL: Schema = Schema::new("TemplateURL", Kind::String).min(1).max(5120);
pub static TestTypeInput: Schema = Schema::new("TestTypeInput", Kind::Structure).members(&[m("Arn", &TypeArn), m("Type", &ThirdPartyType), m("TypeName", &TypeName), m("VersionId", &TypeVersionId), m("LogDeliveryBucket", &S3Bucket)]);
pub static TestTypeOutput: Schema = Schema::new("TestTypeOutput", Kind::Structure).members(&[m("TypeVersionArn", &TypeArn)]);
pub static ThirdPartyType: Schema = Schema::new("ThirdPartyType", Kind::Enum).values(&["RESOURCE", "MODULE", "HOOK"]);
pub static ThirdPartyTypeArn: Schema = Schema::new("ThirdPartyTypeArn", Kind::String).max(1024).pattern("arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}::type/.+/[0-9a-zA-Z]{12,40}/.+");
pub static TimeoutMinutes: Schema = Schema::new("TimeoutMinutes", Kind::Integer).min(1);
pub static Timestamp: Schema = Schema::new("Timestamp", Kind::Timestamp);
pub static TokenAlreadyExistsException: Schema = Schema::new("TokenAlreadyExistsException", Kind::Structure).error("TokenAlreadyExistsException", 400, true);
pub static TotalStackInstancesCount: Schema = Schema::new("TotalStackInstancesCount", Kind::Integer).min(0);
pub static TotalWarnings: Schema = Schema::new("TotalWarnings", Kind::Integer).min(0);
pub static TransformName: Schema = Schema::new("TransformName", Kind::String);
pub static TransformsList: Schema = Schema::new("TransformsList", Kind::List).members(&[m("member", &TransformName)]);
pub static TreatUnrecognizedResourceTypesAsWarnings: Schema = Schema::new("TreatUnrecognizedResourceTypesAsWarnings", Kind::Boolean);
pub static Type: Schema = Schema::new("Type", Kind::String);
pub static TypeArn: Schema = Schema::new("TypeArn", Kind::String).max(1024).pattern("arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+");
pub static TypeConfiguration: Schema = Schema::new("TypeConfiguration", Kind::String).min(1).max(204800).pattern("[\\s\\S]+");
pub static TypeConfigurationAlias: Schema = Schema::new("TypeConfigurationAlias", Kind::String).min(1).max(256).pattern("^[a-zA-Z0-9]{1,256}$");
pub static TypeConfigurationArn: Schema = Schema::new("TypeConfigurationArn", Kind::String).max(1024).pattern("arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type-configuration/.+");
pub static TypeConfigurationDetails: Schema = Schema::new("TypeConfigurationDetails", Kind::Structure).members(&[m("Arn", &TypeConfigurationArn), m("Alias", &TypeConfigurationAlias), m("Configuration", &TypeConfiguration), m("LastUpdated", &Timestamp), m("TypeArn", &TypeArn), m("TypeName", &TypeName), m("IsDefaultConfiguration", &IsDefaultConfiguration)]);
pub static TypeConfigurationDetailsList: Schema = Schema::new("TypeConfigurationDetailsList", Kind::List).members(&[m("member", &TypeConfigurationDetails)]);
pub static TypeConfigurationIdentifier: Schema = Schema::new("TypeConfigurationIdentifier", Kind::Structure).members(&[m("TypeArn", &TypeArn), m("TypeConfigurationAlias", &TypeConfigurationAlias), m("TypeConfigurationArn", &TypeConfigurationArn), m("Type", &ThirdPartyType), m("TypeName", &TypeName)]);
pub static TypeConfigurationIdentifiers: Schema = Schema::new("TypeConfigurationIdentifiers", Kind::List).members(&[m("member", &TypeConfigurationIdentifier)]).min(1);
pub static TypeConfigurationNotFoundException: Schema = Schema::new("TypeConfigurationNotFoundException", Kind::Structure).error("TypeConfigurationNotFoundException", 404, true);
pub static TypeFilters: Schema = Schema::new("TypeFilters", Kind::Structure).members(&[m("Category", &Category), m("PublisherId", &PublisherId), m("TypeNamePrefix", &TypeNamePrefix)]);
pub static TypeHierarchy: Schema = Schema::new("TypeHierarchy", Kind::String);
pub static TypeName: Schema = Schema::new("TypeName", Kind::String).min(10).max(204).pattern("[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}");
pub static TypeNamePrefix: Schema = Schema::new("TypeNamePrefix", Kind::String).min(1).max(204).pattern("([A-Za-z0-9]{2,64}::){0,2}([A-Za-z0-9]{2,64}:?){0,1}");
pub static TypeNotFoundException: Schema = Schema::new("TypeNotFoundException", Kind::Structure).error("TypeNotFoundException", 404, true);
pub static TypeSchema: Schema = Schema::new("TypeSchema", Kind::String).min(1).max(16777216);
pub static TypeSummaries: Schema = Schema::new("TypeSummaries", Kind::List).members(&[m("member", &TypeSummary)]);
pub static TypeSummary: Schema = Schema::new("TypeSummary", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName), m("DefaultVersionId", &TypeVersionId), m("TypeArn", &TypeArn), m("LastUpdated", &Timestamp), m("Description", &Description), m("PublisherId", &PublisherId), m("OriginalTypeName", &TypeName), m("PublicVersionNumber", &PublicVersionNumber), m("LatestPublicVersion", &PublicVersionNumber), m("PublisherIdentity", &IdentityProvider), m("PublisherName", &PublisherName), m("IsActivated", &IsActivated)]);
pub static TypeTestsStatus: Schema = Schema::new("TypeTestsStatus", Kind::Enum).values(&["PASSED", "FAILED", "IN_PROGRESS", "NOT_TESTED"]);
pub static TypeTestsStatusDescription: Schema = Schema::new("TypeTestsStatusDescription", Kind::String).min(1).max(1024).pattern("[\\s\\S]+");
pub static TypeVersionId: Schema = Schema::new("TypeVersionId", Kind::String).min(1).max(128).pattern("[A-Za-z0-9-]+");
pub static TypeVersionSummaries: Schema = Schema::new("TypeVersionSummaries", Kind::List).members(&[m("member", &TypeVersionSummary)]);
pub static TypeVersionSummary: Schema = Schema::new("TypeVersionSummary", Kind::Structure).members(&[m("Type", &RegistryType), m("TypeName", &TypeName), m("VersionId", &TypeVersionId), m("IsDefaultVersion", &IsDefaultVersion), m("Arn", &TypeArn), m("TimeCreated", &Timestamp), m("Description", &Description), m("PublicVersionNumber", &PublicVersionNumber)]);
pub static UnprocessedTypeConfigurations: Schema = Schema::new("UnprocessedTypeConfigurations", Kind::List).members(&[m("member", &TypeConfigurationIdentifier)]);
pub static UpdateGeneratedTemplateInput: Schema = Schema::new("UpdateGeneratedTemplateInput", Kind::Structure).members(&[m("GeneratedTemplateName", &GeneratedTemplateName).required(), m("NewGeneratedTemplateName", &GeneratedTemplateName), m("AddResources", &ResourceDefinitions), m("RemoveResources", &JazzLogicalResourceIds), m("RefreshAllResources", &RefreshAllResources), m("TemplateConfiguration", &TemplateConfiguration)]);
pub static UpdateGeneratedTemplateOutput: Schema = Schema::new("UpdateGeneratedTemplateOutput", Kind::Structure).members(&[m("GeneratedTemplateId", &GeneratedTemplateId)]);
pub static UpdateStackInput: Schema = Schema::new("UpdateStackInput", Kind::Structure).members(&[m("StackName", &StackName).required(), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("UsePreviousTemplate", &UsePreviousTemplate), m("StackPolicyDuringUpdateBody", &StackPolicyDuringUpdateBody), m("StackPolicyDuringUpdateURL", &StackPolicyDuringUpdateURL), m("Parameters", &Parameters), m("Capabilities", &Capabilities), m("ResourceTypes", &ResourceTypes), m("RoleARN", &RoleARN), m("RollbackConfiguration", &RollbackConfiguration), m("StackPolicyBody", &StackPolicyBody), m("StackPolicyURL", &StackPolicyURL), m("NotificationARNs", &NotificationARNs), m("Tags", &Tags), m("DisableRollback", &DisableRollback), m("ClientRequestToken", &ClientRequestToken), m("RetainExceptOnCreate", &RetainExceptOnCreate), m("DeploymentConfig", &DeploymentConfig), m("DisableValidation", &DisableValidation)]);
pub static UpdateStackInstancesInput: Schema = Schema::new("UpdateStackInstancesInput", Kind::Structure).members(&[m("StackSetName", &StackSetNameOrId).required(), m("Accounts", &AccountList), m("DeploymentTargets", &DeploymentTargets), m("Regions", &RegionList).required(), m("ParameterOverrides", &Parameters), m("OperationPreferences", &StackSetOperationPreferences), m("OperationId", &ClientRequestToken).idempotency(), m("CallAs", &CallAs)]);
pub static UpdateStackInstancesOutput: Schema = Schema::new("UpdateStackInstancesOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static UpdateStackOutput: Schema = Schema::new("UpdateStackOutput", Kind::Structure).members(&[m("StackId", &StackId), m("OperationId", &OperationId)]);
pub static UpdateStackSetInput: Schema = Schema::new("UpdateStackSetInput", Kind::Structure).members(&[m("StackSetName", &StackSetName).required(), m("Description", &Description), m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL), m("UsePreviousTemplate", &UsePreviousTemplate), m("Parameters", &Parameters), m("Capabilities", &Capabilities), m("Tags", &Tags), m("OperationPreferences", &StackSetOperationPreferences), m("AdministrationRoleARN", &RoleARN), m("ExecutionRoleName", &ExecutionRoleName), m("DeploymentTargets", &DeploymentTargets), m("PermissionModel", &PermissionModels), m("AutoDeployment", &AutoDeployment), m("OperationId", &ClientRequestToken).idempotency(), m("Accounts", &AccountList), m("Regions", &RegionList), m("CallAs", &CallAs), m("ManagedExecution", &ManagedExecution)]);
pub static UpdateStackSetOutput: Schema = Schema::new("UpdateStackSetOutput", Kind::Structure).members(&[m("OperationId", &ClientRequestToken)]);
pub static UpdateTerminationProtectionInput: Schema = Schema::new("UpdateTerminationProtectionInput", Kind::Structure).members(&[m("EnableTerminationProtection", &EnableTerminationProtection).required(), m("StackName", &StackNameOrId).required()]);
pub static UpdateTerminationProtectionOutput: Schema = Schema::new("UpdateTerminationProtectionOutput", Kind::Structure).members(&[m("StackId", &StackId)]);
pub static Url: Schema = Schema::new("Url", Kind::String);
pub static UsePreviousTemplate: Schema = Schema::new("UsePreviousTemplate", Kind::Boolean);
pub static UsePreviousValue: Schema = Schema::new("UsePreviousValue", Kind::Boolean);
pub static ValidateTemplateInput: Schema = Schema::new("ValidateTemplateInput", Kind::Structure).members(&[m("TemplateBody", &TemplateBody), m("TemplateURL", &TemplateURL)]);
pub static ValidateTemplateOutput: Schema = Schema::new("ValidateTemplateOutput", Kind::Structure).members(&[m("Parameters", &TemplateParameters), m("Description", &Description), m("Capabilities", &Capabilities), m("CapabilitiesReason", &CapabilitiesReason), m("DeclaredTransforms", &TransformsList)]);
pub static ValidationName: Schema = Schema::new("ValidationName", Kind::String);
pub static ValidationPath: Schema = Schema::new("ValidationPath", Kind::String);
pub static ValidationStatus: Schema = Schema::new("ValidationStatus", Kind::Enum).values(&["FAILED", "SKIPPED"]);
pub static ValidationStatusReason: Schema = Schema::new("ValidationStatusReason", Kind::String);
pub static Value: Schema = Schema::new("Value", Kind::String);
pub static Version: Schema = Schema::new("Version", Kind::String);
pub static VersionBump: Schema = Schema::new("VersionBump", Kind::Enum).values(&["MAJOR", "MINOR"]);
pub static Visibility: Schema = Schema::new("Visibility", Kind::Enum).values(&["PUBLIC", "PRIVATE"]);
pub static WarningDetail: Schema = Schema::new("WarningDetail", Kind::Structure).members(&[m("Type", &WarningType), m("Properties", &WarningProperties)]);
pub static WarningDetails: Schema = Schema::new("WarningDetails", Kind::List).members(&[m("member", &WarningDetail)]);
pub static WarningProperties: Schema = Schema::new("WarningProperties", Kind::List).members(&[m("member", &WarningProperty)]);
pub static WarningProperty: Schema = Schema::new("WarningProperty", Kind::Structure).members(&[m("PropertyPath", &PropertyPath), m("Required", &RequiredProperty), m("Description", &PropertyDescription)]);
pub static WarningType: Schema = Schema::new("WarningType", Kind::Enum).values(&["MUTUALLY_EXCLUSIVE_PROPERTIES", "UNSUPPORTED_PROPERTIES", "MUTUALLY_EXCLUSIVE_TYPES", "EXCLUDED_PROPERTIES", "EXCLUDED_RESOURCES"]);
pub static Warnings: Schema = Schema::new("Warnings", Kind::Structure).members(&[m("UnrecognizedResourceTypes", &ResourceTypes)]);
pub static EMPTY: Schema = Schema::new("", Kind::Structure);
