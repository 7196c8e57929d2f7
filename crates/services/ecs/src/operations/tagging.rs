//! Tags of clusters, definitions and tasks.

use crate::records::{Cluster, Tags, TaskDefinition, TaskKey};
use crate::refusals::invalid;
use crate::{Ecs, shown, tags};
use door::Call;
use model_ecs::errors;
use model_ecs::types::*;
use policy::arn::Arn;
use store::{Batch, Key};
use wire::prelude::*;

impl Ecs {
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html>
    pub(crate) async fn list_tags_for_resource(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput> {
        self.active(own(call, &input.resource_arn)?)?;
        let tags = self.state.tags(&input.resource_arn).ok_or_else(|| missing(&input.resource_arn))?;
        Ok(ListTagsForResourceOutput { tags: Some(shown::tags(&tags)) })
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html>
    pub(crate) async fn tag_resource(
        &self,
        call: &Call,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput> {
        let given = tags::given(call, Some(input.tags))?;
        self.retag(call, &input.resource_arn, |tags| {
            for (key, value) in given {
                match tags.iter_mut().find(|(own, _)| *own == key) {
                    Some((_, own)) => *own = value,
                    None => tags.push((key, value)),
                }
            }
        })
        .await?;
        Ok(TagResourceOutput {})
    }

    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html>
    pub(crate) async fn untag_resource(
        &self,
        call: &Call,
        input: UntagResourceInput,
    ) -> Result<UntagResourceOutput> {
        if input.tag_keys.iter().any(|key| call.is_reserved_tag(key)) {
            return Err(tags::reserved());
        }
        self.retag(call, &input.resource_arn, |tags| tags.retain(|(key, _)| !input.tag_keys.contains(key)))
            .await?;
        Ok(UntagResourceOutput {})
    }

    /// A deleted cluster is still there, and has no tags any more that could be told or changed.
    fn active(&self, parsed: Arn<'_>) -> Result<()> {
        let Some(name) = parsed.resource.strip_prefix("cluster/") else { return Ok(()) };
        let cluster = self.state.clusters.get(&Key::new(&[parsed.account, parsed.region, name]));
        if cluster.is_some_and(|cluster| cluster.deleted.is_some()) {
            // https://github.com/gruntwork-io/cloud-nuke/issues/145
            return Err(invalid(
                "The specified cluster is inactive. Specify an active cluster and try again.",
            ));
        }
        Ok(())
    }

    /// Changes the tags of whatever an ARN names.
    async fn retag(&self, call: &Call, arn: &str, change: impl FnOnce(&mut Tags)) -> Result<()> {
        let parsed = own(call, arn)?;
        self.active(parsed)?;
        let (kind, path) = parsed.resource.split_once('/').ok_or_else(|| missing(arn))?;
        let mut after = self.state.tags(arn).ok_or_else(|| missing(arn))?;
        change(&mut after);
        tags::limited(&after)?;
        if kind == "task" {
            let (cluster, id) = path.split_once('/').ok_or_else(|| missing(arn))?;
            let (account, region) = (parsed.account.to_owned(), parsed.region.to_owned());
            let key = TaskKey { account, region, cluster: cluster.to_owned(), id: id.to_owned() };
            self.state.task(&key).ok_or_else(|| missing(arn))?;
            let alter = |task: &mut crate::records::Task| {
                task.tags = after;
                false
            };
            return self.state.alter(&key, alter).map(drop);
        }
        let ticket = {
            let _changing = self.state.lock();
            let mut batch = Batch::new();
            if kind == "cluster" {
                let key = Key::new(&[parsed.account, parsed.region, path]);
                let before = self.state.clusters.get(&key).ok_or_else(|| missing(arn))?;
                self.state.clusters.put(&mut batch, &key, Cluster { tags: after, ..(*before).clone() });
            } else {
                let key = crate::state::State::definition_key_of(arn).ok_or_else(|| missing(arn))?;
                let before = self.state.definitions.get(&key).ok_or_else(|| missing(arn))?;
                let after = TaskDefinition { tags: after, ..(*before).clone() };
                self.state.definitions.put(&mut batch, &key, after);
            }
            self.state.commit(batch)?
        };
        ticket.durable().await.or_internal()
    }
}

/// An ARN of this account and region.
fn own<'a>(call: &Call, arn: &'a str) -> Result<Arn<'a>> {
    // https://github.com/aws/aws-sdk/issues/311 quotes `Invalid arn syntax.` of another parameter; *unconfirmed* here
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "ecs");
    let parsed = parsed.ok_or_else(|| invalid("Invalid arn syntax."))?;
    let here = parsed.account == call.account() && parsed.region == &*call.region;
    if here { Ok(parsed) } else { Err(missing(arn)) }
}

/// *wording unconfirmed*
fn missing(arn: &str) -> Error {
    let kind = Arn::parse(arn).map_or("", |parsed| parsed.resource.split('/').next().unwrap_or_default());
    match kind {
        "cluster" => crate::refusals::no_cluster(),
        "task-definition" => errors::client("The specified task definition was not found."),
        "task" => invalid("The specified task was not found. Specify a valid task and try again."),
        "service" | "task-set" | "container-instance" => Error::not_implemented(format!("tags of a {kind}")),
        _ => errors::resource_not_found("The specified resource was not found."),
    }
}
