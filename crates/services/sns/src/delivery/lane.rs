//! Deliveries that wait, a lane a subscription.
//!
//! The store holds the messages; memory holds a number and a moment of each. A lane has one event on the clock, at the
//! moment of its first delivery; the event sends what is due, a few at a time, and a semaphore bounds what all lanes
//! have on their way. So there are never more tasks than lanes with something due, and time may be steered.
//!
//! The lane of a FIFO topic's subscription sends one message at a time and does not pass the one that failed.

use super::{Courier, Outcome, SERVICE};
use crate::envelope::Envelope;
use crate::message::{Kind, Notification};
use crate::records::DeliveryRecord;
use crate::retry::{HttpPolicy, Retries};
use crate::state::{State, Subscription};
use clock::{Scheduled, Timestamp};
use door::{Call, Caller, Door};
use futures_util::future::join_all;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;
use store::{Batch, Direction};
use wire::prelude::*;

/// Deliveries of one lane that are on their way at a time.
const WIDTH: usize = 8;
/// How long a dead-letter queue whose service failed is left alone.
const BURIAL: Duration = Duration::from_secs(20);

/// All lanes with something in them.
pub(super) struct Lanes {
    by_subscription: HashMap<u64, Lane>,
    /// The number of the next delivery.
    next: u64,
    waiting: usize,
}

#[derive(Default)]
struct Lane {
    /// When a delivery is due, in milliseconds, and its number.
    due: BTreeSet<(i64, u64)>,
    /// Nothing goes before this moment.
    hold: i64,
    /// An event sends from it.
    busy: bool,
    event: Option<Scheduled>,
}

/// A delivery that is in the batch: its subscription, number and moment.
pub(super) struct Queued(u64, u64, i64);

impl Lanes {
    /// Reads what waits. It goes on its way when [`Courier::resume`] is called.
    pub(super) fn open(state: &State) -> store::Result<Self> {
        let mut lanes = Self { by_subscription: HashMap::new(), next: 1, waiting: 0 };
        for subscription in state.all_subscriptions() {
            for entry in state.deliveries.scan(subscription.record.id, .., Direction::Forward) {
                let (number, value) = entry?;
                // One that cannot be read is looked at, told and dropped when its turn comes.
                let record = postcard::from_bytes::<DeliveryRecord>(&value);
                let ordered = record.as_ref().is_ok_and(|record| record.what.sequence.is_some());
                let due = record.map_or(0, |record| record.due);
                lanes.next = lanes.next.max(number + 1);
                lanes.add(&Queued(subscription.record.id, number, if ordered { 0 } else { due }));
                if let Some(lane) = lanes.by_subscription.get_mut(&subscription.record.id).filter(|_| ordered)
                {
                    lane.hold = lane.hold.max(due);
                }
            }
        }
        Ok(lanes)
    }
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }
    fn add(&mut self, Queued(subscription, number, due): &Queued) {
        let added = self.by_subscription.entry(*subscription).or_default().due.insert((*due, *number));
        self.waiting += usize::from(added);
    }
    /// Takes what is due.
    fn take(&mut self, subscription: u64, now: i64, most: usize, pace: Option<Duration>) -> Vec<u64> {
        let Some(lane) = self.by_subscription.get_mut(&subscription) else { return Vec::new() };
        let mut taken = Vec::new();
        while taken.len() < most && lane.hold <= now {
            let Some((due, number)) = lane.due.first().copied().filter(|(due, _)| *due <= now) else { break };
            lane.due.remove(&(due, number));
            taken.push(number);
            if let Some(pace) = pace {
                lane.hold = now + pace.as_millis() as i64;
            }
        }
        self.waiting = self.waiting.saturating_sub(taken.len());
        taken
    }
}

impl Courier {
    /// Whether something waits for a subscription, or is on its way from its lane.
    pub(super) fn has_backlog(&self, to: &Subscription) -> bool {
        self.lanes.lock().by_subscription.get(&to.record.id).is_some_and(|l| l.busy || !l.due.is_empty())
    }

    /// Whether a lane sends, or is about to.
    #[cfg(test)]
    pub(crate) fn is_busy(&self, now: Timestamp) -> bool {
        let due = |lane: &Lane| lane.event.as_ref().is_some_and(|e| !e.is_pending() || e.deadline() <= now);
        self.lanes
            .lock()
            .by_subscription
            .values()
            .any(|lane| lane.busy || (due(lane) && !lane.due.is_empty()))
    }

    /// Puts deliveries into a batch.
    pub(super) fn queue(
        &self,
        call: &Call,
        batch: &mut Batch,
        what: &Notification,
        later: &[super::Later<'_>],
    ) -> Result<Vec<Queued>> {
        let now = call.now().millis();
        let mut queued = Vec::with_capacity(later.len());
        for delivery in later {
            let number = {
                let mut lanes = self.lanes.lock();
                lanes.next += 1;
                lanes.next - 1
            };
            let record = DeliveryRecord {
                what: what.clone(),
                cause: call.request_id.to_string(),
                attempts: delivery.attempts,
                due: if what.sequence.is_some() { 0 } else { now },
            };
            let bytes = postcard::to_stdvec(&record).or_internal()?;
            self.state.deliveries.put(batch, delivery.to.record.id, number, bytes);
            queued.push(Queued(delivery.to.record.id, number, record.due));
        }
        Ok(queued)
    }

    /// Sends what was queued on its way, now that it is kept.
    pub(super) fn release(self: &Arc<Self>, call: &Call, queued: Vec<Queued>) {
        for delivery in queued {
            self.lanes.lock().add(&delivery);
            self.wake(call, delivery.0);
        }
    }

    /// Sends what waited when the program ended.
    pub(crate) fn resume(self: &Arc<Self>, door: &Arc<Door>) {
        let waiting: Vec<u64> = self.lanes.lock().by_subscription.keys().copied().collect();
        for id in waiting {
            let Some(subscription) = self.state.subscription_by_id(id) else { continue };
            let topic = &subscription.record.topic;
            self.wake(&door.call(Caller::service(SERVICE, &topic.account), &topic.region), id);
        }
    }

    /// Sees to it that a lane's next delivery has its event.
    fn wake(self: &Arc<Self>, call: &Call, id: u64) {
        let mut lanes = self.lanes.lock();
        let Some(lane) = lanes.by_subscription.get_mut(&id).filter(|lane| !lane.busy) else { return };
        let Some((first, _)) = lane.due.first().copied() else {
            // A throttled lane remembers when the next one may go.
            if lane.hold <= call.now().millis() {
                lanes.by_subscription.remove(&id);
            }
            return;
        };
        let due = Timestamp::from_millis(first.max(lane.hold));
        if let Some(event) = lane.event.take() {
            if event.is_pending() && event.deadline() <= due {
                lane.event = Some(event);
                return;
            }
            event.cancel();
        }
        let (courier, caller) = (self.clone(), call.clone());
        let event = move || async move { courier.run(&caller, id).await };
        lane.event = Some(call.clock().schedule(due, "sns delivery", event));
    }

    /// A lane's event: sends what is due.
    async fn run(self: Arc<Self>, call: &Call, id: u64) {
        match self.lanes.lock().by_subscription.get_mut(&id) {
            Some(lane) if !lane.busy => lane.busy = true,
            _ => return,
        }
        loop {
            let subscription = self.state.subscription_by_id(id);
            let pace = subscription.as_deref().and_then(|s| self.policy(s).most_per_second);
            let pace = pace.map(|most| Duration::from_secs(1) / most.max(1));
            let ordered = subscription.as_deref().is_some_and(|s| s.record.topic.is_fifo());
            let most = if ordered || pace.is_some() { 1 } else { WIDTH };
            let taken = self.lanes.lock().take(id, call.now().millis(), most, pace);
            if taken.is_empty() {
                break;
            }
            let attempts =
                taken.into_iter().map(|number| self.attempt(call, id, subscription.as_deref(), number));
            // What failed so is in the store still, and goes when the program next starts.
            for failure in join_all(attempts).await.into_iter().filter_map(Result::err) {
                door::log(&format!("a delivery of SNS failed: {failure}"));
            }
        }
        if let Some(lane) = self.lanes.lock().by_subscription.get_mut(&id) {
            lane.busy = false;
        }
        self.wake(call, id);
    }

    /// Tries one delivery, and then forgets it or puts it back for later.
    async fn attempt(&self, call: &Call, id: u64, to: Option<&Subscription>, number: u64) -> Result<()> {
        let Some(bytes) = self.state.deliveries.get(id, number).or_internal()? else { return Ok(()) };
        let record = postcard::from_bytes::<DeliveryRecord>(&bytes);
        if let Err(error) = &record {
            door::log(&format!("a delivery of SNS cannot be read and is dropped: {error}"));
        }
        let (Ok(mut record), Some(to)) = (record, to) else {
            return self.forget(id, number);
        };
        if to.is_over() && record.what.kind == Kind::Notification {
            return self.forget(id, number);
        }
        let _permit = self.flying.acquire().await.or_internal()?;
        let mut service = call.as_service(SERVICE, &to.record.topic.arn());
        service.request_id = record.cause.as_str().into();
        let text = record.what.body.for_protocol(&to.record.protocol);
        let envelope = if to.raw && record.what.kind == Kind::Notification {
            None
        } else {
            Some(Envelope::new(&record.what, &to.record.topic, text, &self.signer)?)
        };
        let outcome = if to.is_http() {
            self.post_http(&service, to, &record, envelope.as_ref()).await
        } else {
            self.settle(&service, to, &record.what, envelope.as_ref()).await
        };
        let Outcome::Failed(reason) = outcome else { return self.forget(id, number) };
        record.attempts += 1;
        let now = call.now();
        let delay = match self.delay(to, &record, now) {
            Some(delay) => delay,
            None => match self.bury(&service, to, &record.what, envelope.as_ref(), &reason).await {
                Outcome::Failed(_) => BURIAL,
                _ => return self.forget(id, number),
            },
        };
        self.put_back(to, number, record, now + delay)
    }

    async fn post_http(
        &self,
        call: &Call,
        to: &Subscription,
        record: &DeliveryRecord,
        envelope: Option<&Envelope>,
    ) -> Outcome {
        let content_type = self.policy(to).content_type;
        match self.client.post(call, to, &record.what, envelope, &content_type).await {
            Outcome::Refused(reason) => self.bury(call, to, &record.what, envelope, &reason).await,
            outcome => outcome,
        }
    }

    fn put_back(
        &self,
        to: &Subscription,
        number: u64,
        mut record: DeliveryRecord,
        due: Timestamp,
    ) -> Result<()> {
        let ordered = record.what.sequence.is_some();
        record.due = due.millis();
        let mut batch = Batch::new();
        let bytes = postcard::to_stdvec(&record).or_internal()?;
        self.state.deliveries.put(&mut batch, to.record.id, number, bytes);
        // Whether it failed once more need not survive a loss of power.
        drop(self.state.store.commit(batch).or_internal()?);
        let mut lanes = self.lanes.lock();
        lanes.add(&Queued(to.record.id, number, if ordered { 0 } else { record.due }));
        if ordered && let Some(lane) = lanes.by_subscription.get_mut(&to.record.id) {
            lane.hold = record.due;
        }
        Ok(())
    }

    fn forget(&self, id: u64, number: u64) -> Result<()> {
        let mut batch = Batch::new();
        self.state.deliveries.delete(&mut batch, id, number);
        // What was delivered and not forgotten is delivered again: at least once.
        drop(self.state.store.commit(batch).or_internal()?);
        Ok(())
    }

    fn delay(&self, to: &Subscription, record: &DeliveryRecord, now: Timestamp) -> Option<Duration> {
        if !to.is_http() {
            return Retries::managed().delay(record.attempts.saturating_sub(1));
        }
        self.policy(to).delay(record.attempts, now.since(Timestamp::from_millis(record.what.at)))
    }

    /// What holds for a subscription's HTTP/S deliveries.
    fn policy(&self, to: &Subscription) -> HttpPolicy {
        let topic = self.state.topic(&to.record.topic).map(|topic| topic.record());
        let topic = topic.as_ref().and_then(|t| t.attributes.get("DeliveryPolicy")).map(String::as_str);
        HttpPolicy::of(topic, to.record.attributes.get("DeliveryPolicy").map(String::as_str))
    }
}
