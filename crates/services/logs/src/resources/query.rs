//! `AWS::Logs::QueryDefinition`.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-querydefinition.html>

use super::gone;
use door::Call;
use model_logs::ops;
use model_logs::types::*;
use provider::{Made, Request};
use serde_json::Value;
use wire::prelude::*;

pub(super) struct QueryDefinitionType;

provider::resource_type!(
    QueryDefinitionType,
    "AWS::Logs::QueryDefinition",
    "AWS-Logs-QueryDefinition.json",
    create,
    update,
    delete
);

async fn create(call: &Call, request: &Request<'_>) -> Result<Made> {
    // A second attempt finds what the first one made by the token.
    let token = request.physical_name(128).replace(char::is_whitespace, "");
    put(call, None, Some(format!("{token:x<36}")), request).await
}

async fn update(call: &Call, id: &str, request: &Request<'_>) -> Result<Made> {
    put(call, Some(id.to_owned()), None, request).await
}

async fn delete(call: &Call, id: &str, _: &Request<'_>) -> Result<()> {
    let input = DeleteQueryDefinitionInput { query_definition_id: id.to_owned() };
    gone(call.call::<ops::DeleteQueryDefinition>(input).await)
}

async fn put(call: &Call, id: Option<String>, token: Option<String>, request: &Request<'_>) -> Result<Made> {
    let list = |name: &str| request.properties.get(name).and_then(Value::as_array);
    let parameter = |value: &Value| {
        let text = |name: &str| value.get(name).and_then(provider::text);
        QueryParameter {
            name: text("Name").unwrap_or_default(),
            default_value: text("DefaultValue"),
            description: text("Description"),
        }
    };
    let input = PutQueryDefinitionInput {
        query_language: request.text("QueryLanguage").map(QueryLanguage::of),
        name: request.text("Name").unwrap_or_default(),
        query_definition_id: id,
        log_group_names: list("LogGroupNames").map(|all| all.iter().filter_map(provider::text).collect()),
        query_string: request.text("QueryString").unwrap_or_default(),
        client_token: token,
        parameters: list("Parameters").map(|all| all.iter().map(parameter).collect()),
    };
    let id = call.call::<ops::PutQueryDefinition>(input).await?.query_definition_id.unwrap_or_default();
    Ok(Made::new(id.clone()).with("QueryDefinitionId", id))
}
