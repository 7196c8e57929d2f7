//! Reading and changing a queue's attributes.

use crate::Sqs;
use crate::attributes::{Attributes, TOLD};
use crate::records::QueueRecord;
use crate::refusals::{invalid, unknown_attribute};
use crate::state::{Queue, State};
use door::Call;
use model_sqs::types::*;
use policy::arn::Arn;
use std::time::Duration;
use store::Batch;
use wire::prelude::*;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html>
    pub(crate) async fn get_queue_attributes(
        &self,
        call: &Call,
        input: GetQueueAttributesInput,
    ) -> Result<GetQueueAttributesOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let asked = input.attribute_names.unwrap_or_default();
        let known = |name: &&String| *name == "All" || TOLD.contains(&name.as_str());
        if let Some(name) = asked.iter().find(|name| !known(name)) {
            return Err(unknown_attribute(name));
        }
        let all = asked.iter().any(|name| name == "All");
        let names = TOLD.iter().filter(|name| all || asked.iter().any(|asked| asked == *name));
        let counts = self.counts(call, &queue)?;
        let record = queue.record();
        let show = |name: &&str| {
            let value = match *name {
                "QueueArn" => Some(queue.arn()),
                "CreatedTimestamp" => Some(record.created.seconds().to_string()),
                "LastModifiedTimestamp" => Some(record.modified.seconds().to_string()),
                "ApproximateNumberOfMessages" => Some(counts.ready.to_string()),
                "ApproximateNumberOfMessagesNotVisible" => Some(counts.in_flight.to_string()),
                "ApproximateNumberOfMessagesDelayed" => Some(counts.delayed.to_string()),
                name => record.attributes.show(name),
            };
            Some(((*name).to_owned(), value?))
        };
        let attributes: Map<String> = names.filter_map(show).collect();
        Ok(GetQueueAttributesOutput { attributes: (!attributes.is_empty()).then_some(attributes) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>
    pub(crate) async fn set_queue_attributes(
        &self,
        call: &Call,
        input: SetQueueAttributesInput,
    ) -> Result<SetQueueAttributesOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        let now = call.now();
        // Its index is there before the delay changes: it is built with the delay of the moment.
        drop(self.state.lock(&queue)?);
        let before = queue.record().attributes.delay;
        let change = |record: &QueueRecord| {
            let attributes = record.attributes.set(&input.attributes)?;
            check_redrive(&self.state, &queue.arn(), &input.attributes, &attributes)?;
            Ok(record.changed(now, attributes))
        };
        let ticket = self.state.change(&queue, change)?;
        let attributes = &queue.record().attributes;
        if attributes.fifo.is_some() && attributes.delay != before {
            let seconds = |seconds: u32| Duration::from_secs(seconds.into());
            self.state.lock(&queue)?.index.delay(now, seconds(before), seconds(attributes.delay));
        }
        // Another wait, another delay: who waits looks again.
        queue.arrived.notify_waiters();
        ticket.durable().await.or_internal()?;
        Ok(SetQueueAttributesOutput {})
    }

    fn counts(&self, call: &Call, queue: &Queue) -> Result<crate::queue::Counts> {
        let mut live = self.state.lock(queue)?;
        let mut batch = Batch::new();
        self.state.settle(queue, &mut live, &mut batch, call.now());
        // Its ticket is not awaited: what expired is found again.
        drop(self.state.store.commit(batch).or_internal()?);
        Ok(live.index.counts())
    }
}

/// Whether the queue that is to take the dead letters is there, of the same kind, and willing.
pub(super) fn check_redrive(
    state: &State,
    source: &str,
    given: &Map<String>,
    attributes: &Attributes,
) -> Result<()> {
    let (Some(redrive), Some(text)) = (&attributes.redrive, given.get("RedrivePolicy")) else {
        return Ok(());
    };
    let refuse = |reason: &str| invalid(text, "RedrivePolicy", reason);
    let (Some(from), Some(to)) = (Arn::parse(source), Arn::parse(&redrive.target)) else {
        return Err(refuse("Invalid value for deadLetterTargetArn."));
    };
    if from.account != to.account {
        return Err(refuse("Dead-letter target owner should be same as the source."));
    }
    let target = state.by_arn(&redrive.target).filter(|_| from.region == to.region);
    let target = target.ok_or_else(|| refuse("Dead letter target does not exist."))?.record();
    if target.attributes.fifo.is_some() != attributes.fifo.is_some() {
        // The second full stop is AWS's.
        return Err(refuse("Dead-letter queue must be same type of queue as the source.."));
    }
    if target.attributes.redrive_allow.as_ref().is_some_and(|allow| !allow.allows(source)) {
        return Err(refuse(
            "The redrive allow policy of the dead-letter queue does not allow this source queue.",
        ));
    }
    Ok(())
}
