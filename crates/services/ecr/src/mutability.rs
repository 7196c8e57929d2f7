//! Whether a tag may move to another image.
//!
//! `..._WITH_EXCLUSION` turns the setting round for tags that match one of its wildcards.
//! <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html>

use crate::names::invalid;
use crate::records::RepositoryRecord;
use model_ecr::types::{
    ImageTagMutability, ImageTagMutabilityExclusionFilter, ImageTagMutabilityExclusionFilterType,
};
use policy::glob;
use wire::prelude::*;

/// Wildcards that a filter may have.
const MOST_WILDCARDS: usize = 2;

/// Checks a setting, and gives it as it is kept.
pub(crate) fn read(
    mutability: Option<ImageTagMutability>,
    filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
) -> Result<(String, Vec<String>)> {
    let mutability = mutability.unwrap_or(ImageTagMutability::Mutable);
    let excludes = mutability.as_str().ends_with("_WITH_EXCLUSION");
    let filters: Vec<_> = filters.unwrap_or_default().into_iter().map(|f| f.filter).collect();
    let parameter = "imageTagMutabilityExclusionFilters";
    // The texts are not confirmed; the rules are those of the page above.
    if excludes && filters.is_empty() {
        return Err(invalid(
            parameter,
            &format!("must not be empty when imageTagMutability is {}", mutability.as_str()),
        ));
    }
    if !excludes && !filters.is_empty() {
        return Err(invalid(
            parameter,
            &format!("must be empty when imageTagMutability is {}", mutability.as_str()),
        ));
    }
    if let Some(filter) = filters.iter().find(|f| f.matches('*').count() > MOST_WILDCARDS) {
        return Err(invalid(
            parameter,
            &format!("filter '{filter}' must not have more than {MOST_WILDCARDS} wildcards"),
        ));
    }
    Ok((mutability.as_str().to_owned(), filters))
}

/// The setting as it is shown.
pub(crate) fn shown(
    mutability: &str,
    exclusions: &[String],
) -> (ImageTagMutability, Option<Vec<ImageTagMutabilityExclusionFilter>>) {
    let filter = |filter: &String| ImageTagMutabilityExclusionFilter {
        filter_type: ImageTagMutabilityExclusionFilterType::Wildcard,
        filter: filter.clone(),
    };
    let filters = (!exclusions.is_empty()).then(|| exclusions.iter().map(filter).collect());
    (ImageTagMutability::of(mutability.to_owned()), filters)
}

/// Whether a tag may not be moved.
pub(crate) fn is_immutable(repository: &RepositoryRecord, tag: &str) -> bool {
    let excluded = repository.exclusions.iter().any(|filter| glob::matches(filter, tag, glob::Case::Exact));
    repository.mutability.starts_with("IMMUTABLE") != excluded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_may_move() {
        let check = |mutability: &str, exclusions: &[&str], tag: &str, immutable: bool| {
            let exclusions = exclusions.iter().map(|f| (*f).to_owned()).collect();
            let repository = RepositoryRecord {
                mutability: mutability.to_owned(),
                exclusions,
                ..RepositoryRecord::default()
            };
            assert_eq!(is_immutable(&repository, tag), immutable, "{mutability} {tag}");
        };
        check("MUTABLE", &[], "v1", false);
        check("IMMUTABLE", &[], "v1", true);
        check("IMMUTABLE_WITH_EXCLUSION", &["latest", "dev-*"], "v1", true);
        check("IMMUTABLE_WITH_EXCLUSION", &["latest", "dev-*"], "latest", false);
        check("IMMUTABLE_WITH_EXCLUSION", &["latest", "dev-*"], "dev-7", false);
        check("MUTABLE_WITH_EXCLUSION", &["v*"], "v1", true);
        check("MUTABLE_WITH_EXCLUSION", &["v*"], "latest", false);
    }
}
