//! The operations of CloudFormation. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { ActivateOrganizationsAccess = 0; ActivateOrganizationsAccessInput => ActivateOrganizationsAccessOutput }
operation! { ActivateType = 1; ActivateTypeInput => ActivateTypeOutput }
operation! { BatchDescribeTypeConfigurations = 2; BatchDescribeTypeConfigurationsInput => BatchDescribeTypeConfigurationsOutput }
operation! { CancelUpdateStack = 3; CancelUpdateStackInput => CancelUpdateStackOutput }
operation! { ContinueUpdateRollback = 4; ContinueUpdateRollbackInput => ContinueUpdateRollbackOutput }
operation! { CreateChangeSet = 5; CreateChangeSetInput => CreateChangeSetOutput }
operation! { CreateGeneratedTemplate = 6; CreateGeneratedTemplateInput => CreateGeneratedTemplateOutput }
operation! { CreateStack = 7; CreateStackInput => CreateStackOutput }
operation! { CreateStackInstances = 8; CreateStackInstancesInput => CreateStackInstancesOutput }
operation! { CreateStackRefactor = 9; CreateStackRefactorInput => CreateStackRefactorOutput }
operation! { CreateStackSet = 10; CreateStackSetInput => CreateStackSetOutput }
operation! { DeactivateOrganizationsAccess = 11; DeactivateOrganizationsAccessInput => DeactivateOrganizationsAccessOutput }
operation! { DeactivateType = 12; DeactivateTypeInput => DeactivateTypeOutput }
operation! { DeleteChangeSet = 13; DeleteChangeSetInput => DeleteChangeSetOutput }
operation! { DeleteGeneratedTemplate = 14; DeleteGeneratedTemplateInput => DeleteGeneratedTemplateOutput }
operation! { DeleteStack = 15; DeleteStackInput => DeleteStackOutput }
operation! { DeleteStackInstances = 16; DeleteStackInstancesInput => DeleteStackInstancesOutput }
operation! { DeleteStackSet = 17; DeleteStackSetInput => DeleteStackSetOutput }
operation! { DeregisterType = 18; DeregisterTypeInput => DeregisterTypeOutput }
operation! { DescribeAccountLimits = 19; DescribeAccountLimitsInput => DescribeAccountLimitsOutput }
operation! { DescribeChangeSet = 20; DescribeChangeSetInput => DescribeChangeSetOutput }
operation! { DescribeChangeSetHooks = 21; DescribeChangeSetHooksInput => DescribeChangeSetHooksOutput }
operation! { DescribeEvents = 22; DescribeEventsInput => DescribeEventsOutput }
operation! { DescribeGeneratedTemplate = 23; DescribeGeneratedTemplateInput => DescribeGeneratedTemplateOutput }
operation! { DescribeOrganizationsAccess = 24; DescribeOrganizationsAccessInput => DescribeOrganizationsAccessOutput }
operation! { DescribePublisher = 25; DescribePublisherInput => DescribePublisherOutput }
operation! { DescribeResourceScan = 26; DescribeResourceScanInput => DescribeResourceScanOutput }
operation! { DescribeStackDriftDetectionStatus = 27; DescribeStackDriftDetectionStatusInput => DescribeStackDriftDetectionStatusOutput }
operation! { DescribeStackEvents = 28; DescribeStackEventsInput => DescribeStackEventsOutput }
operation! { DescribeStackInstance = 29; DescribeStackInstanceInput => DescribeStackInstanceOutput }
operation! { DescribeStackRefactor = 30; DescribeStackRefactorInput => DescribeStackRefactorOutput }
operation! { DescribeStackResource = 31; DescribeStackResourceInput => DescribeStackResourceOutput }
operation! { DescribeStackResourceDrifts = 32; DescribeStackResourceDriftsInput => DescribeStackResourceDriftsOutput }
operation! { DescribeStackResources = 33; DescribeStackResourcesInput => DescribeStackResourcesOutput }
operation! { DescribeStackSet = 34; DescribeStackSetInput => DescribeStackSetOutput }
operation! { DescribeStackSetOperation = 35; DescribeStackSetOperationInput => DescribeStackSetOperationOutput }
operation! { DescribeStacks = 36; DescribeStacksInput => DescribeStacksOutput }
operation! { DescribeType = 37; DescribeTypeInput => DescribeTypeOutput }
operation! { DescribeTypeRegistration = 38; DescribeTypeRegistrationInput => DescribeTypeRegistrationOutput }
operation! { DetectStackDrift = 39; DetectStackDriftInput => DetectStackDriftOutput }
operation! { DetectStackResourceDrift = 40; DetectStackResourceDriftInput => DetectStackResourceDriftOutput }
operation! { DetectStackSetDrift = 41; DetectStackSetDriftInput => DetectStackSetDriftOutput }
operation! { EstimateTemplateCost = 42; EstimateTemplateCostInput => EstimateTemplateCostOutput }
operation! { ExecuteChangeSet = 43; ExecuteChangeSetInput => ExecuteChangeSetOutput }
operation! { ExecuteStackRefactor = 44; ExecuteStackRefactorInput => ExecuteStackRefactorOutput }
operation! { GetGeneratedTemplate = 45; GetGeneratedTemplateInput => GetGeneratedTemplateOutput }
operation! { GetHookResult = 46; GetHookResultInput => GetHookResultOutput }
operation! { GetStackPolicy = 47; GetStackPolicyInput => GetStackPolicyOutput }
operation! { GetTemplate = 48; GetTemplateInput => GetTemplateOutput }
operation! { GetTemplateSummary = 49; GetTemplateSummaryInput => GetTemplateSummaryOutput }
operation! { ImportStacksToStackSet = 50; ImportStacksToStackSetInput => ImportStacksToStackSetOutput }
operation! { ListChangeSets = 51; ListChangeSetsInput => ListChangeSetsOutput }
operation! { ListExports = 52; ListExportsInput => ListExportsOutput }
operation! { ListGeneratedTemplates = 53; ListGeneratedTemplatesInput => ListGeneratedTemplatesOutput }
operation! { ListHookResults = 54; ListHookResultsInput => ListHookResultsOutput }
operation! { ListImports = 55; ListImportsInput => ListImportsOutput }
operation! { ListResourceScanRelatedResources = 56; ListResourceScanRelatedResourcesInput => ListResourceScanRelatedResourcesOutput }
operation! { ListResourceScanResources = 57; ListResourceScanResourcesInput => ListResourceScanResourcesOutput }
operation! { ListResourceScans = 58; ListResourceScansInput => ListResourceScansOutput }
operation! { ListStackInstanceResourceDrifts = 59; ListStackInstanceResourceDriftsInput => ListStackInstanceResourceDriftsOutput }
operation! { ListStackInstances = 60; ListStackInstancesInput => ListStackInstancesOutput }
operation! { ListStackRefactorActions = 61; ListStackRefactorActionsInput => ListStackRefactorActionsOutput }
operation! { ListStackRefactors = 62; ListStackRefactorsInput => ListStackRefactorsOutput }
operation! { ListStackResources = 63; ListStackResourcesInput => ListStackResourcesOutput }
operation! { ListStackSetAutoDeploymentTargets = 64; ListStackSetAutoDeploymentTargetsInput => ListStackSetAutoDeploymentTargetsOutput }
operation! { ListStackSetOperationResults = 65; ListStackSetOperationResultsInput => ListStackSetOperationResultsOutput }
operation! { ListStackSetOperations = 66; ListStackSetOperationsInput => ListStackSetOperationsOutput }
operation! { ListStackSets = 67; ListStackSetsInput => ListStackSetsOutput }
operation! { ListStacks = 68; ListStacksInput => ListStacksOutput }
operation! { ListTypeRegistrations = 69; ListTypeRegistrationsInput => ListTypeRegistrationsOutput }
operation! { ListTypeVersions = 70; ListTypeVersionsInput => ListTypeVersionsOutput }
operation! { ListTypes = 71; ListTypesInput => ListTypesOutput }
operation! { PublishType = 72; PublishTypeInput => PublishTypeOutput }
operation! { RecordHandlerProgress = 73; RecordHandlerProgressInput => RecordHandlerProgressOutput }
operation! { RegisterPublisher = 74; RegisterPublisherInput => RegisterPublisherOutput }
operation! { RegisterType = 75; RegisterTypeInput => RegisterTypeOutput }
operation! { RemoveAlias = 76; RemoveAliasInput => RemoveAliasOutput }
operation! { RollbackStack = 77; RollbackStackInput => RollbackStackOutput }
operation! { SetAlias = 78; SetAliasInput => SetAliasOutput }
operation! { SetStackPolicy = 79; SetStackPolicyInput => SetStackPolicyOutput }
operation! { SetTypeConfiguration = 80; SetTypeConfigurationInput => SetTypeConfigurationOutput }
operation! { SetTypeDefaultVersion = 81; SetTypeDefaultVersionInput => SetTypeDefaultVersionOutput }
operation! { SignalResource = 82; SignalResourceInput => SignalResourceOutput }
operation! { StartResourceScan = 83; StartResourceScanInput => StartResourceScanOutput }
operation! { StopStackSetOperation = 84; StopStackSetOperationInput => StopStackSetOperationOutput }
operation! { TestType = 85; TestTypeInput => TestTypeOutput }
operation! { UpdateGeneratedTemplate = 86; UpdateGeneratedTemplateInput => UpdateGeneratedTemplateOutput }
operation! { UpdateStack = 87; UpdateStackInput => UpdateStackOutput }
operation! { UpdateStackInstances = 88; UpdateStackInstancesInput => UpdateStackInstancesOutput }
operation! { UpdateStackSet = 89; UpdateStackSetInput => UpdateStackSetOutput }
operation! { UpdateTerminationProtection = 90; UpdateTerminationProtectionInput => UpdateTerminationProtectionOutput }
operation! { ValidateTemplate = 91; ValidateTemplateInput => ValidateTemplateOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 92] = [
    Messages::of::<ActivateOrganizationsAccess>(),
    Messages::of::<ActivateType>(),
    Messages::of::<BatchDescribeTypeConfigurations>(),
    Messages::of::<CancelUpdateStack>(),
    Messages::of::<ContinueUpdateRollback>(),
    Messages::of::<CreateChangeSet>(),
    Messages::of::<CreateGeneratedTemplate>(),
    Messages::of::<CreateStack>(),
    Messages::of::<CreateStackInstances>(),
    Messages::of::<CreateStackRefactor>(),
    Messages::of::<CreateStackSet>(),
    Messages::of::<DeactivateOrganizationsAccess>(),
    Messages::of::<DeactivateType>(),
    Messages::of::<DeleteChangeSet>(),
    Messages::of::<DeleteGeneratedTemplate>(),
    Messages::of::<DeleteStack>(),
    Messages::of::<DeleteStackInstances>(),
    Messages::of::<DeleteStackSet>(),
    Messages::of::<DeregisterType>(),
    Messages::of::<DescribeAccountLimits>(),
    Messages::of::<DescribeChangeSet>(),
    Messages::of::<DescribeChangeSetHooks>(),
    Messages::of::<DescribeEvents>(),
    Messages::of::<DescribeGeneratedTemplate>(),
    Messages::of::<DescribeOrganizationsAccess>(),
    Messages::of::<DescribePublisher>(),
    Messages::of::<DescribeResourceScan>(),
    Messages::of::<DescribeStackDriftDetectionStatus>(),
    Messages::of::<DescribeStackEvents>(),
    Messages::of::<DescribeStackInstance>(),
    Messages::of::<DescribeStackRefactor>(),
    Messages::of::<DescribeStackResource>(),
    Messages::of::<DescribeStackResourceDrifts>(),
    Messages::of::<DescribeStackResources>(),
    Messages::of::<DescribeStackSet>(),
    Messages::of::<DescribeStackSetOperation>(),
    Messages::of::<DescribeStacks>(),
    Messages::of::<DescribeType>(),
    Messages::of::<DescribeTypeRegistration>(),
    Messages::of::<DetectStackDrift>(),
    Messages::of::<DetectStackResourceDrift>(),
    Messages::of::<DetectStackSetDrift>(),
    Messages::of::<EstimateTemplateCost>(),
    Messages::of::<ExecuteChangeSet>(),
    Messages::of::<ExecuteStackRefactor>(),
    Messages::of::<GetGeneratedTemplate>(),
    Messages::of::<GetHookResult>(),
    Messages::of::<GetStackPolicy>(),
    Messages::of::<GetTemplate>(),
    Messages::of::<GetTemplateSummary>(),
    Messages::of::<ImportStacksToStackSet>(),
    Messages::of::<ListChangeSets>(),
    Messages::of::<ListExports>(),
    Messages::of::<ListGeneratedTemplates>(),
    Messages::of::<ListHookResults>(),
    Messages::of::<ListImports>(),
    Messages::of::<ListResourceScanRelatedResources>(),
    Messages::of::<ListResourceScanResources>(),
    Messages::of::<ListResourceScans>(),
    Messages::of::<ListStackInstanceResourceDrifts>(),
    Messages::of::<ListStackInstances>(),
    Messages::of::<ListStackRefactorActions>(),
    Messages::of::<ListStackRefactors>(),
    Messages::of::<ListStackResources>(),
    Messages::of::<ListStackSetAutoDeploymentTargets>(),
    Messages::of::<ListStackSetOperationResults>(),
    Messages::of::<ListStackSetOperations>(),
    Messages::of::<ListStackSets>(),
    Messages::of::<ListStacks>(),
    Messages::of::<ListTypeRegistrations>(),
    Messages::of::<ListTypeVersions>(),
    Messages::of::<ListTypes>(),
    Messages::of::<PublishType>(),
    Messages::of::<RecordHandlerProgress>(),
    Messages::of::<RegisterPublisher>(),
    Messages::of::<RegisterType>(),
    Messages::of::<RemoveAlias>(),
    Messages::of::<RollbackStack>(),
    Messages::of::<SetAlias>(),
    Messages::of::<SetStackPolicy>(),
    Messages::of::<SetTypeConfiguration>(),
    Messages::of::<SetTypeDefaultVersion>(),
    Messages::of::<SignalResource>(),
    Messages::of::<StartResourceScan>(),
    Messages::of::<StopStackSetOperation>(),
    Messages::of::<TestType>(),
    Messages::of::<UpdateGeneratedTemplate>(),
    Messages::of::<UpdateStack>(),
    Messages::of::<UpdateStackInstances>(),
    Messages::of::<UpdateStackSet>(),
    Messages::of::<UpdateTerminationProtection>(),
    Messages::of::<ValidateTemplate>(),
];
