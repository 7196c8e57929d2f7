//! The names of the condition keys that are the same for all services.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use crate::context::KeyName;

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* #[doc = concat!("`", $text, "`")] pub const $name: KeyName = KeyName::of($text);)*

        /// Every key of this module.
        pub const ALL: &[KeyName] = &[$($name),*];
    };
}

keys! {
    PRINCIPAL_ARN = "aws:PrincipalArn";
    PRINCIPAL_ACCOUNT = "aws:PrincipalAccount";
    PRINCIPAL_ORG_PATHS = "aws:PrincipalOrgPaths";
    PRINCIPAL_ORG_ID = "aws:PrincipalOrgID";
    PRINCIPAL_IS_AWS_SERVICE = "aws:PrincipalIsAWSService";
    PRINCIPAL_SERVICE_NAME = "aws:PrincipalServiceName";
    PRINCIPAL_SERVICE_NAMES_LIST = "aws:PrincipalServiceNamesList";
    PRINCIPAL_TYPE = "aws:PrincipalType";
    USERID = "aws:userid";
    USERNAME = "aws:username";
    ASSUMED_ROOT = "aws:AssumedRoot";
    FEDERATED_PROVIDER = "aws:FederatedProvider";
    TOKEN_ISSUE_TIME = "aws:TokenIssueTime";
    MULTI_FACTOR_AUTH_AGE = "aws:MultiFactorAuthAge";
    MULTI_FACTOR_AUTH_PRESENT = "aws:MultiFactorAuthPresent";
    CHATBOT_SOURCE_ARN = "aws:ChatbotSourceArn";
    EC2_INSTANCE_SOURCE_VPC = "aws:Ec2InstanceSourceVpc";
    EC2_INSTANCE_SOURCE_PRIVATE_IPV4 = "aws:Ec2InstanceSourcePrivateIPv4";
    SOURCE_IDENTITY = "aws:SourceIdentity";
    ROLE_DELIVERY = "ec2:RoleDelivery";
    SOURCE_INSTANCE_ARN = "ec2:SourceInstanceArn";
    SOURCE_IP = "aws:SourceIp";
    SOURCE_VPC = "aws:SourceVpc";
    SOURCE_VPC_ARN = "aws:SourceVpcArn";
    SOURCE_VPCE = "aws:SourceVpce";
    VPC_SOURCE_IP = "aws:VpcSourceIp";
    VPCE_ACCOUNT = "aws:VpceAccount";
    VPCE_ORG_ID = "aws:VpceOrgID";
    VPCE_ORG_PATHS = "aws:VpceOrgPaths";
    RESOURCE_ACCOUNT = "aws:ResourceAccount";
    RESOURCE_ORG_ID = "aws:ResourceOrgID";
    RESOURCE_ORG_PATHS = "aws:ResourceOrgPaths";
    CALLED_VIA = "aws:CalledVia";
    CALLED_VIA_FIRST = "aws:CalledViaFirst";
    CALLED_VIA_LAST = "aws:CalledViaLast";
    VIA_AWS_SERVICE = "aws:ViaAWSService";
    CURRENT_TIME = "aws:CurrentTime";
    EPOCH_TIME = "aws:EpochTime";
    REFERER = "aws:referer";
    REQUESTED_REGION = "aws:RequestedRegion";
    TAG_KEYS = "aws:TagKeys";
    SECURE_TRANSPORT = "aws:SecureTransport";
    SOURCE_ACCOUNT = "aws:SourceAccount";
    SOURCE_ARN = "aws:SourceArn";
    SOURCE_ORG_ID = "aws:SourceOrgID";
    SOURCE_ORG_PATHS = "aws:SourceOrgPaths";
    USER_AGENT = "aws:UserAgent";
}

/// `aws:PrincipalTag/tag-key`
pub fn principal_tag(tag: &str) -> KeyName {
    KeyName::new(&format!("aws:PrincipalTag/{tag}"))
}

/// `aws:RequestTag/tag-key`
pub fn request_tag(tag: &str) -> KeyName {
    KeyName::new(&format!("aws:RequestTag/{tag}"))
}

/// `aws:ResourceTag/tag-key`
pub fn resource_tag(tag: &str) -> KeyName {
    KeyName::new(&format!("aws:ResourceTag/{tag}"))
}
