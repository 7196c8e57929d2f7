//! The operations of ECS. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { ContinueServiceDeployment = 0; ContinueServiceDeploymentInput => ContinueServiceDeploymentOutput }
operation! { CreateCapacityProvider = 1; CreateCapacityProviderInput => CreateCapacityProviderOutput }
operation! { CreateCluster = 2; CreateClusterInput => CreateClusterOutput }
operation! { CreateService = 3; CreateServiceInput => CreateServiceOutput }
operation! { CreateTaskSet = 4; CreateTaskSetInput => CreateTaskSetOutput }
operation! { DeleteAccountSetting = 5; DeleteAccountSettingInput => DeleteAccountSettingOutput }
operation! { DeleteAttributes = 6; DeleteAttributesInput => DeleteAttributesOutput }
operation! { DeleteCapacityProvider = 7; DeleteCapacityProviderInput => DeleteCapacityProviderOutput }
operation! { DeleteCluster = 8; DeleteClusterInput => DeleteClusterOutput }
operation! { DeleteService = 9; DeleteServiceInput => DeleteServiceOutput }
operation! { DeleteTaskDefinitions = 10; DeleteTaskDefinitionsInput => DeleteTaskDefinitionsOutput }
operation! { DeleteTaskSet = 11; DeleteTaskSetInput => DeleteTaskSetOutput }
operation! { DeregisterContainerInstance = 12; DeregisterContainerInstanceInput => DeregisterContainerInstanceOutput }
operation! { DeregisterTaskDefinition = 13; DeregisterTaskDefinitionInput => DeregisterTaskDefinitionOutput }
operation! { DescribeCapacityProviders = 14; DescribeCapacityProvidersInput => DescribeCapacityProvidersOutput }
operation! { DescribeClusters = 15; DescribeClustersInput => DescribeClustersOutput }
operation! { DescribeContainerInstances = 16; DescribeContainerInstancesInput => DescribeContainerInstancesOutput }
operation! { DescribeServiceDeployments = 17; DescribeServiceDeploymentsInput => DescribeServiceDeploymentsOutput }
operation! { DescribeServiceRevisions = 18; DescribeServiceRevisionsInput => DescribeServiceRevisionsOutput }
operation! { DescribeServices = 19; DescribeServicesInput => DescribeServicesOutput }
operation! { DescribeTaskDefinition = 20; DescribeTaskDefinitionInput => DescribeTaskDefinitionOutput }
operation! { DescribeTaskSets = 21; DescribeTaskSetsInput => DescribeTaskSetsOutput }
operation! { DescribeTasks = 22; DescribeTasksInput => DescribeTasksOutput }
operation! { DiscoverPollEndpoint = 23; DiscoverPollEndpointInput => DiscoverPollEndpointOutput }
operation! { ExecuteCommand = 24; ExecuteCommandInput => ExecuteCommandOutput }
operation! { GetTaskProtection = 25; GetTaskProtectionInput => GetTaskProtectionOutput }
operation! { ListAccountSettings = 26; ListAccountSettingsInput => ListAccountSettingsOutput }
operation! { ListAttributes = 27; ListAttributesInput => ListAttributesOutput }
operation! { ListClusters = 28; ListClustersInput => ListClustersOutput }
operation! { ListContainerInstances = 29; ListContainerInstancesInput => ListContainerInstancesOutput }
operation! { ListServiceDeployments = 30; ListServiceDeploymentsInput => ListServiceDeploymentsOutput }
operation! { ListServices = 31; ListServicesInput => ListServicesOutput }
operation! { ListServicesByNamespace = 32; ListServicesByNamespaceInput => ListServicesByNamespaceOutput }
operation! { ListTagsForResource = 33; ListTagsForResourceInput => ListTagsForResourceOutput }
operation! { ListTaskDefinitionFamilies = 34; ListTaskDefinitionFamiliesInput => ListTaskDefinitionFamiliesOutput }
operation! { ListTaskDefinitions = 35; ListTaskDefinitionsInput => ListTaskDefinitionsOutput }
operation! { ListTasks = 36; ListTasksInput => ListTasksOutput }
operation! { PutAccountSetting = 37; PutAccountSettingInput => PutAccountSettingOutput }
operation! { PutAccountSettingDefault = 38; PutAccountSettingDefaultInput => PutAccountSettingDefaultOutput }
operation! { PutAttributes = 39; PutAttributesInput => PutAttributesOutput }
operation! { PutClusterCapacityProviders = 40; PutClusterCapacityProvidersInput => PutClusterCapacityProvidersOutput }
operation! { RegisterContainerInstance = 41; RegisterContainerInstanceInput => RegisterContainerInstanceOutput }
operation! { RegisterTaskDefinition = 42; RegisterTaskDefinitionInput => RegisterTaskDefinitionOutput }
operation! { RunTask = 43; RunTaskInput => RunTaskOutput }
operation! { StartTask = 44; StartTaskInput => StartTaskOutput }
operation! { StopServiceDeployment = 45; StopServiceDeploymentInput => StopServiceDeploymentOutput }
operation! { StopTask = 46; StopTaskInput => StopTaskOutput }
operation! { SubmitAttachmentStateChanges = 47; SubmitAttachmentStateChangesInput => SubmitAttachmentStateChangesOutput }
operation! { SubmitContainerStateChange = 48; SubmitContainerStateChangeInput => SubmitContainerStateChangeOutput }
operation! { SubmitTaskStateChange = 49; SubmitTaskStateChangeInput => SubmitTaskStateChangeOutput }
operation! { TagResource = 50; TagResourceInput => TagResourceOutput }
operation! { UntagResource = 51; UntagResourceInput => UntagResourceOutput }
operation! { UpdateCapacityProvider = 52; UpdateCapacityProviderInput => UpdateCapacityProviderOutput }
operation! { UpdateCluster = 53; UpdateClusterInput => UpdateClusterOutput }
operation! { UpdateClusterSettings = 54; UpdateClusterSettingsInput => UpdateClusterSettingsOutput }
operation! { UpdateContainerAgent = 55; UpdateContainerAgentInput => UpdateContainerAgentOutput }
operation! { UpdateContainerInstancesState = 56; UpdateContainerInstancesStateInput => UpdateContainerInstancesStateOutput }
operation! { UpdateService = 57; UpdateServiceInput => UpdateServiceOutput }
operation! { UpdateServicePrimaryTaskSet = 58; UpdateServicePrimaryTaskSetInput => UpdateServicePrimaryTaskSetOutput }
operation! { UpdateTaskProtection = 59; UpdateTaskProtectionInput => UpdateTaskProtectionOutput }
operation! { UpdateTaskSet = 60; UpdateTaskSetInput => UpdateTaskSetOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 61] = [
    Messages::of::<ContinueServiceDeployment>(),
    Messages::of::<CreateCapacityProvider>(),
    Messages::of::<CreateCluster>(),
    Messages::of::<CreateService>(),
    Messages::of::<CreateTaskSet>(),
    Messages::of::<DeleteAccountSetting>(),
    Messages::of::<DeleteAttributes>(),
    Messages::of::<DeleteCapacityProvider>(),
    Messages::of::<DeleteCluster>(),
    Messages::of::<DeleteService>(),
    Messages::of::<DeleteTaskDefinitions>(),
    Messages::of::<DeleteTaskSet>(),
    Messages::of::<DeregisterContainerInstance>(),
    Messages::of::<DeregisterTaskDefinition>(),
    Messages::of::<DescribeCapacityProviders>(),
    Messages::of::<DescribeClusters>(),
    Messages::of::<DescribeContainerInstances>(),
    Messages::of::<DescribeServiceDeployments>(),
    Messages::of::<DescribeServiceRevisions>(),
    Messages::of::<DescribeServices>(),
    Messages::of::<DescribeTaskDefinition>(),
    Messages::of::<DescribeTaskSets>(),
    Messages::of::<DescribeTasks>(),
    Messages::of::<DiscoverPollEndpoint>(),
    Messages::of::<ExecuteCommand>(),
    Messages::of::<GetTaskProtection>(),
    Messages::of::<ListAccountSettings>(),
    Messages::of::<ListAttributes>(),
    Messages::of::<ListClusters>(),
    Messages::of::<ListContainerInstances>(),
    Messages::of::<ListServiceDeployments>(),
    Messages::of::<ListServices>(),
    Messages::of::<ListServicesByNamespace>(),
    Messages::of::<ListTagsForResource>(),
    Messages::of::<ListTaskDefinitionFamilies>(),
    Messages::of::<ListTaskDefinitions>(),
    Messages::of::<ListTasks>(),
    Messages::of::<PutAccountSetting>(),
    Messages::of::<PutAccountSettingDefault>(),
    Messages::of::<PutAttributes>(),
    Messages::of::<PutClusterCapacityProviders>(),
    Messages::of::<RegisterContainerInstance>(),
    Messages::of::<RegisterTaskDefinition>(),
    Messages::of::<RunTask>(),
    Messages::of::<StartTask>(),
    Messages::of::<StopServiceDeployment>(),
    Messages::of::<StopTask>(),
    Messages::of::<SubmitAttachmentStateChanges>(),
    Messages::of::<SubmitContainerStateChange>(),
    Messages::of::<SubmitTaskStateChange>(),
    Messages::of::<TagResource>(),
    Messages::of::<UntagResource>(),
    Messages::of::<UpdateCapacityProvider>(),
    Messages::of::<UpdateCluster>(),
    Messages::of::<UpdateClusterSettings>(),
    Messages::of::<UpdateContainerAgent>(),
    Messages::of::<UpdateContainerInstancesState>(),
    Messages::of::<UpdateService>(),
    Messages::of::<UpdateServicePrimaryTaskSet>(),
    Messages::of::<UpdateTaskProtection>(),
    Messages::of::<UpdateTaskSet>(),
];
