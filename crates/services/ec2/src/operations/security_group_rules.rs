//! Rules of security groups, in both styles of the API.

use crate::describe::{Row, filter, one, page};
use crate::operations::security_groups::group_id;
use crate::records::{self as r, Tags};
use crate::refusals::{combination, invalid, missing};
use crate::rules;
use crate::state::Estate;
use crate::{Ec2, ids, show, tagging};
use door::Call;
use model_ec2::ops;
use model_ec2::types::*;
use wire::prelude::*;

/// A group and the place of a rule in it.
type Found = (std::sync::Arc<r::SecurityGroup>, r::SecurityGroupRule);

const FILTERS: &[Row<Found>] =
    &[("group-id", |r, _| one(&r.0.id)), ("security-group-rule-id", |r, _| one(&r.1.id))];

/// The older style: one permission in parameters of its own.
#[derive(Default)]
struct Flat {
    protocol: Option<String>,
    from: Option<i32>,
    to: Option<i32>,
    cidr: Option<String>,
    group_name: Option<String>,
    group_owner: Option<String>,
}

impl Flat {
    /// The permissions of a request, whichever style it is in.
    fn or(self, permissions: Option<Vec<IpPermission>>) -> Result<Vec<IpPermission>> {
        let given = self.protocol.is_some() || self.cidr.is_some() || self.group_name.is_some();
        match permissions.filter(|list| !list.is_empty()) {
            Some(_) if given => {
                Err(combination("The parameter ipPermissions may not be used with the parameter ipProtocol"))
            }
            Some(permissions) => Ok(permissions),
            None if !given => Err(missing("ipPermissions")),
            None => {
                let pair = |name| UserIdGroupPair {
                    group_name: Some(name),
                    user_id: self.group_owner,
                    ..UserIdGroupPair::default()
                };
                let range = |cidr| IpRange { cidr_ip: Some(cidr), description: None };
                // A group by its name and nothing else means every protocol.
                let protocol = self.protocol.or_else(|| self.group_name.as_ref().map(|_| "-1".to_owned()));
                Ok(vec![IpPermission {
                    ip_protocol: protocol,
                    from_port: self.from,
                    to_port: self.to,
                    ip_ranges: self.cidr.map(|cidr| vec![range(cidr)]),
                    user_id_group_pairs: self.group_name.map(|name| vec![pair(name)]),
                    ..IpPermission::default()
                }])
            }
        }
    }
}

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html>
    pub(crate) async fn authorize_security_group_ingress(
        &self,
        call: &Call,
        input: AuthorizeSecurityGroupIngressInput,
    ) -> Result<AuthorizeSecurityGroupIngressOutput> {
        let op = ops::AuthorizeSecurityGroupIngress::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "security-group-rule")?;
        let flat = Flat {
            protocol: input.ip_protocol,
            from: input.from_port,
            to: input.to_port,
            cidr: input.cidr_ip,
            group_name: input.source_security_group_name,
            group_owner: input.source_security_group_owner_id,
        };
        let permissions = flat.or(input.ip_permissions)?;
        let added =
            self.authorize(call, (input.group_id, input.group_name), false, permissions, tags).await?;
        Ok(AuthorizeSecurityGroupIngressOutput { r#return: Some(true), security_group_rules: Some(added) })
    }
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html>
    pub(crate) async fn authorize_security_group_egress(
        &self,
        call: &Call,
        input: AuthorizeSecurityGroupEgressInput,
    ) -> Result<AuthorizeSecurityGroupEgressOutput> {
        let op = ops::AuthorizeSecurityGroupEgress::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "security-group-rule")?;
        let flat = Flat {
            protocol: input.ip_protocol,
            from: input.from_port,
            to: input.to_port,
            cidr: input.cidr_ip,
            group_name: input.source_security_group_name,
            group_owner: input.source_security_group_owner_id,
        };
        let permissions = flat.or(input.ip_permissions)?;
        let added = self.authorize(call, (Some(input.group_id), None), true, permissions, tags).await?;
        Ok(AuthorizeSecurityGroupEgressOutput { r#return: Some(true), security_group_rules: Some(added) })
    }
    async fn authorize(
        &self,
        call: &Call,
        (id, name): (Option<String>, Option<String>),
        egress: bool,
        permissions: Vec<IpPermission>,
        tags: Tags,
    ) -> Result<Vec<SecurityGroupRule>> {
        self.state
            .change(call, |estate| {
                let id = group_id(estate, id, name)?;
                let mut group = (**estate.security_groups.get(&id)?).clone();
                let mut rules = rules::read(estate, &group, egress, &permissions)?;
                for rule in &mut rules {
                    rule.tags = tags.clone();
                }
                let shown = rules.iter().map(|rule| show::rule(&group, rule, estate)).collect();
                rules::add(&mut group, rules, estate)?;
                estate.security_groups.put(group);
                Ok(shown)
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html>
    pub(crate) async fn revoke_security_group_ingress(
        &self,
        call: &Call,
        input: RevokeSecurityGroupIngressInput,
    ) -> Result<RevokeSecurityGroupIngressOutput> {
        let flat = Flat {
            protocol: input.ip_protocol,
            from: input.from_port,
            to: input.to_port,
            cidr: input.cidr_ip,
            group_name: input.source_security_group_name,
            group_owner: input.source_security_group_owner_id,
        };
        let ids = input.security_group_rule_ids.filter(|ids| !ids.is_empty());
        let permissions = if ids.is_some() { Vec::new() } else { flat.or(input.ip_permissions)? };
        let gone = self.revoke(call, (input.group_id, input.group_name), false, ids, permissions).await?;
        Ok(RevokeSecurityGroupIngressOutput {
            r#return: Some(true),
            unknown_ip_permissions: Some(Vec::new()),
            revoked_security_group_rules: Some(gone),
        })
    }
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html>
    pub(crate) async fn revoke_security_group_egress(
        &self,
        call: &Call,
        input: RevokeSecurityGroupEgressInput,
    ) -> Result<RevokeSecurityGroupEgressOutput> {
        let flat = Flat {
            protocol: input.ip_protocol,
            from: input.from_port,
            to: input.to_port,
            cidr: input.cidr_ip,
            group_name: input.source_security_group_name,
            group_owner: input.source_security_group_owner_id,
        };
        let ids = input.security_group_rule_ids.filter(|ids| !ids.is_empty());
        let permissions = if ids.is_some() { Vec::new() } else { flat.or(input.ip_permissions)? };
        let gone = self.revoke(call, (Some(input.group_id), None), true, ids, permissions).await?;
        Ok(RevokeSecurityGroupEgressOutput {
            r#return: Some(true),
            unknown_ip_permissions: Some(Vec::new()),
            revoked_security_group_rules: Some(gone),
        })
    }
    async fn revoke(
        &self,
        call: &Call,
        (id, name): (Option<String>, Option<String>),
        egress: bool,
        ids: Option<Vec<String>>,
        permissions: Vec<IpPermission>,
    ) -> Result<Vec<RevokedSecurityGroupRule>> {
        self.state
            .change(call, |estate| {
                let id = group_id(estate, id, name)?;
                let mut group = (**estate.security_groups.get(&id)?).clone();
                let mut gone = Vec::new();
                if let Some(ids) = ids {
                    for id in ids {
                        let at = group.rules.iter().position(|own| own.id == id && own.egress == egress);
                        gone.push(group.rules.remove(at.ok_or_else(|| no_rule_id(&id))?));
                    }
                } else {
                    for rule in rules::read(estate, &group, egress, &permissions)? {
                        let at = group.rules.iter().position(|own| own.same(&rule));
                        let at = at.ok_or_else(|| {
                            // https://github.com/cloud-custodian/cloud-custodian/issues/9656
                            let text = "The specified rule does not exist in this security group.";
                            Error::new("InvalidPermission.NotFound", text)
                        })?;
                        gone.push(group.rules.remove(at));
                    }
                }
                let shown = gone.iter().map(|rule| show::revoked(&group, rule, estate)).collect();
                estate.security_groups.put(group);
                Ok(shown)
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html>
    pub(crate) async fn describe_security_group_rules(
        &self,
        call: &Call,
        input: DescribeSecurityGroupRulesInput,
    ) -> Result<DescribeSecurityGroupRulesOutput> {
        self.state.read(call, |estate| {
            let mut all: Vec<Found> = Vec::new();
            for group in estate.security_groups.all() {
                all.extend(group.rules.iter().map(|rule| (group.clone(), rule.clone())));
            }
            if let Some(ids) = input.security_group_rule_ids.filter(|ids| !ids.is_empty()) {
                for id in &ids {
                    if !all.iter().any(|(_, rule)| rule.id == *id) {
                        return Err(no_rule_id(id));
                    }
                }
                all.retain(|(_, rule)| ids.contains(&rule.id));
            }
            let kept =
                filter(estate, all, input.filters.as_deref(), FILTERS, |f| Some(&f.1.tags), |found| found)?;
            let (found, next_token) =
                page(kept, input.max_results, input.next_token.as_deref(), |found| found.1.id.clone())?;
            let shown = Some(found.iter().map(|(group, rule)| show::rule(group, rule, estate)).collect());
            Ok(DescribeSecurityGroupRulesOutput { security_group_rules: shown, next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html>
    pub(crate) async fn modify_security_group_rules(
        &self,
        call: &Call,
        input: ModifySecurityGroupRulesInput,
    ) -> Result<ModifySecurityGroupRulesOutput> {
        self.state
            .change(call, |estate| {
                let mut group = (**estate.security_groups.get(&input.group_id)?).clone();
                for update in &input.security_group_rules {
                    let id = &update.security_group_rule_id;
                    let at = group.rules.iter().position(|own| own.id == *id);
                    let at = at.ok_or_else(|| no_rule_id(id))?;
                    let old = group.rules.remove(at);
                    let asked = update.security_group_rule.clone().unwrap_or_default();
                    let new = changed(estate, &group, &old, asked)?;
                    rules::add(&mut group, vec![new], estate)?;
                }
                estate.security_groups.put(group);
                Ok(ModifySecurityGroupRulesOutput { r#return: Some(true) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html>
    pub(crate) async fn update_security_group_rule_descriptions_ingress(
        &self,
        call: &Call,
        input: UpdateSecurityGroupRuleDescriptionsIngressInput,
    ) -> Result<UpdateSecurityGroupRuleDescriptionsIngressOutput> {
        let group = (input.group_id, input.group_name);
        self.describe_rules(call, group, false, input.ip_permissions, input.security_group_rule_descriptions)
            .await?;
        Ok(UpdateSecurityGroupRuleDescriptionsIngressOutput { r#return: Some(true) })
    }
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsEgress.html>
    pub(crate) async fn update_security_group_rule_descriptions_egress(
        &self,
        call: &Call,
        input: UpdateSecurityGroupRuleDescriptionsEgressInput,
    ) -> Result<UpdateSecurityGroupRuleDescriptionsEgressOutput> {
        let group = (input.group_id, input.group_name);
        self.describe_rules(call, group, true, input.ip_permissions, input.security_group_rule_descriptions)
            .await?;
        Ok(UpdateSecurityGroupRuleDescriptionsEgressOutput { r#return: Some(true) })
    }
    async fn describe_rules(
        &self,
        call: &Call,
        (id, name): (Option<String>, Option<String>),
        egress: bool,
        permissions: Option<Vec<IpPermission>>,
        descriptions: Option<Vec<SecurityGroupRuleDescription>>,
    ) -> Result<()> {
        let permissions = permissions.filter(|list| !list.is_empty());
        let descriptions = descriptions.filter(|list| !list.is_empty());
        if permissions.is_some() == descriptions.is_some() {
            return Err(missing("ipPermissions or securityGroupRuleDescriptions"));
        }
        self.state
            .change(call, |estate| {
                let id = group_id(estate, id, name)?;
                let mut group = (**estate.security_groups.get(&id)?).clone();
                for rule in rules_of(estate, &group, egress, permissions)? {
                    let own = group.rules.iter_mut().find(|own| own.same(&rule));
                    let own = own.ok_or_else(|| {
                        let text = "The specified rule does not exist in this security group.";
                        Error::new("InvalidPermission.NotFound", text)
                    })?;
                    own.description = rule.description;
                }
                for asked in descriptions.unwrap_or_default() {
                    let id = asked.security_group_rule_id.unwrap_or_default();
                    rules::check_description(asked.description.as_deref())?;
                    let own = group.rules.iter_mut().find(|own| own.id == id && own.egress == egress);
                    own.ok_or_else(|| no_rule_id(&id))?.description = asked.description;
                }
                estate.security_groups.put(group);
                Ok(())
            })
            .await
    }
}

fn rules_of(
    estate: &Estate,
    group: &r::SecurityGroup,
    egress: bool,
    permissions: Option<Vec<IpPermission>>,
) -> Result<Vec<r::SecurityGroupRule>> {
    permissions.map_or_else(|| Ok(Vec::new()), |list| rules::read(estate, group, egress, &list))
}

/// A rule with what a request changes of it: all but the description, which stays where none is given.
fn changed(
    estate: &Estate,
    group: &r::SecurityGroup,
    old: &r::SecurityGroupRule,
    asked: SecurityGroupRuleRequest,
) -> Result<r::SecurityGroupRule> {
    let peers = [&asked.cidr_ipv4, &asked.cidr_ipv6, &asked.prefix_list_id, &asked.referenced_group_id];
    if peers.iter().filter(|peer| peer.is_some()).count() != 1 {
        return Err(invalid(
            "Only one of cidrIp, cidrIpv6, prefixListId or referencedGroupId can be specified",
        ));
    }
    let pair = |id| UserIdGroupPair { group_id: Some(id), ..UserIdGroupPair::default() };
    let permission = IpPermission {
        ip_protocol: asked.ip_protocol,
        from_port: asked.from_port,
        to_port: asked.to_port,
        user_id_group_pairs: asked.referenced_group_id.map(|id| vec![pair(id)]),
        ip_ranges: asked.cidr_ipv4.map(|cidr| vec![IpRange { cidr_ip: Some(cidr), description: None }]),
        ipv6_ranges: asked.cidr_ipv6.map(|cidr| vec![Ipv6Range { cidr_ipv6: Some(cidr), description: None }]),
        prefix_list_ids: asked
            .prefix_list_id
            .map(|id| vec![PrefixListId { prefix_list_id: Some(id), description: None }]),
    };
    rules::check_description(asked.description.as_deref())?;
    let read = rules::read(estate, group, old.egress, &[permission])?;
    let new = read.into_iter().next().ok_or_else(|| missing("ipPermissions"))?;
    Ok(r::SecurityGroupRule {
        id: old.id.clone(),
        tags: old.tags.clone(),
        description: asked.description.or_else(|| old.description.clone()).filter(|text| !text.is_empty()),
        ..new
    })
}

/// Text unconfirmed.
fn no_rule_id(id: &str) -> Error {
    if !ids::is_id(id, "sgr") {
        let text = format!("Invalid id: \"{id}\" (expecting \"sgr-...\")");
        return Error::new("InvalidSecurityGroupRuleId.Malformed", text);
    }
    let text = format!("The security group rule ID '{id}' does not exist");
    Error::new("InvalidSecurityGroupRuleId.NotFound", text)
}
