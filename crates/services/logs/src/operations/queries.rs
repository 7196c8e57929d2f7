//! Saved queries: texts with a name, which nobody runs, here as on AWS, until somebody starts one.

use crate::Logs;
use crate::page::Page;
use crate::records::QueryRecord;
use crate::refusals::invalid;
use door::Call;
use model_logs::errors;
use model_logs::types::*;
use std::sync::Arc;
use store::{Batch, Key};
use uuid::Uuid;
use wire::prelude::*;

/// Saved queries of an account and region.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
const MOST: usize = 1000;

impl Logs {
    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html>
    pub(crate) async fn put_query_definition(
        &self,
        call: &Call,
        input: PutQueryDefinitionInput,
    ) -> Result<PutQueryDefinitionOutput> {
        let language = input.query_language.unwrap_or(QueryLanguage::Cwli);
        let groups = input.log_group_names.unwrap_or_default();
        if language == QueryLanguage::Sql && !groups.is_empty() {
            return Err(invalid("Log groups of an OpenSearch SQL query stand in the query string."));
        }
        let parameters = input.parameters.unwrap_or_default();
        let record = QueryRecord {
            name: input.name,
            query: input.query_string,
            language: language.as_str().to_owned(),
            groups,
            parameters: parameters.into_iter().map(|p| (p.name, p.default_value, p.description)).collect(),
            modified: call.now(),
        };
        let given = input.query_definition_id;
        // The same token makes the same query once.
        let token = input.client_token.map(|token| Uuid::new_v5(&Uuid::NAMESPACE_OID, token.as_bytes()));
        let id = given.clone().unwrap_or_else(|| token.unwrap_or_else(Uuid::new_v4).to_string());
        let key = place(call).then(&id);
        let ticket = {
            let _changing = self.state.changing();
            let known = self.state.queries.contains(&key);
            if given.is_some() && !known {
                return Err(no_query());
            }
            if !known && self.state.queries.count(&place(call)) >= MOST {
                return Err(errors::limit_exceeded("Resource limit exceeded."));
            }
            let mut batch = Batch::new();
            self.state.queries.put(&mut batch, &key, record);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(PutQueryDefinitionOutput { query_definition_id: Some(id) })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html>
    pub(crate) async fn delete_query_definition(
        &self,
        call: &Call,
        input: DeleteQueryDefinitionInput,
    ) -> Result<DeleteQueryDefinitionOutput> {
        let key = place(call).then(&input.query_definition_id);
        let ticket = {
            let _changing = self.state.changing();
            if !self.state.queries.contains(&key) {
                return Err(no_query());
            }
            let mut batch = Batch::new();
            self.state.queries.delete(&mut batch, &key);
            self.state.store.commit(batch).or_internal()?
        };
        ticket.durable().await.or_internal()?;
        Ok(DeleteQueryDefinitionOutput { success: Some(true) })
    }

    /// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html>
    pub(crate) async fn describe_query_definitions(
        &self,
        call: &Call,
        input: DescribeQueryDefinitionsInput,
    ) -> Result<DescribeQueryDefinitionsOutput> {
        let page = Page::of("queries", input.next_token.as_deref(), input.max_results)?;
        let all = self.state.queries.list(&place(call)).into_iter();
        let mut all: Vec<_> = all
            .map(|(key, query)| (key.text(2).unwrap_or_default(), query))
            .filter(|(_, query)| {
                let prefix = input.query_definition_name_prefix.as_ref();
                let language = input.query_language.as_ref();
                prefix.is_none_or(|prefix| query.name.starts_with(prefix))
                    && language.is_none_or(|language| language.as_str() == query.language)
            })
            .collect();
        let rank = |(id, query): &(String, Arc<QueryRecord>)| format!("{}\n{id}", query.name);
        all.sort_by_cached_key(rank);
        let (queries, next_token) = page.cut(all.into_iter(), rank);
        let query_definitions = Some(queries.iter().map(|(id, query)| shown(id, query)).collect());
        Ok(DescribeQueryDefinitionsOutput { query_definitions, next_token })
    }
}

fn place(call: &Call) -> Key {
    Key::new(&[call.account(), &call.region])
}

fn no_query() -> Error {
    errors::resource_not_found("The specified query definition does not exist.")
}

fn shown(id: &str, query: &QueryRecord) -> QueryDefinition {
    let parameter =
        |(name, default, description): &(String, Option<String>, Option<String>)| QueryParameter {
            name: name.clone(),
            default_value: default.clone(),
            description: description.clone(),
        };
    let parameters: Vec<_> = query.parameters.iter().map(parameter).collect();
    QueryDefinition {
        query_language: Some(QueryLanguage::of(query.language.clone())),
        query_definition_id: Some(id.to_owned()),
        name: Some(query.name.clone()),
        query_string: Some(query.query.clone()),
        last_modified: Some(query.modified.millis()),
        log_group_names: Some(query.groups.clone()),
        parameters: (!parameters.is_empty()).then_some(parameters),
    }
}
