//! Route tables and what they serve.

use crate::describe::{Asked, Row, one, select};
use crate::records::{self as r, AssociationTarget, Destination, Target};
use crate::refusals::{dependencies, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, show, tagging};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// Route tables of a VPC, by AWS's quota.
const TABLES: usize = 200;

const FILTERS: &[Row<r::RouteTable>] = &[
    ("association.gateway-id", |t, _| {
        let gateway = |a: &r::RouteTableAssociation| match &a.target {
            AssociationTarget::Gateway(id) => Some(id.clone()),
            _ => None,
        };
        t.associations.iter().filter_map(gateway).collect()
    }),
    ("association.route-table-association-id", |t, _| t.associations.iter().map(|a| a.id.clone()).collect()),
    ("association.route-table-id", |t, _| t.associations.iter().map(|_| t.id.clone()).collect()),
    ("association.subnet-id", |t, _| {
        let subnet = |a: &r::RouteTableAssociation| match &a.target {
            AssociationTarget::Subnet(id) => Some(id.clone()),
            _ => None,
        };
        t.associations.iter().filter_map(subnet).collect()
    }),
    ("association.main", |t, _| {
        t.associations.iter().map(|a| (a.target == AssociationTarget::Main).to_string()).collect()
    }),
    ("owner-id", |t, _| one(&t.owner)),
    ("route-table-id", |t, _| one(&t.id)),
    ("route.destination-cidr-block", |t, e| routes(t, e, |r| r.destination_cidr_block)),
    ("route.destination-ipv6-cidr-block", |t, e| routes(t, e, |r| r.destination_ipv6_cidr_block)),
    ("route.destination-prefix-list-id", |t, e| routes(t, e, |r| r.destination_prefix_list_id)),
    ("route.egress-only-internet-gateway-id", |t, e| routes(t, e, |r| r.egress_only_internet_gateway_id)),
    ("route.gateway-id", |t, e| routes(t, e, |r| r.gateway_id)),
    ("route.instance-id", |_, _| Vec::new()),
    ("route.nat-gateway-id", |t, e| routes(t, e, |r| r.nat_gateway_id)),
    ("route.network-interface-id", |t, e| routes(t, e, |r| r.network_interface_id)),
    ("route.transit-gateway-id", |_, _| Vec::new()),
    ("route.origin", |t, e| routes(t, e, |r| r.origin.map(|origin| origin.as_str().to_owned()))),
    ("route.state", |t, e| routes(t, e, |r| r.state.map(|state| state.as_str().to_owned()))),
    ("route.vpc-peering-connection-id", |t, e| routes(t, e, |r| r.vpc_peering_connection_id)),
    ("transit-gateway-id", |_, _| Vec::new()),
    ("vpc-id", |t, _| one(&t.vpc_id)),
];

/// What the routes of a table show.
fn routes(table: &r::RouteTable, estate: &Estate, value: fn(Route) -> Option<String>) -> Vec<String> {
    show::route_table(table, estate).routes.unwrap_or_default().into_iter().filter_map(value).collect()
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html>
    pub(crate) async fn create_route_table(
        &self,
        call: &Call,
        input: CreateRouteTableInput,
    ) -> Result<CreateRouteTableOutput> {
        let op = ops::CreateRouteTable::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "route-table")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        self.state
            .change(call, |estate| {
                let client_token = input.client_token;
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::route_table(estate.route_tables.get(made)?, estate);
                    return Ok(CreateRouteTableOutput { route_table: Some(shown), client_token });
                }
                let vpc = estate.vpcs.get(&input.vpc_id)?.clone();
                if estate.route_tables.all().filter(|table| table.vpc_id == vpc.id).count() >= TABLES {
                    let text = "The maximum number of route tables has been reached.";
                    return Err(limit("RouteTableLimitExceeded", text));
                }
                let local = |destination| r::Route { destination, target: Target::Local, with_table: true };
                let v4 = vpc.cidrs.iter().map(|own| local(Destination::V4(own.cidr)));
                let v6 = vpc.ipv6.iter().map(|own| local(Destination::V6(own.cidr)));
                let own = estate.route_tables.put(r::RouteTable {
                    id: ids::new("rtb"),
                    owner: estate.account.clone(),
                    vpc_id: vpc.id.clone(),
                    routes: v4.chain(v6).collect(),
                    associations: Vec::new(),
                    tags,
                });
                request.note(estate, vec![own.id.clone()], call.time);
                let shown = show::route_table(&own, estate);
                Ok(CreateRouteTableOutput { route_table: Some(shown), client_token })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html>
    pub(crate) async fn describe_route_tables(
        &self,
        call: &Call,
        input: DescribeRouteTablesInput,
    ) -> Result<DescribeRouteTablesOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.route_table_ids.map(|ids| ("routeTableIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.route_tables.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let route_tables = Some(found.iter().map(|own| show::route_table(own, estate)).collect());
            Ok(DescribeRouteTablesOutput { route_tables, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html>
    pub(crate) async fn delete_route_table(
        &self,
        call: &Call,
        input: DeleteRouteTableInput,
    ) -> Result<DeleteRouteTableOutput> {
        let id = input.route_table_id;
        self.state
            .change(call, |estate| {
                let own = estate.route_tables.get(&id)?;
                // A main table is associated with its VPC; others must serve nobody.
                if !own.associations.is_empty() {
                    return Err(dependencies("routeTable", &id));
                }
                let used = |endpoint: &r::VpcEndpoint| endpoint.route_tables.contains(&id);
                let endpoints = super::vpcs::of(estate.endpoints.all(), used, |e| e.id.clone());
                for endpoint in endpoints {
                    estate.endpoints.edit(&endpoint, |e| e.route_tables.retain(|table| *table != id))?;
                }
                estate.route_tables.remove(&id);
                Ok(DeleteRouteTableOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html>
    pub(crate) async fn associate_route_table(
        &self,
        call: &Call,
        input: AssociateRouteTableInput,
    ) -> Result<AssociateRouteTableOutput> {
        unsupported(input.public_ipv4_pool.as_ref(), "PublicIpv4Pool")?;
        let target = match (input.subnet_id, input.gateway_id) {
            (Some(subnet), None) => AssociationTarget::Subnet(subnet),
            (None, Some(gateway)) => AssociationTarget::Gateway(gateway),
            (None, None) => return Err(missing("subnetId or gatewayId")),
            _ => {
                let text = "The parameters subnetId and gatewayId cannot be used together";
                return Err(crate::refusals::combination(text));
            }
        };
        let table_id = input.route_table_id;
        self.state
            .change(call, |estate| {
                let table = estate.route_tables.get(&table_id)?.clone();
                let (id, vpc_id) = match &target {
                    AssociationTarget::Subnet(id) => (id, Some(estate.subnets.get(id)?.vpc_id.clone())),
                    AssociationTarget::Gateway(id) => (id, estate.internet_gateways.get(id)?.vpc_id.clone()),
                    AssociationTarget::Main => return Err(Error::internal("nobody asks for the main one")),
                };
                if vpc_id.as_ref() != Some(&table.vpc_id) {
                    let what = if id.starts_with("igw") { "network gateway" } else { "subnet" };
                    return Err(elsewhere(&table_id, what, id));
                }
                if let Some((other, association)) = associated(estate, &target) {
                    if other == table_id {
                        // AWS answers with the association that is there.
                        let state = Some(show::associated());
                        return Ok(AssociateRouteTableOutput {
                            association_id: Some(association),
                            association_state: state,
                        });
                    }
                    // https://github.com/hashicorp/terraform-provider-aws/issues/38960
                    let text = format!("the specified association for route table {table_id} conflicts with an existing association");
                    return Err(Error::new("Resource.AlreadyAssociated", text));
                }
                let association = ids::new("rtbassoc");
                let added = r::RouteTableAssociation { id: association.clone(), target };
                estate.route_tables.edit(&table_id, |table| table.associations.push(added))?;
                Ok(AssociateRouteTableOutput {
                    association_id: Some(association),
                    association_state: Some(show::associated()),
                })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html>
    pub(crate) async fn disassociate_route_table(
        &self,
        call: &Call,
        input: DisassociateRouteTableInput,
    ) -> Result<DisassociateRouteTableOutput> {
        let id = input.association_id;
        self.state
            .change(call, |estate| {
                let (table, target) = association(estate, &id)?;
                if target == AssociationTarget::Main {
                    // text unconfirmed
                    return Err(invalid("cannot disassociate the main route table association"));
                }
                estate.route_tables.edit(&table, |table| table.associations.retain(|a| a.id != id))?;
                Ok(DisassociateRouteTableOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html>
    pub(crate) async fn replace_route_table_association(
        &self,
        call: &Call,
        input: ReplaceRouteTableAssociationInput,
    ) -> Result<ReplaceRouteTableAssociationOutput> {
        let (id, table_id) = (input.association_id, input.route_table_id);
        self.state
            .change(call, |estate| {
                let (old, target) = association(estate, &id)?;
                let table = estate.route_tables.get(&table_id)?.clone();
                if estate.route_tables.get(&old)?.vpc_id != table.vpc_id {
                    return Err(invalid(format!(
                        "route table {table_id} and association {id} belong to different networks"
                    )));
                }
                estate.route_tables.edit(&old, |table| table.associations.retain(|a| a.id != id))?;
                let new = ids::new("rtbassoc");
                let added = r::RouteTableAssociation { id: new.clone(), target };
                estate.route_tables.edit(&table_id, |table| table.associations.push(added))?;
                Ok(ReplaceRouteTableAssociationOutput {
                    new_association_id: Some(new),
                    association_state: Some(show::associated()),
                })
            })
            .await
    }
}

/// <https://github.com/giantswarm/aws-operator/pull/611>
pub(crate) fn elsewhere(table: &str, what: &str, id: &str) -> Error {
    invalid(format!("route table {table} and {what} {id} belong to different networks"))
}

/// The table and association of a target.
fn associated(estate: &Estate, target: &AssociationTarget) -> Option<(String, String)> {
    estate.route_tables.all().find_map(|table| {
        let own = table.associations.iter().find(|a| a.target == *target)?;
        Some((table.id.clone(), own.id.clone()))
    })
}

/// The table and target of an association.
fn association(estate: &Estate, id: &str) -> Result<(String, AssociationTarget)> {
    let found = estate.route_tables.all().find_map(|table| {
        let own = table.associations.iter().find(|a| a.id == id)?;
        Some((table.id.clone(), own.target.clone()))
    });
    found.ok_or_else(|| {
        // text unconfirmed
        Error::new("InvalidAssociationID.NotFound", format!("The association ID '{id}' does not exist"))
    })
}
