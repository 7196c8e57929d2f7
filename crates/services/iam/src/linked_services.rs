//! Which services have a role of their own, how it is called and which policy it has.
//!
//! The names are AWS's, from each service's page on service-linked roles and from the managed policies that speak of
//! them; which take a suffix is recorded (iam/test_iam.json, test_service_role_lifecycle_custom_suffix and its kin).

/// A service with a role of its own.
pub(crate) struct LinkedService {
    /// Before `.amazonaws.com`.
    service: &'static str,
    /// After `AWSServiceRoleFor`.
    role: &'static str,
    /// The name of its managed policy.
    pub(crate) policy: &'static str,
    /// There may be several, told apart by a suffix.
    pub(crate) takes_suffix: bool,
}

impl LinkedService {
    /// The name of its role.
    pub(crate) fn role_name(&self, suffix: Option<&str>) -> String {
        let suffix = suffix.map(|suffix| format!("_{suffix}")).unwrap_or_default();
        format!("AWSServiceRoleFor{}{suffix}", self.role)
    }
}

/// The service of that principal, such as `ecs.amazonaws.com`.
pub(crate) fn find(principal: &str) -> Option<&'static LinkedService> {
    let service = principal.strip_suffix(".amazonaws.com")?;
    SERVICES.binary_search_by(|known| known.service.cmp(service)).ok().and_then(|at| SERVICES.get(at))
}

const fn one(service: &'static str, role: &'static str, policy: &'static str) -> LinkedService {
    LinkedService { service, role, policy, takes_suffix: false }
}

const fn many(service: &'static str, role: &'static str, policy: &'static str) -> LinkedService {
    LinkedService { service, role, policy, takes_suffix: true }
}

/// Sorted by service.
static SERVICES: &[LinkedService] = &[
    one("access-analyzer", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
    one(
        "accountdiscovery.ssm",
        "AmazonSSM_AccountDiscovery",
        "AWSSystemsManagerAccountDiscoveryServicePolicy",
    ),
    one("acm", "CertificateManager", "CertificateManagerServiceRolePolicy"),
    one("airflow", "AmazonMWAA", "AmazonMWAAServiceRolePolicy"),
    one(
        "apidestinations.events",
        "AmazonEventBridgeApiDestinations",
        "AmazonEventBridgeApiDestinationsServiceRolePolicy",
    ),
    one(
        "application-insights",
        "ApplicationInsights",
        "CloudwatchApplicationInsightsServiceLinkedRolePolicy",
    ),
    one(
        "application-signals.cloudwatch",
        "CloudWatchApplicationSignals",
        "CloudWatchApplicationSignalsServiceRolePolicy",
    ),
    one("appmesh", "AppMesh", "AWSAppMeshServiceRolePolicy"),
    one("apprunner", "AppRunner", "AppRunnerServiceRolePolicy"),
    one(
        "appstream.application-autoscaling",
        "ApplicationAutoScaling_AppStreamFleet",
        "AWSApplicationAutoscalingAppStreamFleetPolicy",
    ),
    one("appsync", "AppSync", "AWSAppSyncServiceRolePolicy"),
    one("auditmanager", "AuditManager", "AWSAuditManagerServiceRolePolicy"),
    many("autoscaling", "AutoScaling", "AutoScalingServiceRolePolicy"),
    one("autoscaling-plans", "AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"),
    one("backup", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
    one("batch", "Batch", "BatchServiceRolePolicy"),
    one(
        "cassandra.application-autoscaling",
        "ApplicationAutoScaling_CassandraTable",
        "AWSApplicationAutoscalingCassandraTablePolicy",
    ),
    one(
        "cks.kms",
        "KeyManagementServiceCustomKeyStores",
        "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy",
    ),
    one("cloudtrail", "CloudTrail", "CloudTrailServiceRolePolicy"),
    one("codestar-notifications", "CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"),
    one("cognito-idp", "AmazonCognitoIdp", "AmazonCognitoIdpServiceRolePolicy"),
    one(
        "comprehend.application-autoscaling",
        "ApplicationAutoScaling_ComprehendEndpoint",
        "AWSApplicationAutoscalingComprehendEndpointPolicy",
    ),
    one("compute-optimizer", "ComputeOptimizer", "ComputeOptimizerServiceRolePolicy"),
    one("config", "Config", "AWSConfigServiceRolePolicy"),
    one("config-conforms", "ConfigConforms", "ConfigConformsServiceRolePolicy"),
    many("connect", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
    one(
        "custom-resource.application-autoscaling",
        "ApplicationAutoScaling_CustomResource",
        "AWSApplicationAutoScalingCustomResourcePolicy",
    ),
    one("dax", "DAX", "DAXServiceRolePolicy"),
    one("delivery.logs", "LogDelivery", "AWSServiceRoleForLogDeliveryPolicy"),
    one("devops-guru", "DevOpsGuru", "AmazonDevOpsGuruServiceRolePolicy"),
    one("dms", "DMSServerless", "AWSDMSServerlessServiceRolePolicy"),
    one("dms-fleet-advisor", "DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"),
    one("docdb-elastic", "DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"),
    one(
        "dynamodb.application-autoscaling",
        "ApplicationAutoScaling_DynamoDBTable",
        "AWSApplicationAutoscalingDynamoDBTablePolicy",
    ),
    one("ec2-instance-connect", "Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"),
    one(
        "ec2.application-autoscaling",
        "ApplicationAutoScaling_EC2SpotFleetRequest",
        "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy",
    ),
    one("ec2fleet", "EC2Fleet", "AWSEC2FleetServiceRolePolicy"),
    one("ecr", "ECRTemplate", "ECRTemplateServiceRolePolicy"),
    one("ecs", "ECS", "AmazonECSServiceRolePolicy"),
    one(
        "ecs.application-autoscaling",
        "ApplicationAutoScaling_ECSService",
        "AWSApplicationAutoscalingECSServicePolicy",
    ),
    one("eks", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
    one("eks-connector", "AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"),
    one("eks-fargate", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"),
    one("eks-nodegroup", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
    one("elasticache", "ElastiCache", "ElastiCacheServiceRolePolicy"),
    one(
        "elasticache.application-autoscaling",
        "ApplicationAutoScaling_ElastiCacheRG",
        "AWSApplicationAutoscalingElastiCacheRGPolicy",
    ),
    one("elasticbeanstalk", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
    one("elasticfilesystem", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
    one("elasticloadbalancing", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
    one("elasticmapreduce", "EMRCleanup", "AmazonEMRCleanupPolicy"),
    one("email.cognito-idp", "AmazonCognitoIdpEmail", "AmazonCognitoIdpEmailServiceRolePolicy"),
    one("emr-containers", "AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"),
    one("emrwal", "EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"),
    one("es", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
    one("events", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
    one("fis", "FIS", "AmazonFISServiceRolePolicy"),
    one("fms", "FMS", "FMSServiceRolePolicy"),
    one("globalaccelerator", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
    one("grafana", "AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"),
    one("guardduty", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
    one("imagebuilder", "ImageBuilder", "AWSServiceRoleForImageBuilder"),
    one("inspector", "AmazonInspector", "AmazonInspectorServiceRolePolicy"),
    one("inspector2", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
    one("internetmonitor", "InternetMonitor", "CloudWatchInternetMonitorServiceRolePolicy"),
    one("iotmanagedintegrations", "IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"),
    one("kafka", "Kafka", "KafkaServiceRolePolicy"),
    one(
        "kafka.application-autoscaling",
        "ApplicationAutoScaling_KafkaCluster",
        "AWSApplicationAutoscalingKafkaClusterPolicy",
    ),
    one("kafkaconnect", "KafkaConnect", "KafkaConnectServiceRolePolicy"),
    one("lakeformation", "LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"),
    one(
        "lambda.application-autoscaling",
        "ApplicationAutoScaling_LambdaConcurrency",
        "AWSApplicationAutoscalingLambdaConcurrencyPolicy",
    ),
    one("lex", "LexBots", "LexBotPolicy"),
    many("lexv2", "LexV2Bots", "AmazonLexV2BotPolicy"),
    one("lightsail", "Lightsail", "LightsailExportAccess"),
    one("m2", "AWSM2", "AWSM2ServicePolicy"),
    one("macie", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
    one("memorydb", "MemoryDB", "MemoryDBServiceRolePolicy"),
    one("mq", "AmazonMQ", "AmazonMQServiceRolePolicy"),
    one(
        "mrk.kms",
        "KeyManagementServiceMultiRegionKeys",
        "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy",
    ),
    one(
        "neptune.application-autoscaling",
        "ApplicationAutoScaling_NeptuneCluster",
        "AWSApplicationAutoscalingNeptuneClusterPolicy",
    ),
    one("network-firewall", "NetworkFirewall", "AWSNetworkFirewallServiceRolePolicy"),
    one("notifications", "AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"),
    one("observability.aoss", "AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"),
    one("opensearchservice", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
    one("ops.apigateway", "APIGateway", "APIGatewayServiceRolePolicy"),
    one("ops.emr-serverless", "AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"),
    one("opsdatasync.ssm", "SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"),
    one("opsinsights.ssm", "AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"),
    one("organizations", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
    one("osis", "AmazonOpenSearchIngestionService", "AmazonOpenSearchIngestionServiceRolePolicy"),
    one("pullthroughcache.ecr", "ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
    one("ram", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
    one("rds", "RDS", "AmazonRDSServiceRolePolicy"),
    one(
        "rds.application-autoscaling",
        "ApplicationAutoScaling_RDSCluster",
        "AWSApplicationAutoscalingRDSClusterPolicy",
    ),
    one("redshift", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
    one("remediation.config", "ConfigRemediation", "AWSConfigRemediationServiceRolePolicy"),
    one("replication.cassandra", "KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"),
    one("replication.dynamodb", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
    one("replication.ecr", "ECRReplication", "ECRReplicationServiceRolePolicy"),
    one("repository.sync.codeconnections", "GitSync", "AWSGitSyncServiceRolePolicy"),
    one("resource-explorer-2", "ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"),
    one("rolesanywhere", "RolesAnywhere", "AWSRolesAnywhereServicePolicy"),
    one("route53resolver", "Route53Resolver", "Route53ResolverServiceRolePolicy"),
    one("s3-outposts", "S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"),
    one(
        "sagemaker.application-autoscaling",
        "ApplicationAutoScaling_SageMakerEndpoint",
        "AWSApplicationAutoscalingSageMakerEndpointPolicy",
    ),
    one("schemas", "Schemas", "AmazonEventBridgeSchemasServiceRolePolicy"),
    one("securityhub", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
    one("servicequotas", "ServiceQuotas", "ServiceQuotasServiceRolePolicy"),
    one("ses", "AmazonSES", "AmazonSESServiceRolePolicy"),
    one("shield", "AWSShield", "AWSShieldServiceRolePolicy"),
    one("spot", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
    one("spotfleet", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
    one("ssm", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
    one("ssm-incidents", "IncidentManager", "AWSIncidentManagerServiceRolePolicy"),
    one("ssm-quicksetup", "SSMQuickSetup", "SSMQuickSetupRolePolicy"),
    one("sso", "SSO", "AWSSSOServiceRolePolicy"),
    one("support", "Support", "AWSSupportServiceRolePolicy"),
    one("transitgateway", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
    one("trustedadvisor", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
    one("vpc-lattice", "VpcLattice", "AWSVpcLatticeServiceRolePolicy"),
    one("vpcorigin.cloudfront", "CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"),
    one("waf", "WAFLogging", "WAFLoggingServiceRolePolicy"),
    one("wafv2", "WAFV2Logging", "WAFV2LoggingServiceRolePolicy"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_linked_role_has_a_policy_of_aws() {
        assert!(SERVICES.is_sorted_by(|a, b| a.service < b.service));
        for known in SERVICES {
            let arn = format!("arn:aws:iam::aws:policy/aws-service-role/{}", known.policy);
            assert!(catalogue::get(&arn).is_some(), "{arn}");
        }
        assert!(find("autoscaling.amazonaws.com").is_some_and(|s| s.takes_suffix));
        assert!(find("nobody.amazonaws.com").is_none() && find("ecs").is_none());
    }

    /// AWS's policies name the roles that belong to services where they may be passed or made.
    #[test]
    fn roles_are_called_as_the_managed_policies_call_them() {
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for policy in catalogue::all().values() {
            for place in policy.document.split(":role/aws-service-role/").skip(1) {
                let place = place.split('"').next().unwrap_or_default();
                let Some((service, role)) = place.split_once(".amazonaws.com/AWSServiceRoleFor") else {
                    continue;
                };
                named.entry(service).or_default().insert(role);
            }
        }
        let both: Vec<_> = SERVICES.iter().filter_map(|s| Some((s, named.get(s.service)?))).collect();
        assert!(both.len() > 60, "{}", both.len());
        for (known, names) in both {
            let is_ours = |name: &&str| match name.split_once('*') {
                Some((start, _)) => known.role.starts_with(start),
                None => known.role == *name,
            };
            assert!(names.iter().any(is_ours), "{} has {}, not {names:?}", known.service, known.role);
        }
    }

    #[test]
    fn roles_are_called_as_their_pages_call_them() {
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/using-service-linked-roles-service-action-4.html
        let insights = find("opsinsights.ssm.amazonaws.com").map(|s| s.role_name(None));
        assert_eq!(insights.as_deref(), Some("AWSServiceRoleForAmazonSSM_OpsInsights"));
    }
}
