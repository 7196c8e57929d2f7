//! CloudFormation's types of this service: how properties become calls.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ECR.html>

mod policy;
mod repository;
mod template;

use model_ecr::types::{
    ImageTagMutability, ImageTagMutabilityExclusionFilter, ImageTagMutabilityExclusionFilterType,
};
use provider::{Properties, ResourceType, text};
use serde_json::Value;
use std::sync::Arc;
use wire::prelude::*;

/// Every type of this service.
pub fn types() -> Vec<Arc<dyn ResourceType>> {
    vec![
        Arc::new(repository::RepositoryType),
        Arc::new(policy::RegistryPolicyType),
        Arc::new(template::RepositoryCreationTemplateType),
    ]
}

/// `ImageTagMutability` with its filters.
fn mutability(
    properties: &Properties,
) -> (Option<ImageTagMutability>, Option<Vec<ImageTagMutabilityExclusionFilter>>) {
    let setting = properties.get("ImageTagMutability").and_then(text).map(ImageTagMutability::of);
    let filters =
        properties.get("ImageTagMutabilityExclusionFilters").and_then(Value::as_array).map(|filters| {
            let part = |filter: &Value, name| filter.get(name).and_then(text).unwrap_or_default();
            let filter = |filter: &Value| ImageTagMutabilityExclusionFilter {
                filter_type: ImageTagMutabilityExclusionFilterType::of(part(
                    filter,
                    "ImageTagMutabilityExclusionFilterType",
                )),
                filter: part(filter, "ImageTagMutabilityExclusionFilterValue"),
            };
            filters.iter().map(filter).collect()
        });
    (setting, filters)
}

/// A part of a property that is an object.
fn part(properties: &Properties, property: &str, name: &str) -> Option<String> {
    properties.get(property)?.get(name).and_then(text)
}

/// A property that is a JSON document, as an object or its text; an empty text is none.
fn document(properties: &Properties, property: &str) -> Option<String> {
    properties.get(property).map(provider::document).filter(|text| !text.is_empty())
}
