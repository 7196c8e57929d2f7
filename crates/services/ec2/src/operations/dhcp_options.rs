//! DHCP options.

use crate::describe::{Asked, Row, one, select};
use crate::records as r;
use crate::refusals::{dependencies, invalid, missing};
use crate::{Ec2, ids, show, tagging};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html>
const OPTIONS: &[&str] = &[
    "domain-name-servers",
    "domain-name",
    "ntp-servers",
    "netbios-name-servers",
    "netbios-node-type",
    "ipv6-address-preferred-lease-time",
];

const FILTERS: &[Row<r::DhcpOptions>] = &[
    ("dhcp-options-id", |o, _| one(&o.id)),
    ("key", |o, _| o.options.iter().map(|(key, _)| key.clone()).collect()),
    ("owner-id", |o, _| one(&o.owner)),
    ("value", |o, _| o.options.iter().flat_map(|(_, values)| values.clone()).collect()),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateDhcpOptions.html>
    pub(crate) async fn create_dhcp_options(
        &self,
        call: &Call,
        input: CreateDhcpOptionsInput,
    ) -> Result<CreateDhcpOptionsOutput> {
        let op = ops::CreateDhcpOptions::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "dhcp-options")?;
        let mut options: Vec<(String, Vec<String>)> = Vec::new();
        for given in input.dhcp_configurations {
            let key = given.key.unwrap_or_default();
            let values = given.values.unwrap_or_default();
            check(&key, &values)?;
            options.retain(|(other, _)| *other != key);
            options.push((key, values));
        }
        if options.is_empty() {
            return Err(missing("dhcpConfigurationSet"));
        }
        self.state
            .change(call, |estate| {
                let own = estate.dhcp_options.put(r::DhcpOptions {
                    id: ids::new("dopt"),
                    owner: estate.account.clone(),
                    options,
                    created: call.time,
                    tags,
                });
                Ok(CreateDhcpOptionsOutput { dhcp_options: Some(show::dhcp_options(&own)) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html>
    pub(crate) async fn describe_dhcp_options(
        &self,
        call: &Call,
        input: DescribeDhcpOptionsInput,
    ) -> Result<DescribeDhcpOptionsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.dhcp_options_ids.map(|ids| ("dhcpOptionsIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let all = estate.dhcp_options.all().cloned().collect();
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let dhcp_options = Some(found.iter().map(|own| show::dhcp_options(own)).collect());
            Ok(DescribeDhcpOptionsOutput { next_token, dhcp_options })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateDhcpOptions.html>
    pub(crate) async fn associate_dhcp_options(
        &self,
        call: &Call,
        input: AssociateDhcpOptionsInput,
    ) -> Result<AssociateDhcpOptionsOutput> {
        self.state
            .change(call, |estate| {
                let id = input.dhcp_options_id;
                if id != "default" {
                    estate.dhcp_options.get(&id)?;
                }
                estate.vpcs.edit(&input.vpc_id, |vpc| vpc.dhcp_options_id = id)?;
                Ok(AssociateDhcpOptionsOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteDhcpOptions.html>
    pub(crate) async fn delete_dhcp_options(
        &self,
        call: &Call,
        input: DeleteDhcpOptionsInput,
    ) -> Result<DeleteDhcpOptionsOutput> {
        self.state
            .change(call, |estate| {
                let id = input.dhcp_options_id;
                estate.dhcp_options.get(&id)?;
                if estate.vpcs.all().any(|vpc| vpc.dhcp_options_id == id) {
                    return Err(dependencies("dhcpOptions", &id));
                }
                estate.dhcp_options.remove(&id);
                Ok(DeleteDhcpOptionsOutput::default())
            })
            .await
    }
}

/// What an option may be.
fn check(key: &str, values: &[String]) -> Result<()> {
    if !OPTIONS.contains(&key) {
        // text unconfirmed
        return Err(invalid(format!("Value ({key}) for parameter key is invalid. Unknown DHCP option")));
    }
    if values.is_empty() {
        return Err(missing("dhcpConfigurationSet.value"));
    }
    let wrong = |value: &String| {
        let why = "Unknown value for DHCP option";
        Err(invalid(format!("Value ({value}) for parameter value is invalid. {why} {key}")))
    };
    let servers = matches!(key, "domain-name-servers" | "ntp-servers" | "netbios-name-servers");
    if servers && values.len() > 4 {
        return Err(invalid(format!("Too many values for DHCP option {key}: at most four")));
    }
    for value in values {
        let is_ip = value.parse::<std::net::IpAddr>().is_ok();
        let fits = match key {
            "domain-name-servers" => is_ip || value == "AmazonProvidedDNS",
            "ntp-servers" | "netbios-name-servers" => is_ip,
            "netbios-node-type" => matches!(value.as_str(), "1" | "2" | "4" | "8"),
            "ipv6-address-preferred-lease-time" => {
                value.parse::<u64>().is_ok_and(|seconds| (140..=2_147_483_647).contains(&seconds))
            }
            _ => !value.is_empty(),
        };
        if !fits {
            return wrong(value);
        }
    }
    Ok(())
}
