//! The operations of EC2. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AcceptVpcPeeringConnection = 0; AcceptVpcPeeringConnectionInput => AcceptVpcPeeringConnectionOutput }
operation! { AllocateAddress = 1; AllocateAddressInput => AllocateAddressOutput }
operation! { AssignIpv6Addresses = 2; AssignIpv6AddressesInput => AssignIpv6AddressesOutput }
operation! { AssignPrivateIpAddresses = 3; AssignPrivateIpAddressesInput => AssignPrivateIpAddressesOutput }
operation! { AssignPrivateNatGatewayAddress = 4; AssignPrivateNatGatewayAddressInput => AssignPrivateNatGatewayAddressOutput }
operation! { AssociateAddress = 5; AssociateAddressInput => AssociateAddressOutput }
operation! { AssociateDhcpOptions = 6; AssociateDhcpOptionsInput => AssociateDhcpOptionsOutput }
operation! { AssociateNatGatewayAddress = 7; AssociateNatGatewayAddressInput => AssociateNatGatewayAddressOutput }
operation! { AssociateRouteTable = 8; AssociateRouteTableInput => AssociateRouteTableOutput }
operation! { AssociateSecurityGroupVpc = 9; AssociateSecurityGroupVpcInput => AssociateSecurityGroupVpcOutput }
operation! { AssociateSubnetCidrBlock = 10; AssociateSubnetCidrBlockInput => AssociateSubnetCidrBlockOutput }
operation! { AssociateVpcCidrBlock = 11; AssociateVpcCidrBlockInput => AssociateVpcCidrBlockOutput }
operation! { AttachInternetGateway = 12; AttachInternetGatewayInput => AttachInternetGatewayOutput }
operation! { AttachNetworkInterface = 13; AttachNetworkInterfaceInput => AttachNetworkInterfaceOutput }
operation! { AuthorizeSecurityGroupEgress = 14; AuthorizeSecurityGroupEgressInput => AuthorizeSecurityGroupEgressOutput }
operation! { AuthorizeSecurityGroupIngress = 15; AuthorizeSecurityGroupIngressInput => AuthorizeSecurityGroupIngressOutput }
operation! { CreateDefaultSubnet = 16; CreateDefaultSubnetInput => CreateDefaultSubnetOutput }
operation! { CreateDefaultVpc = 17; CreateDefaultVpcInput => CreateDefaultVpcOutput }
operation! { CreateDhcpOptions = 18; CreateDhcpOptionsInput => CreateDhcpOptionsOutput }
operation! { CreateEgressOnlyInternetGateway = 19; CreateEgressOnlyInternetGatewayInput => CreateEgressOnlyInternetGatewayOutput }
operation! { CreateFlowLogs = 20; CreateFlowLogsInput => CreateFlowLogsOutput }
operation! { CreateInternetGateway = 21; CreateInternetGatewayInput => CreateInternetGatewayOutput }
operation! { CreateManagedPrefixList = 22; CreateManagedPrefixListInput => CreateManagedPrefixListOutput }
operation! { CreateNatGateway = 23; CreateNatGatewayInput => CreateNatGatewayOutput }
operation! { CreateNetworkAcl = 24; CreateNetworkAclInput => CreateNetworkAclOutput }
operation! { CreateNetworkAclEntry = 25; CreateNetworkAclEntryInput => CreateNetworkAclEntryOutput }
operation! { CreateNetworkInterface = 26; CreateNetworkInterfaceInput => CreateNetworkInterfaceOutput }
operation! { CreateNetworkInterfacePermission = 27; CreateNetworkInterfacePermissionInput => CreateNetworkInterfacePermissionOutput }
operation! { CreateRoute = 28; CreateRouteInput => CreateRouteOutput }
operation! { CreateRouteTable = 29; CreateRouteTableInput => CreateRouteTableOutput }
operation! { CreateSecurityGroup = 30; CreateSecurityGroupInput => CreateSecurityGroupOutput }
operation! { CreateSubnet = 31; CreateSubnetInput => CreateSubnetOutput }
operation! { CreateTags = 32; CreateTagsInput => CreateTagsOutput }
operation! { CreateVpc = 33; CreateVpcInput => CreateVpcOutput }
operation! { CreateVpcEndpoint = 34; CreateVpcEndpointInput => CreateVpcEndpointOutput }
operation! { CreateVpcPeeringConnection = 35; CreateVpcPeeringConnectionInput => CreateVpcPeeringConnectionOutput }
operation! { DeleteDhcpOptions = 36; DeleteDhcpOptionsInput => DeleteDhcpOptionsOutput }
operation! { DeleteEgressOnlyInternetGateway = 37; DeleteEgressOnlyInternetGatewayInput => DeleteEgressOnlyInternetGatewayOutput }
operation! { DeleteFlowLogs = 38; DeleteFlowLogsInput => DeleteFlowLogsOutput }
operation! { DeleteInternetGateway = 39; DeleteInternetGatewayInput => DeleteInternetGatewayOutput }
operation! { DeleteManagedPrefixList = 40; DeleteManagedPrefixListInput => DeleteManagedPrefixListOutput }
operation! { DeleteNatGateway = 41; DeleteNatGatewayInput => DeleteNatGatewayOutput }
operation! { DeleteNetworkAcl = 42; DeleteNetworkAclInput => DeleteNetworkAclOutput }
operation! { DeleteNetworkAclEntry = 43; DeleteNetworkAclEntryInput => DeleteNetworkAclEntryOutput }
operation! { DeleteNetworkInterface = 44; DeleteNetworkInterfaceInput => DeleteNetworkInterfaceOutput }
operation! { DeleteNetworkInterfacePermission = 45; DeleteNetworkInterfacePermissionInput => DeleteNetworkInterfacePermissionOutput }
operation! { DeleteRoute = 46; DeleteRouteInput => DeleteRouteOutput }
operation! { DeleteRouteTable = 47; DeleteRouteTableInput => DeleteRouteTableOutput }
operation! { DeleteSecurityGroup = 48; DeleteSecurityGroupInput => DeleteSecurityGroupOutput }
operation! { DeleteSubnet = 49; DeleteSubnetInput => DeleteSubnetOutput }
operation! { DeleteTags = 50; DeleteTagsInput => DeleteTagsOutput }
operation! { DeleteVpc = 51; DeleteVpcInput => DeleteVpcOutput }
operation! { DeleteVpcEndpoints = 52; DeleteVpcEndpointsInput => DeleteVpcEndpointsOutput }
operation! { DeleteVpcPeeringConnection = 53; DeleteVpcPeeringConnectionInput => DeleteVpcPeeringConnectionOutput }
operation! { DescribeAccountAttributes = 54; DescribeAccountAttributesInput => DescribeAccountAttributesOutput }
operation! { DescribeAddresses = 55; DescribeAddressesInput => DescribeAddressesOutput }
operation! { DescribeAddressesAttribute = 56; DescribeAddressesAttributeInput => DescribeAddressesAttributeOutput }
operation! { DescribeAvailabilityZones = 57; DescribeAvailabilityZonesInput => DescribeAvailabilityZonesOutput }
operation! { DescribeDhcpOptions = 58; DescribeDhcpOptionsInput => DescribeDhcpOptionsOutput }
operation! { DescribeEgressOnlyInternetGateways = 59; DescribeEgressOnlyInternetGatewaysInput => DescribeEgressOnlyInternetGatewaysOutput }
operation! { DescribeFlowLogs = 60; DescribeFlowLogsInput => DescribeFlowLogsOutput }
operation! { DescribeInternetGateways = 61; DescribeInternetGatewaysInput => DescribeInternetGatewaysOutput }
operation! { DescribeManagedPrefixLists = 62; DescribeManagedPrefixListsInput => DescribeManagedPrefixListsOutput }
operation! { DescribeNatGateways = 63; DescribeNatGatewaysInput => DescribeNatGatewaysOutput }
operation! { DescribeNetworkAcls = 64; DescribeNetworkAclsInput => DescribeNetworkAclsOutput }
operation! { DescribeNetworkInterfaceAttribute = 65; DescribeNetworkInterfaceAttributeInput => DescribeNetworkInterfaceAttributeOutput }
operation! { DescribeNetworkInterfacePermissions = 66; DescribeNetworkInterfacePermissionsInput => DescribeNetworkInterfacePermissionsOutput }
operation! { DescribeNetworkInterfaces = 67; DescribeNetworkInterfacesInput => DescribeNetworkInterfacesOutput }
operation! { DescribePrefixLists = 68; DescribePrefixListsInput => DescribePrefixListsOutput }
operation! { DescribeRegions = 69; DescribeRegionsInput => DescribeRegionsOutput }
operation! { DescribeRouteTables = 70; DescribeRouteTablesInput => DescribeRouteTablesOutput }
operation! { DescribeSecurityGroupReferences = 71; DescribeSecurityGroupReferencesInput => DescribeSecurityGroupReferencesOutput }
operation! { DescribeSecurityGroupRules = 72; DescribeSecurityGroupRulesInput => DescribeSecurityGroupRulesOutput }
operation! { DescribeSecurityGroupVpcAssociations = 73; DescribeSecurityGroupVpcAssociationsInput => DescribeSecurityGroupVpcAssociationsOutput }
operation! { DescribeSecurityGroups = 74; DescribeSecurityGroupsInput => DescribeSecurityGroupsOutput }
operation! { DescribeStaleSecurityGroups = 75; DescribeStaleSecurityGroupsInput => DescribeStaleSecurityGroupsOutput }
operation! { DescribeSubnets = 76; DescribeSubnetsInput => DescribeSubnetsOutput }
operation! { DescribeTags = 77; DescribeTagsInput => DescribeTagsOutput }
operation! { DescribeVpcAttribute = 78; DescribeVpcAttributeInput => DescribeVpcAttributeOutput }
operation! { DescribeVpcClassicLink = 79; DescribeVpcClassicLinkInput => DescribeVpcClassicLinkOutput }
operation! { DescribeVpcClassicLinkDnsSupport = 80; DescribeVpcClassicLinkDnsSupportInput => DescribeVpcClassicLinkDnsSupportOutput }
operation! { DescribeVpcEndpointServices = 81; DescribeVpcEndpointServicesInput => DescribeVpcEndpointServicesOutput }
operation! { DescribeVpcEndpoints = 82; DescribeVpcEndpointsInput => DescribeVpcEndpointsOutput }
operation! { DescribeVpcPeeringConnections = 83; DescribeVpcPeeringConnectionsInput => DescribeVpcPeeringConnectionsOutput }
operation! { DescribeVpcs = 84; DescribeVpcsInput => DescribeVpcsOutput }
operation! { DetachInternetGateway = 85; DetachInternetGatewayInput => DetachInternetGatewayOutput }
operation! { DetachNetworkInterface = 86; DetachNetworkInterfaceInput => DetachNetworkInterfaceOutput }
operation! { DisassociateAddress = 87; DisassociateAddressInput => DisassociateAddressOutput }
operation! { DisassociateNatGatewayAddress = 88; DisassociateNatGatewayAddressInput => DisassociateNatGatewayAddressOutput }
operation! { DisassociateRouteTable = 89; DisassociateRouteTableInput => DisassociateRouteTableOutput }
operation! { DisassociateSecurityGroupVpc = 90; DisassociateSecurityGroupVpcInput => DisassociateSecurityGroupVpcOutput }
operation! { DisassociateSubnetCidrBlock = 91; DisassociateSubnetCidrBlockInput => DisassociateSubnetCidrBlockOutput }
operation! { DisassociateVpcCidrBlock = 92; DisassociateVpcCidrBlockInput => DisassociateVpcCidrBlockOutput }
operation! { GetManagedPrefixListAssociations = 93; GetManagedPrefixListAssociationsInput => GetManagedPrefixListAssociationsOutput }
operation! { GetManagedPrefixListEntries = 94; GetManagedPrefixListEntriesInput => GetManagedPrefixListEntriesOutput }
operation! { GetSecurityGroupsForVpc = 95; GetSecurityGroupsForVpcInput => GetSecurityGroupsForVpcOutput }
operation! { ModifyAddressAttribute = 96; ModifyAddressAttributeInput => ModifyAddressAttributeOutput }
operation! { ModifyManagedPrefixList = 97; ModifyManagedPrefixListInput => ModifyManagedPrefixListOutput }
operation! { ModifyNetworkInterfaceAttribute = 98; ModifyNetworkInterfaceAttributeInput => ModifyNetworkInterfaceAttributeOutput }
operation! { ModifySecurityGroupRules = 99; ModifySecurityGroupRulesInput => ModifySecurityGroupRulesOutput }
operation! { ModifySubnetAttribute = 100; ModifySubnetAttributeInput => ModifySubnetAttributeOutput }
operation! { ModifyVpcAttribute = 101; ModifyVpcAttributeInput => ModifyVpcAttributeOutput }
operation! { ModifyVpcEndpoint = 102; ModifyVpcEndpointInput => ModifyVpcEndpointOutput }
operation! { ModifyVpcPeeringConnectionOptions = 103; ModifyVpcPeeringConnectionOptionsInput => ModifyVpcPeeringConnectionOptionsOutput }
operation! { ModifyVpcTenancy = 104; ModifyVpcTenancyInput => ModifyVpcTenancyOutput }
operation! { RejectVpcPeeringConnection = 105; RejectVpcPeeringConnectionInput => RejectVpcPeeringConnectionOutput }
operation! { ReleaseAddress = 106; ReleaseAddressInput => ReleaseAddressOutput }
operation! { ReplaceNetworkAclAssociation = 107; ReplaceNetworkAclAssociationInput => ReplaceNetworkAclAssociationOutput }
operation! { ReplaceNetworkAclEntry = 108; ReplaceNetworkAclEntryInput => ReplaceNetworkAclEntryOutput }
operation! { ReplaceRoute = 109; ReplaceRouteInput => ReplaceRouteOutput }
operation! { ReplaceRouteTableAssociation = 110; ReplaceRouteTableAssociationInput => ReplaceRouteTableAssociationOutput }
operation! { ResetAddressAttribute = 111; ResetAddressAttributeInput => ResetAddressAttributeOutput }
operation! { ResetNetworkInterfaceAttribute = 112; ResetNetworkInterfaceAttributeInput => ResetNetworkInterfaceAttributeOutput }
operation! { RestoreManagedPrefixListVersion = 113; RestoreManagedPrefixListVersionInput => RestoreManagedPrefixListVersionOutput }
operation! { RevokeSecurityGroupEgress = 114; RevokeSecurityGroupEgressInput => RevokeSecurityGroupEgressOutput }
operation! { RevokeSecurityGroupIngress = 115; RevokeSecurityGroupIngressInput => RevokeSecurityGroupIngressOutput }
operation! { UnassignIpv6Addresses = 116; UnassignIpv6AddressesInput => UnassignIpv6AddressesOutput }
operation! { UnassignPrivateIpAddresses = 117; UnassignPrivateIpAddressesInput => UnassignPrivateIpAddressesOutput }
operation! { UnassignPrivateNatGatewayAddress = 118; UnassignPrivateNatGatewayAddressInput => UnassignPrivateNatGatewayAddressOutput }
operation! { UpdateSecurityGroupRuleDescriptionsEgress = 119; UpdateSecurityGroupRuleDescriptionsEgressInput => UpdateSecurityGroupRuleDescriptionsEgressOutput }
operation! { UpdateSecurityGroupRuleDescriptionsIngress = 120; UpdateSecurityGroupRuleDescriptionsIngressInput => UpdateSecurityGroupRuleDescriptionsIngressOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 121] = [
    Messages::of::<AcceptVpcPeeringConnection>(),
    Messages::of::<AllocateAddress>(),
    Messages::of::<AssignIpv6Addresses>(),
    Messages::of::<AssignPrivateIpAddresses>(),
    Messages::of::<AssignPrivateNatGatewayAddress>(),
    Messages::of::<AssociateAddress>(),
    Messages::of::<AssociateDhcpOptions>(),
    Messages::of::<AssociateNatGatewayAddress>(),
    Messages::of::<AssociateRouteTable>(),
    Messages::of::<AssociateSecurityGroupVpc>(),
    Messages::of::<AssociateSubnetCidrBlock>(),
    Messages::of::<AssociateVpcCidrBlock>(),
    Messages::of::<AttachInternetGateway>(),
    Messages::of::<AttachNetworkInterface>(),
    Messages::of::<AuthorizeSecurityGroupEgress>(),
    Messages::of::<AuthorizeSecurityGroupIngress>(),
    Messages::of::<CreateDefaultSubnet>(),
    Messages::of::<CreateDefaultVpc>(),
    Messages::of::<CreateDhcpOptions>(),
    Messages::of::<CreateEgressOnlyInternetGateway>(),
    Messages::of::<CreateFlowLogs>(),
    Messages::of::<CreateInternetGateway>(),
    Messages::of::<CreateManagedPrefixList>(),
    Messages::of::<CreateNatGateway>(),
    Messages::of::<CreateNetworkAcl>(),
    Messages::of::<CreateNetworkAclEntry>(),
    Messages::of::<CreateNetworkInterface>(),
    Messages::of::<CreateNetworkInterfacePermission>(),
    Messages::of::<CreateRoute>(),
    Messages::of::<CreateRouteTable>(),
    Messages::of::<CreateSecurityGroup>(),
    Messages::of::<CreateSubnet>(),
    Messages::of::<CreateTags>(),
    Messages::of::<CreateVpc>(),
    Messages::of::<CreateVpcEndpoint>(),
    Messages::of::<CreateVpcPeeringConnection>(),
    Messages::of::<DeleteDhcpOptions>(),
    Messages::of::<DeleteEgressOnlyInternetGateway>(),
    Messages::of::<DeleteFlowLogs>(),
    Messages::of::<DeleteInternetGateway>(),
    Messages::of::<DeleteManagedPrefixList>(),
    Messages::of::<DeleteNatGateway>(),
    Messages::of::<DeleteNetworkAcl>(),
    Messages::of::<DeleteNetworkAclEntry>(),
    Messages::of::<DeleteNetworkInterface>(),
    Messages::of::<DeleteNetworkInterfacePermission>(),
    Messages::of::<DeleteRoute>(),
    Messages::of::<DeleteRouteTable>(),
    Messages::of::<DeleteSecurityGroup>(),
    Messages::of::<DeleteSubnet>(),
    Messages::of::<DeleteTags>(),
    Messages::of::<DeleteVpc>(),
    Messages::of::<DeleteVpcEndpoints>(),
    Messages::of::<DeleteVpcPeeringConnection>(),
    Messages::of::<DescribeAccountAttributes>(),
    Messages::of::<DescribeAddresses>(),
    Messages::of::<DescribeAddressesAttribute>(),
    Messages::of::<DescribeAvailabilityZones>(),
    Messages::of::<DescribeDhcpOptions>(),
    Messages::of::<DescribeEgressOnlyInternetGateways>(),
    Messages::of::<DescribeFlowLogs>(),
    Messages::of::<DescribeInternetGateways>(),
    Messages::of::<DescribeManagedPrefixLists>(),
    Messages::of::<DescribeNatGateways>(),
    Messages::of::<DescribeNetworkAcls>(),
    Messages::of::<DescribeNetworkInterfaceAttribute>(),
    Messages::of::<DescribeNetworkInterfacePermissions>(),
    Messages::of::<DescribeNetworkInterfaces>(),
    Messages::of::<DescribePrefixLists>(),
    Messages::of::<DescribeRegions>(),
    Messages::of::<DescribeRouteTables>(),
    Messages::of::<DescribeSecurityGroupReferences>(),
    Messages::of::<DescribeSecurityGroupRules>(),
    Messages::of::<DescribeSecurityGroupVpcAssociations>(),
    Messages::of::<DescribeSecurityGroups>(),
    Messages::of::<DescribeStaleSecurityGroups>(),
    Messages::of::<DescribeSubnets>(),
    Messages::of::<DescribeTags>(),
    Messages::of::<DescribeVpcAttribute>(),
    Messages::of::<DescribeVpcClassicLink>(),
    Messages::of::<DescribeVpcClassicLinkDnsSupport>(),
    Messages::of::<DescribeVpcEndpointServices>(),
    Messages::of::<DescribeVpcEndpoints>(),
    Messages::of::<DescribeVpcPeeringConnections>(),
    Messages::of::<DescribeVpcs>(),
    Messages::of::<DetachInternetGateway>(),
    Messages::of::<DetachNetworkInterface>(),
    Messages::of::<DisassociateAddress>(),
    Messages::of::<DisassociateNatGatewayAddress>(),
    Messages::of::<DisassociateRouteTable>(),
    Messages::of::<DisassociateSecurityGroupVpc>(),
    Messages::of::<DisassociateSubnetCidrBlock>(),
    Messages::of::<DisassociateVpcCidrBlock>(),
    Messages::of::<GetManagedPrefixListAssociations>(),
    Messages::of::<GetManagedPrefixListEntries>(),
    Messages::of::<GetSecurityGroupsForVpc>(),
    Messages::of::<ModifyAddressAttribute>(),
    Messages::of::<ModifyManagedPrefixList>(),
    Messages::of::<ModifyNetworkInterfaceAttribute>(),
    Messages::of::<ModifySecurityGroupRules>(),
    Messages::of::<ModifySubnetAttribute>(),
    Messages::of::<ModifyVpcAttribute>(),
    Messages::of::<ModifyVpcEndpoint>(),
    Messages::of::<ModifyVpcPeeringConnectionOptions>(),
    Messages::of::<ModifyVpcTenancy>(),
    Messages::of::<RejectVpcPeeringConnection>(),
    Messages::of::<ReleaseAddress>(),
    Messages::of::<ReplaceNetworkAclAssociation>(),
    Messages::of::<ReplaceNetworkAclEntry>(),
    Messages::of::<ReplaceRoute>(),
    Messages::of::<ReplaceRouteTableAssociation>(),
    Messages::of::<ResetAddressAttribute>(),
    Messages::of::<ResetNetworkInterfaceAttribute>(),
    Messages::of::<RestoreManagedPrefixListVersion>(),
    Messages::of::<RevokeSecurityGroupEgress>(),
    Messages::of::<RevokeSecurityGroupIngress>(),
    Messages::of::<UnassignIpv6Addresses>(),
    Messages::of::<UnassignPrivateIpAddresses>(),
    Messages::of::<UnassignPrivateNatGatewayAddress>(),
    Messages::of::<UpdateSecurityGroupRuleDescriptionsEgress>(),
    Messages::of::<UpdateSecurityGroupRuleDescriptionsIngress>(),
];
