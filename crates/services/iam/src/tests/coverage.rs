//! Which operations of the model are supported.

use super::*;

/// Operations that answer `NotImplemented`: delegation requests, role templates, organizations' root access, outbound
/// federation and account properties.
const UNSUPPORTED: &[&str] = &[
    "AcceptDelegationRequest",
    "AcquireRole",
    "AssociateDelegationRequest",
    "CreateDelegationRequest",
    "DisableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootSessions",
    "DisableOutboundWebIdentityFederation",
    "EnableOrganizationsRootCredentialsManagement",
    "EnableOrganizationsRootSessions",
    "EnableOutboundWebIdentityFederation",
    "GenerateOrganizationsAccessReport",
    "GetAccountProperties",
    "GetDelegationRequest",
    "GetHumanReadableSummary",
    "GetOrganizationsAccessReport",
    "GetOutboundWebIdentityFederationInfo",
    "GetRoleTemplateVersion",
    "ListDelegationRequests",
    "ListOrganizationsFeatures",
    "PutAccountProperties",
    "RejectDelegationRequest",
    "SendDelegationToken",
    "SetSecurityTokenServicePreferences",
    "UpdateDelegationRequest",
];

#[test]
fn every_operation_is_supported_or_listed() {
    let house = house();
    let operations = model_iam::SERVICE.operations;
    let (supported, rest): (Vec<_>, Vec<_>) = operations.iter().partition(|op| house.door.supports(op));
    println!("supported ({}): {:?}", supported.len(), supported.iter().map(|op| op.name).collect::<Vec<_>>());
    let rest: Vec<_> = rest.iter().map(|op| op.name).collect();
    println!("unsupported ({}): {rest:?}", rest.len());
    assert_eq!(rest, UNSUPPORTED);
}
