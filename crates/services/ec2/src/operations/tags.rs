//! Tags of anything.

use crate::describe::{Row, filter, one, page};
use crate::records::{self as r, *};
use crate::refusals::{invalid, missing};
use crate::{Ec2, tagging};
use door::Call;
use model_ec2::types::*;
use wire::prelude::*;

/// A tag: the resource, its type, key and value.
type One = (String, &'static str, String, String);

const FILTERS: &[Row<One>] = &[
    ("key", |t, _| one(&t.2)),
    ("resource-id", |t, _| one(&t.0)),
    ("resource-type", |t, _| one(t.1)),
    ("value", |t, _| one(&t.3)),
];

impl Ec2 {
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html>
    pub(crate) async fn create_tags(&self, call: &Call, input: CreateTagsInput) -> Result<CreateTagsOutput> {
        if input.resources.is_empty() {
            return Err(missing("resourceIdSet"));
        }
        if input.tags.is_empty() {
            return Err(missing("TagSet"));
        }
        tagging::add(call, &mut Tags::new(), &input.tags, true)?;
        self.state
            .change(call, |estate| {
                for id in &input.resources {
                    let mut tags =
                        estate.tagged(id).map(|(_, tags)| tags.clone()).ok_or_else(|| no_such(id))?;
                    tagging::add(call, &mut tags, &input.tags, false)?;
                    estate.retag(id, &|own| *own = tags.clone());
                }
                Ok(CreateTagsOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html>
    pub(crate) async fn delete_tags(&self, call: &Call, input: DeleteTagsInput) -> Result<DeleteTagsOutput> {
        if input.resources.is_empty() {
            return Err(missing("resourceIdSet"));
        }
        let given = input.tags.unwrap_or_default();
        for key in given.iter().filter_map(|tag| tag.key.as_deref()) {
            if call.is_reserved_tag(key) {
                return Err(invalid("Tag keys starting with 'aws:' are reserved for internal use"));
            }
        }
        self.state
            .change(call, |estate| {
                for id in &input.resources {
                    let found = estate.retag(id, &|tags| {
                        // Without any named, all go but AWS's own.
                        tags.retain(|key, value| {
                            let named = |tag: &Tag| {
                                tag.key.as_ref() == Some(key)
                                    && tag.value.as_ref().is_none_or(|wanted| wanted == value)
                            };
                            if given.is_empty() { key.starts_with("aws:") } else { !given.iter().any(named) }
                        });
                    });
                    if !found {
                        return Err(no_such(id));
                    }
                }
                Ok(DeleteTagsOutput::default())
            })
            .await
    }

    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html>
    pub(crate) async fn describe_tags(
        &self,
        call: &Call,
        input: DescribeTagsInput,
    ) -> Result<DescribeTagsOutput> {
        self.state.read(call, |estate| {
            let mut all: Vec<One> = Vec::new();
            for (id, kind, tags) in estate.all_tagged() {
                all.extend(tags.into_iter().map(|(key, value)| (id.clone(), kind, key, value)));
            }
            let kept = filter(estate, all, input.filters.as_deref(), FILTERS, |_| None, |one| one)?;
            let key = |one: &One| format!("{}\u{0}{}", one.0, one.2);
            let (found, next_token) = page(kept, input.max_results, input.next_token.as_deref(), key)?;
            let shown = |(id, kind, key, value): One| TagDescription {
                key: Some(key),
                resource_id: Some(id),
                resource_type: Some(ResourceType::of(kind.to_owned())),
                value: Some(value),
            };
            Ok(DescribeTagsOutput { next_token, tags: Some(found.into_iter().map(shown).collect()) })
        })
    }
}

/// Text unconfirmed.
fn no_such(id: &str) -> Error {
    use crate::refusals::absent;
    match id.rsplit_once('-').map(|(prefix, _)| prefix) {
        Some("vpc") => absent::<r::Vpc>(id),
        Some("subnet") => absent::<r::Subnet>(id),
        Some("rtb") => absent::<r::RouteTable>(id),
        Some("igw") => absent::<r::InternetGateway>(id),
        Some("eigw") => absent::<r::EgressOnlyInternetGateway>(id),
        Some("sg") => absent::<r::SecurityGroup>(id),
        Some("acl") => absent::<r::NetworkAcl>(id),
        Some("eni") => absent::<r::NetworkInterface>(id),
        Some("eipalloc") => absent::<r::Address>(id),
        Some("nat") => absent::<r::NatGateway>(id),
        Some("vpce") => absent::<r::VpcEndpoint>(id),
        Some("pcx") => absent::<PeeringConnection>(id),
        Some("pl") => absent::<r::PrefixList>(id),
        Some("dopt") => absent::<r::DhcpOptions>(id),
        Some("fl") => absent::<r::FlowLog>(id),
        _ => Error::new("InvalidID", format!("The ID '{id}' is not valid")),
    }
}
