//! Prefix lists: AWS's own and those that customers manage.

use crate::describe::{Asked, Row, one, page, select};
use crate::records::{self as r, Destination, Peer};
use crate::refusals::{depends, invalid, limit, missing, unsupported};
use crate::state::Estate;
use crate::{Ec2, ids, managed, parse, show, tagging};
use door::Call;
use ipnet::IpNet;
use model_ec2::ops;
use model_ec2::types::*;
use std::sync::Arc;
use wire::prelude::*;

/// Lists of a region, entries of a list and versions that are kept, by AWS's quotas.
const LISTS: usize = 100;
const ENTRIES: i32 = 1_000;
const VERSIONS: usize = 1_000;

const FILTERS: &[Row<r::PrefixList>] = &[
    ("owner-id", |l, _| one(&l.owner)),
    ("prefix-list-id", |l, _| one(&l.id)),
    ("prefix-list-name", |l, _| one(&l.name)),
];

type Entries = Vec<(IpNet, Option<String>)>;

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html>
    pub(crate) async fn create_managed_prefix_list(
        &self,
        call: &Call,
        input: CreateManagedPrefixListInput,
    ) -> Result<CreateManagedPrefixListOutput> {
        let op = ops::CreateManagedPrefixList::spec();
        let tags = tagging::new(call, op, input.tag_specifications.as_deref(), "prefix-list")?;
        let request = crate::token::Request::of(op, input.client_token.as_deref(), &input);
        let ipv6 = match input.address_family.as_str() {
            "IPv4" => false,
            "IPv6" => true,
            other => return Err(invalid(format!("Value ({other}) for parameter AddressFamily is invalid."))),
        };
        check_name(&input.prefix_list_name)?;
        check_most(input.max_entries)?;
        let mut entries = Entries::new();
        for added in input.entries.unwrap_or_default() {
            add(&mut entries, &added, ipv6)?;
        }
        check_size(entries.len(), input.max_entries)?;
        self.state
            .change(call, |estate| {
                if let Some(made) = request.made_before(estate)?.first() {
                    let shown = show::prefix_list(estate.prefix_lists.get(made)?, estate);
                    return Ok(CreateManagedPrefixListOutput { prefix_list: Some(shown) });
                }
                if estate.prefix_lists.len() >= LISTS {
                    let text = "The maximum number of prefix lists has been reached.";
                    return Err(limit("PrefixListLimitExceeded", text));
                }
                let own = estate.prefix_lists.put(r::PrefixList {
                    id: ids::new("pl"),
                    owner: estate.account.clone(),
                    name: input.prefix_list_name,
                    ipv6,
                    max_entries: input.max_entries,
                    last: "create".to_owned(),
                    versions: vec![entries],
                    tags,
                });
                request.note(estate, vec![own.id.clone()], call.time);
                let mut shown = show::prefix_list(&own, estate);
                shown.state = Some(PrefixListState::CreateInProgress);
                Ok(CreateManagedPrefixListOutput { prefix_list: Some(shown) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeManagedPrefixLists.html>
    pub(crate) async fn describe_managed_prefix_lists(
        &self,
        call: &Call,
        input: DescribeManagedPrefixListsInput,
    ) -> Result<DescribeManagedPrefixListsOutput> {
        self.state.read(call, |estate| {
            let asked = Asked {
                ids: input.prefix_list_ids.map(|ids| ("prefixListIds", ids)),
                filters: input.filters,
                most: input.max_results,
                token: input.next_token,
            };
            let mut all = managed::lists(&estate.region);
            all.extend(estate.prefix_lists.all().cloned());
            let (found, next_token) = select(estate, all, asked, FILTERS)?;
            let prefix_lists = Some(found.iter().map(|own| show::prefix_list(own, estate)).collect());
            Ok(DescribeManagedPrefixListsOutput { next_token, prefix_lists })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html>
    pub(crate) async fn get_managed_prefix_list_entries(
        &self,
        call: &Call,
        input: GetManagedPrefixListEntriesInput,
    ) -> Result<GetManagedPrefixListEntriesOutput> {
        self.state.read(call, |estate| {
            let own = list(estate, &input.prefix_list_id)?;
            let entries = match input.target_version {
                None => own.entries(),
                Some(version) => version_of(&own, version)?,
            };
            let shown = entries.iter().map(|(block, description)| PrefixListEntry {
                cidr: Some(block.to_string()),
                description: description.clone(),
            });
            let key = |entry: &PrefixListEntry| entry.cidr.clone().unwrap_or_default();
            let (found, next_token) =
                page(shown.collect(), input.max_results, input.next_token.as_deref(), key)?;
            Ok(GetManagedPrefixListEntriesOutput { entries: Some(found), next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListAssociations.html>
    pub(crate) async fn get_managed_prefix_list_associations(
        &self,
        call: &Call,
        input: GetManagedPrefixListAssociationsInput,
    ) -> Result<GetManagedPrefixListAssociationsOutput> {
        self.state.read(call, |estate| {
            let own = list(estate, &input.prefix_list_id)?;
            let shown = users(estate, &own.id).into_iter().map(|id| PrefixListAssociation {
                resource_id: Some(id),
                resource_owner: Some(estate.account.clone()),
            });
            let key = |one: &PrefixListAssociation| one.resource_id.clone().unwrap_or_default();
            let (found, next_token) =
                page(shown.collect(), input.max_results, input.next_token.as_deref(), key)?;
            Ok(GetManagedPrefixListAssociationsOutput { prefix_list_associations: Some(found), next_token })
        })
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html>
    pub(crate) async fn modify_managed_prefix_list(
        &self,
        call: &Call,
        input: ModifyManagedPrefixListInput,
    ) -> Result<ModifyManagedPrefixListOutput> {
        unsupported(
            input.ipam_prefix_list_resolver_sync_enabled.as_ref(),
            "IpamPrefixListResolverSyncEnabled",
        )?;
        self.state
            .change(call, |estate| {
                let mut own = (*own_list(estate, &input.prefix_list_id)?).clone();
                let added = input.add_entries.unwrap_or_default();
                let removed = input.remove_entries.unwrap_or_default();
                let entries_change = !added.is_empty() || !removed.is_empty();
                if entries_change && input.max_entries.is_some() {
                    // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html>
                    let text = "You cannot modify the entries of a prefix list and modify the size of a prefix list at the same time.";
                    return Err(invalid(text));
                }
                if let Some(name) = input.prefix_list_name {
                    check_name(&name)?;
                    own.name = name;
                }
                if let Some(most) = input.max_entries {
                    check_most(most)?;
                    check_size(own.entries().len(), most)?;
                    own.max_entries = most;
                }
                if entries_change {
                    let version = input.current_version.ok_or_else(|| missing("CurrentVersion"))?;
                    check_version(&own, version)?;
                    let mut entries = own.entries().to_vec();
                    for entry in removed {
                        let block = parse::block(&entry.cidr, "Cidr")?;
                        let at = entries.iter().position(|(own, _)| *own == block);
                        let at = at.ok_or_else(|| {
                            invalid(format!("The prefix list entry {block} does not exist in the prefix list"))
                        })?;
                        entries.remove(at);
                    }
                    for entry in added {
                        add(&mut entries, &entry, own.ipv6)?;
                    }
                    check_size(entries.len(), own.max_entries)?;
                    push(&mut own, entries);
                }
                own.last = "modify".to_owned();
                let own = estate.prefix_lists.put(own);
                check_groups(estate, &own.id)?;
                let mut shown = show::prefix_list(&own, estate);
                shown.state = Some(PrefixListState::ModifyInProgress);
                Ok(ModifyManagedPrefixListOutput { prefix_list: Some(shown) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RestoreManagedPrefixListVersion.html>
    pub(crate) async fn restore_managed_prefix_list_version(
        &self,
        call: &Call,
        input: RestoreManagedPrefixListVersionInput,
    ) -> Result<RestoreManagedPrefixListVersionOutput> {
        self.state
            .change(call, |estate| {
                let mut own = (*own_list(estate, &input.prefix_list_id)?).clone();
                check_version(&own, input.current_version)?;
                let entries = version_of(&own, input.previous_version)?.to_vec();
                check_size(entries.len(), own.max_entries)?;
                push(&mut own, entries);
                own.last = "restore".to_owned();
                let own = estate.prefix_lists.put(own);
                let mut shown = show::prefix_list(&own, estate);
                shown.state = Some(PrefixListState::RestoreInProgress);
                Ok(RestoreManagedPrefixListVersionOutput { prefix_list: Some(shown) })
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteManagedPrefixList.html>
    pub(crate) async fn delete_managed_prefix_list(
        &self,
        call: &Call,
        input: DeleteManagedPrefixListInput,
    ) -> Result<DeleteManagedPrefixListOutput> {
        self.state
            .change(call, |estate| {
                let own = own_list(estate, &input.prefix_list_id)?;
                if !users(estate, &own.id).is_empty() {
                    // text unconfirmed
                    return Err(depends(format!(
                        "The prefix list '{}' has dependencies and cannot be deleted.",
                        own.id
                    )));
                }
                estate.prefix_lists.remove(&own.id);
                let mut shown = show::prefix_list(&own, estate);
                shown.state = Some(PrefixListState::DeleteInProgress);
                Ok(DeleteManagedPrefixListOutput { prefix_list: Some(shown) })
            })
            .await
    }
}

/// A list, AWS's own or a customer's.
pub(crate) fn list(estate: &Estate, id: &str) -> Result<Arc<r::PrefixList>> {
    let managed = managed::lists(&estate.region).into_iter().find(|list| list.id == id);
    managed.map_or_else(|| estate.prefix_lists.get(id).cloned(), Ok)
}

/// A list that a customer manages.
fn own_list(estate: &Estate, id: &str) -> Result<Arc<r::PrefixList>> {
    let own = list(estate, id)?;
    if own.owner == "AWS" {
        // text unconfirmed
        let text = format!("You do not have permission to modify the AWS-managed prefix list {id}");
        return Err(Error::new("UnauthorizedOperation", text).status(403));
    }
    Ok(own)
}

/// The groups and route tables that use a list.
fn users(estate: &Estate, id: &str) -> Vec<String> {
    let list = Peer::PrefixList(id.to_owned());
    let groups = estate.security_groups.all().filter(|group| group.rules.iter().any(|r| r.peer == list));
    let destination = Destination::PrefixList(id.to_owned());
    let tables = estate
        .route_tables
        .all()
        .filter(|table| table.routes.iter().any(|route| route.destination == destination));
    groups.map(|group| group.id.clone()).chain(tables.map(|table| table.id.clone())).collect()
}

/// A list that grows must fit the groups that use it.
fn check_groups(estate: &Estate, id: &str) -> Result<()> {
    let list = Peer::PrefixList(id.to_owned());
    let mut groups = estate.security_groups.all().filter(|group| group.rules.iter().any(|r| r.peer == list));
    groups.try_for_each(|group| crate::rules::check_count(group, estate))
}

fn version_of(own: &r::PrefixList, version: i64) -> Result<&[(IpNet, Option<String>)]> {
    let at = version.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| own.versions.get(at)).map(Vec::as_slice).ok_or_else(|| {
        // text unconfirmed
        invalid(format!("The prefix list version {version} does not exist for {}", own.id))
    })
}

fn check_version(own: &r::PrefixList, version: i64) -> Result<()> {
    if version != own.versions.len() as i64 {
        // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>; text unconfirmed
        return Err(Error::new(
            "PrefixListVersionMismatch",
            "The prefix list has the incorrect version number",
        ));
    }
    Ok(())
}

/// Makes a new version; the oldest lose their entries, not their numbers.
fn push(own: &mut r::PrefixList, entries: Entries) {
    own.versions.push(entries);
    let old = own.versions.len().saturating_sub(VERSIONS);
    own.versions.iter_mut().take(old).for_each(Vec::clear);
}

fn add(entries: &mut Entries, added: &AddPrefixListEntry, ipv6: bool) -> Result<()> {
    let block = parse::block(&added.cidr, "Cidr")?;
    if matches!(block, IpNet::V6(_)) != ipv6 {
        // text unconfirmed
        return Err(invalid(format!("The CIDR {block} is not of the prefix list's address family")));
    }
    if added.description.as_ref().is_some_and(|text| text.chars().count() > 255) {
        return Err(invalid("The description of a prefix list entry has 255 characters at most"));
    }
    let description = added.description.clone();
    match entries.iter_mut().find(|(own, _)| *own == block) {
        Some(own) => own.1 = description,
        None => entries.push((block, description)),
    }
    Ok(())
}

fn check_name(name: &str) -> Result<()> {
    if name.is_empty() || name.chars().count() > 255 || name.starts_with("com.amazonaws") {
        // <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateManagedPrefixList.html>; text unconfirmed
        return Err(invalid(format!("Value ({name}) for parameter PrefixListName is invalid.")));
    }
    Ok(())
}

fn check_most(most: i32) -> Result<()> {
    if (1..=ENTRIES).contains(&most) {
        return Ok(());
    }
    Err(invalid(format!("Value ({most}) for parameter MaxEntries is invalid.")))
}

fn check_size(count: usize, most: i32) -> Result<()> {
    if i64::try_from(count).is_ok_and(|count| count <= i64::from(most)) {
        return Ok(());
    }
    // text unconfirmed
    let text = "The request would exceed the maximum number of entries of the prefix list.";
    Err(limit("PrefixListMaxEntriesExceeded", text))
}
