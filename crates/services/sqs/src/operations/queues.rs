//! Making, finding, emptying and deleting queues.

use crate::Sqs;
use crate::attributes::{Attributes, is_fifo};
use crate::operations::{attributes, tags};
use crate::records::QueueRecord;
use crate::refusals::{invalid, invalid_value, no_queue};
use crate::state::{Queue, REST, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Call, Touch};
use model_sqs::errors;
use model_sqs::ops;
use model_sqs::types::*;
use std::sync::Arc;
use store::{Direction, Key};
use wire::prelude::*;

/// Queues of a page.
const PAGE: usize = 1000;

impl Sqs {
    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html>
    pub(crate) async fn create_queue(
        &self,
        call: &Call,
        input: CreateQueueInput,
    ) -> Result<CreateQueueOutput> {
        let given = input.attributes.unwrap_or_default();
        let fifo = is_fifo(&input.queue_name, &given)?;
        let tags = input.tags.unwrap_or_default().into_iter().collect();
        tags::check(call, &tags)?;
        if !tags.is_empty() {
            let touch = Touch::on(call.arn("sqs", &input.queue_name));
            call.require(<ops::CreateQueue as Op>::spec(), "sqs:TagQueue", &touch)?;
        }
        let key = State::key(call.account(), &call.region, &input.queue_name);
        let queue_url = Some(crate::names::url(call, call.account(), &input.queue_name));
        let now = call.now();
        let ticket = {
            let mut last = self.state.changing.lock();
            if let Some(queue) = self.state.get(&key) {
                if let Some(name) = queue.record().attributes.differing(&given)? {
                    return Err(errors::queue_name_exists(format!(
                        "A queue already exists with the same name and a different value for attribute {name}"
                    )));
                }
                return Ok(CreateQueueOutput { queue_url });
            }
            if self.state.deleted.get(&key).is_some_and(|deleted| now < deleted.at + REST) {
                return Err(errors::queue_deleted_recently(
                    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
                ));
            }
            let attributes = Attributes::create(&given, fifo)?;
            let arn = call.arn("sqs", &input.queue_name);
            attributes::check_redrive(&self.state, &arn, &given, &attributes)?;
            self.state.add(&mut last, key, QueueRecord::new(0, now, attributes, tags))?
        };
        ticket.durable().await.or_internal()?;
        Ok(CreateQueueOutput { queue_url })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html>
    pub(crate) async fn delete_queue(
        &self,
        call: &Call,
        input: DeleteQueueInput,
    ) -> Result<DeleteQueueOutput> {
        let queue = self.state.own_queue(call, &input.queue_url)?;
        self.state.remove(&queue, call.now())?.durable().await.or_internal()?;
        Ok(DeleteQueueOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html>
    pub(crate) async fn purge_queue(&self, call: &Call, input: PurgeQueueInput) -> Result<PurgeQueueOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let now = call.now();
        let mark = |record: &QueueRecord| {
            if record.purged.is_some_and(|purged| now < purged + REST) {
                let name = &queue.name;
                return Err(errors::purge_queue_in_progress(format!(
                    "Only one PurgeQueue operation on {name} is allowed every 60 seconds."
                )));
            }
            Ok(QueueRecord { purged: Some(now), ..record.clone() })
        };
        // Its ticket is not awaited: that of the purge, which comes after it, is.
        drop(self.state.change(&queue, mark)?);
        self.state.purge(&queue)?.durable().await.or_internal()?;
        Ok(PurgeQueueOutput {})
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html>
    pub(crate) async fn get_queue_url(
        &self,
        call: &Call,
        input: GetQueueUrlInput,
    ) -> Result<GetQueueUrlOutput> {
        let account = input.queue_owner_aws_account_id.as_deref().unwrap_or_else(|| call.account());
        let key = State::key(account, &call.region, &input.queue_name);
        let queue = self.state.get(&key).ok_or_else(no_queue)?;
        Ok(GetQueueUrlOutput { queue_url: Some(queue.url(call)) })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>
    pub(crate) async fn list_queues(&self, call: &Call, input: ListQueuesInput) -> Result<ListQueuesOutput> {
        let prefix = input.queue_name_prefix.unwrap_or_default();
        let all = Key::new(&[call.account(), &call.region]);
        let page = Page::of(input.max_results, input.next_token.as_deref())?;
        let after = page.after.as_ref().map(|name| all.then(name));
        let found = self.state.records.page(&all, after.as_ref(), usize::MAX, Direction::Forward);
        let names = found.into_iter().filter_map(|(key, _)| key.text(2));
        let (names, next_token) = page.cut(names.filter(|name| name.starts_with(&prefix)), String::as_str);
        let urls: Vec<_> = names.iter().map(|name| crate::names::url(call, call.account(), name)).collect();
        Ok(ListQueuesOutput { queue_urls: (!urls.is_empty()).then_some(urls), next_token })
    }

    /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html>
    pub(crate) async fn list_dead_letter_source_queues(
        &self,
        call: &Call,
        input: ListDeadLetterSourceQueuesInput,
    ) -> Result<ListDeadLetterSourceQueuesOutput> {
        let queue = self.state.queue(call, &input.queue_url)?;
        let page = Page::of(input.max_results, input.next_token.as_deref())?;
        let after = |source: &Arc<Queue>| page.after.as_ref().is_none_or(|name| source.name > *name);
        let sources = self.state.sources(&queue.arn()).into_iter().filter(after);
        let (sources, next_token) = page.cut(sources, |source| &source.name);
        let queue_urls = sources.iter().map(|source| source.url(call)).collect();
        Ok(ListDeadLetterSourceQueuesOutput { queue_urls, next_token })
    }
}

/// A page of a listing: a token names the last queue before it.
struct Page {
    after: Option<String>,
    most: usize,
    /// Only who asks for pages is told of the next one.
    asked: bool,
}

impl Page {
    fn of(most: Option<i32>, token: Option<&str>) -> Result<Self> {
        let read = |token: &str| {
            let bytes = STANDARD.decode(token).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            bytes.ok_or_else(|| invalid_value("Invalid or expired next token."))
        };
        let after = token.map(read).transpose()?;
        let size = match most {
            None => PAGE,
            Some(most) => usize::try_from(most).ok().filter(|n| (1..=PAGE).contains(n)).ok_or_else(|| {
                invalid(most, "MaxResults", "Value for parameter MaxResults must be between 1 and 1000.")
            })?,
        };
        Ok(Self { after, most: size, asked: most.is_some() })
    }
    fn cut<T>(
        &self,
        mut all: impl Iterator<Item = T>,
        name: impl Fn(&T) -> &str,
    ) -> (Vec<T>, Option<String>) {
        let page: Vec<T> = all.by_ref().take(self.most).collect();
        let more = self.asked && all.next().is_some();
        let token = page.last().filter(|_| more).map(|last| STANDARD.encode(name(last)));
        (page, token)
    }
}
