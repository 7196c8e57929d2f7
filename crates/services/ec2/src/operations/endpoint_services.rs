//! The services that endpoints lead to, and AWS's prefix lists in the older API.

use crate::describe::{Row, filter, one, page};
use crate::endpoint_services::{EndpointService, SERVICES};
use crate::records::Tags;
use crate::{Ec2, managed, state, zones};
use door::Call;
use model_ec2::types::*;
use wire::prelude::*;

const FILTERS: &[Row<ServiceDetail>] = &[
    ("owner", |s, _| s.owner.iter().cloned().collect()),
    ("service-name", |s, _| s.service_name.iter().cloned().collect()),
    ("service-region", |s, _| s.service_region.iter().cloned().collect()),
    ("service-type", |s, _| {
        let kinds = s.service_type.iter().flatten().filter_map(|kind| kind.service_type.as_ref());
        kinds.map(|kind| kind.as_str().to_owned()).collect()
    }),
    ("supported-ip-address-types", |_, _| one("ipv4")),
];

/// AWS's own services have no tags.
static UNTAGGED: Tags = Tags::new();

const LIST_FILTERS: &[Row<PrefixList>] = &[
    ("prefix-list-id", |l, _| l.prefix_list_id.iter().cloned().collect()),
    ("prefix-list-name", |l, _| l.prefix_list_name.iter().cloned().collect()),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html>
    pub(crate) async fn describe_vpc_endpoint_services(
        &self,
        call: &Call,
        input: DescribeVpcEndpointServicesInput,
    ) -> Result<DescribeVpcEndpointServicesOutput> {
        let regions = input.service_regions.unwrap_or_default();
        if regions.iter().any(|region| **region != *call.region) {
            return Err(Error::not_implemented("endpoint services of other regions"));
        }
        let mut all: Vec<_> = SERVICES.iter().flat_map(|service| details(service, &call.region)).collect();
        if let Some(names) = input.service_names.filter(|names| !names.is_empty()) {
            for name in &names {
                if !all.iter().any(|service| service.service_name.as_ref() == Some(name)) {
                    let text = format!("The Vpc Endpoint Service '{name}' does not exist");
                    return Err(Error::new("InvalidServiceName", text));
                }
            }
            all.retain(|service| service.service_name.as_ref().is_some_and(|name| names.contains(name)));
        }
        let estate = self.state.estate(&state::place(call));
        let kept =
            filter(&estate.lock(), all, input.filters.as_deref(), FILTERS, |_| Some(&UNTAGGED), |one| one)?;
        let key = |service: &ServiceDetail| {
            let kind =
                service.service_type.iter().flatten().next().and_then(|kind| kind.service_type.clone());
            let kind = kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
            format!("{}/{kind}", service.service_name.clone().unwrap_or_default())
        };
        let (found, next_token) = page(kept, input.max_results, input.next_token.as_deref(), key)?;
        let mut names: Vec<_> = found.iter().filter_map(|service| service.service_name.clone()).collect();
        names.dedup();
        let service_details = Some(found);
        Ok(DescribeVpcEndpointServicesOutput { service_names: Some(names), service_details, next_token })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html>
    pub(crate) async fn describe_prefix_lists(
        &self,
        call: &Call,
        input: DescribePrefixListsInput,
    ) -> Result<DescribePrefixListsOutput> {
        let mut all: Vec<_> = managed::lists(&call.region)
            .iter()
            .map(|list| PrefixList {
                cidrs: Some(list.entries().iter().map(|(block, _)| block.to_string()).collect()),
                prefix_list_id: Some(list.id.clone()),
                prefix_list_name: Some(list.name.clone()),
            })
            .collect();
        if let Some(ids) = input.prefix_list_ids.filter(|ids| !ids.is_empty()) {
            for id in &ids {
                if !all.iter().any(|list| list.prefix_list_id.as_ref() == Some(id)) {
                    return Err(crate::refusals::absent::<crate::records::PrefixList>(id));
                }
            }
            all.retain(|list| list.prefix_list_id.as_ref().is_some_and(|id| ids.contains(id)));
        }
        let estate = self.state.estate(&state::place(call));
        let kept = filter(&estate.lock(), all, input.filters.as_deref(), LIST_FILTERS, |_| None, |one| one)?;
        let key = |list: &PrefixList| list.prefix_list_id.clone().unwrap_or_default();
        let (found, next_token) = page(kept, input.max_results, input.next_token.as_deref(), key)?;
        Ok(DescribePrefixListsOutput { next_token, prefix_lists: Some(found) })
    }
}

/// A service with both kinds of endpoints is told twice, as on AWS.
fn details(service: &EndpointService, region: &str) -> Vec<ServiceDetail> {
    let mut kinds = Vec::new();
    if service.gateway {
        kinds.push(ServiceType::Gateway);
    }
    if service.private_name.is_some() {
        kinds.push(ServiceType::Interface);
    }
    let zones = zones::zones(region);
    let detail = |kind: ServiceType| {
        let private = service.private_dns(region).filter(|_| kind == ServiceType::Interface);
        let base = match kind {
            ServiceType::Interface => service.base(region),
            _ => format!("{}.{region}.amazonaws.com", service.name),
        };
        ServiceDetail {
            service_name: Some(service.full_name(region)),
            service_id: Some(service.id(region)),
            service_type: Some(vec![ServiceTypeDetail { service_type: Some(kind) }]),
            service_region: Some(region.to_owned()),
            availability_zone_ids: Some(zones.iter().map(|zone| zone.id.clone()).collect()),
            availability_zones: Some(zones.iter().map(|zone| zone.name.clone()).collect()),
            owner: Some("amazon".to_owned()),
            base_endpoint_dns_names: Some(vec![base]),
            private_dns_names: private
                .clone()
                .map(|name| vec![PrivateDnsDetails { private_dns_name: Some(name) }]),
            private_dns_name_verification_state: private.is_some().then_some(DnsNameState::Verified),
            private_dns_name: private,
            vpc_endpoint_policy_supported: Some(true),
            acceptance_required: Some(false),
            manages_vpc_endpoints: Some(false),
            tags: Some(Vec::new()),
            supported_ip_address_types: Some(vec![ServiceConnectivityType::Ipv4]),
            ..ServiceDetail::default()
        }
    };
    kinds.into_iter().map(detail).collect()
}
