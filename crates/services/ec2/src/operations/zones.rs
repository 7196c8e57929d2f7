//! Regions, zones and what holds for the whole account.

use crate::describe::{Row, filter, one};
use crate::refusals::invalid;
use crate::zones::{REGIONS, Zone, region, zones};
use crate::{Ec2, state};
use door::Call;
use model_ec2::types::*;
use wire::prelude::*;

const ZONE_FILTERS: &[Row<AvailabilityZone>] = &[
    ("group-long-name", |z, _| z.group_long_name.iter().cloned().collect()),
    ("group-name", |z, _| z.group_name.iter().cloned().collect()),
    ("message", |_, _| Vec::new()),
    ("opt-in-status", |z, _| z.opt_in_status.iter().map(|s| s.as_str().to_owned()).collect()),
    ("parent-zone-id", |_, _| Vec::new()),
    ("parent-zone-name", |_, _| Vec::new()),
    ("region-name", |z, _| z.region_name.iter().cloned().collect()),
    ("state", |_, _| one("available")),
    ("zone-id", |z, _| z.zone_id.iter().cloned().collect()),
    ("zone-name", |z, _| z.zone_name.iter().cloned().collect()),
    ("zone-type", |z, _| z.zone_type.iter().cloned().collect()),
];

const REGION_FILTERS: &[Row<Region>] = &[
    ("endpoint", |r, _| r.endpoint.iter().cloned().collect()),
    ("opt-in-status", |r, _| r.opt_in_status.iter().cloned().collect()),
    ("region-name", |r, _| r.region_name.iter().cloned().collect()),
];

impl Ec2 {
    /// recorded: ec2/test_ec2.json, test_describe_availability_zones_filters
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html>
    pub(crate) async fn describe_availability_zones(
        &self,
        call: &Call,
        input: DescribeAvailabilityZonesInput,
    ) -> Result<DescribeAvailabilityZonesOutput> {
        let mut all: Vec<_> = zones(&call.region).iter().map(|zone| shown(&call.region, zone)).collect();
        if let Some(names) = input.zone_names.filter(|names| !names.is_empty()) {
            // text unconfirmed
            named(&names, &all, |zone| zone.zone_name.as_deref(), "availability zone")?;
            all.retain(|zone| zone.zone_name.as_ref().is_some_and(|name| names.contains(name)));
        }
        if let Some(ids) = input.zone_ids.filter(|ids| !ids.is_empty()) {
            named(&ids, &all, |zone| zone.zone_id.as_deref(), "availability zone-id")?;
            all.retain(|zone| zone.zone_id.as_ref().is_some_and(|id| ids.contains(id)));
        }
        let estate = self.state.estate(&state::place(call));
        let estate = estate.lock();
        let found = filter(&estate, all, input.filters.as_deref(), ZONE_FILTERS, |_| None, |zone| zone)?;
        Ok(DescribeAvailabilityZonesOutput { availability_zones: Some(found) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html>
    pub(crate) async fn describe_regions(
        &self,
        call: &Call,
        input: DescribeRegionsInput,
    ) -> Result<DescribeRegionsOutput> {
        // Every region works here, so every one that must be asked for has been.
        let mut all: Vec<Region> = REGIONS
            .iter()
            .map(|region| Region {
                opt_in_status: Some(
                    if region.default { "opt-in-not-required" } else { "opted-in" }.to_owned(),
                ),
                region_name: Some(region.name.to_owned()),
                endpoint: Some(format!("ec2.{}.amazonaws.com", region.name)),
                ..Region::default()
            })
            .collect();
        if let Some(names) = input.region_names.filter(|names| !names.is_empty()) {
            named(&names, &all, |region| region.region_name.as_deref(), "region")?;
            all.retain(|region| region.region_name.as_ref().is_some_and(|name| names.contains(name)));
        }
        let estate = self.state.estate(&state::place(call));
        let estate = estate.lock();
        let found =
            filter(&estate, all, input.filters.as_deref(), REGION_FILTERS, |_| None, |region| region)?;
        Ok(DescribeRegionsOutput { regions: Some(found) })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html>
    pub(crate) async fn describe_account_attributes(
        &self,
        call: &Call,
        input: DescribeAccountAttributesInput,
    ) -> Result<DescribeAccountAttributesOutput> {
        self.state.read(call, |estate| {
            let default = estate.vpcs.all().find(|vpc| vpc.is_default);
            let default = default.map_or_else(|| "none".to_owned(), |vpc| vpc.id.clone());
            let asked = input.attribute_names.unwrap_or_default();
            let attributes = [
                ("supported-platforms", "VPC"),
                ("default-vpc", &default),
                ("vpc-max-security-groups-per-interface", "5"),
                ("max-elastic-ips", "5"),
                ("vpc-max-elastic-ips", "5"),
                ("max-instances", "20"),
            ];
            let wanted = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked.as_str() == name);
            let shown =
                attributes.iter().filter(|(name, _)| wanted(name)).map(|(name, value)| AccountAttribute {
                    attribute_name: Some((*name).to_owned()),
                    attribute_values: Some(vec![AccountAttributeValue {
                        attribute_value: Some((*value).to_owned()),
                    }]),
                });
            Ok(DescribeAccountAttributesOutput { account_attributes: Some(shown.collect()) })
        })
    }
}

fn shown(name: &str, zone: &Zone) -> AvailabilityZone {
    AvailabilityZone {
        opt_in_status: Some(AvailabilityZoneOptInStatus::OptInNotRequired),
        messages: Some(Vec::new()),
        region_name: Some(name.to_owned()),
        zone_name: Some(zone.name.clone()),
        zone_id: Some(zone.id.clone()),
        group_name: Some(format!("{name}-zg-1")),
        network_border_group: Some(name.to_owned()),
        zone_type: Some("availability-zone".to_owned()),
        group_long_name: region(name).map(|region| format!("{} 1", region.long_name)),
        state: Some(AvailabilityZoneState::Available),
        ..AvailabilityZone::default()
    }
}

/// Whether everything that is named is there.
fn named<T>(names: &[String], all: &[T], name: fn(&T) -> Option<&str>, what: &str) -> Result<()> {
    let unknown: Vec<_> = names
        .iter()
        .filter(|asked| !all.iter().any(|one| name(one) == Some(asked.as_str())))
        .map(String::as_str)
        .collect();
    match unknown.as_slice() {
        [] => Ok(()),
        [one] => Err(invalid(format!("Invalid {what}: [{one}]"))),
        more => Err(invalid(format!("Invalid {what}s: [{}]", more.join(", ")))),
    }
}
