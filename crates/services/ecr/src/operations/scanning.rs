//! Scanning: kept as it is configured, and done by nobody. No scan is ever found, and none can be started.

use crate::Ecr;
use crate::names::{RepositoryName, shown};
use door::Call;
use model_ecr::errors;
use model_ecr::types::{
    BatchGetRepositoryScanningConfigurationInput, BatchGetRepositoryScanningConfigurationOutput,
    DescribeImageScanFindingsInput, DescribeImageScanFindingsOutput, GetRegistryScanningConfigurationInput,
    GetRegistryScanningConfigurationOutput, ImageScanningConfiguration, PutImageScanningConfigurationInput,
    PutImageScanningConfigurationOutput, PutRegistryScanningConfigurationInput,
    PutRegistryScanningConfigurationOutput, RegistryScanningConfiguration, RegistryScanningRule,
    RepositoryScanningConfiguration, RepositoryScanningConfigurationFailure, ScanFrequency, ScanType,
    ScanningConfigurationFailureCode, ScanningRepositoryFilter, ScanningRepositoryFilterType,
};
use policy::glob;
use wire::prelude::*;

impl Ecr {
    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html>
    pub(crate) async fn put_image_scanning_configuration(
        &self,
        call: &Call,
        input: PutImageScanningConfigurationInput,
    ) -> Result<PutImageScanningConfigurationOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        let on = input.image_scanning_configuration.scan_on_push.unwrap_or(false);
        self.change(&name, |record| {
            record.scan_on_push = on;
            Ok(())
        })
        .await?;
        Ok(PutImageScanningConfigurationOutput {
            registry_id: Some(name.account),
            repository_name: Some(name.name),
            image_scanning_configuration: Some(ImageScanningConfiguration { scan_on_push: Some(on) }),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html>
    pub(crate) async fn describe_image_scan_findings(
        &self,
        call: &Call,
        input: DescribeImageScanFindingsInput,
    ) -> Result<DescribeImageScanFindingsOutput> {
        let name = RepositoryName::of(call, input.registry_id.as_deref(), &input.repository_name);
        self.state.repository(&name)?;
        self.named(&name, &input.image_id)?;
        // https://github.com/getmoto/moto/blob/master/tests/test_ecr/test_ecr_boto3.py
        Err(errors::scan_not_found(format!(
            "Image scan does not exist for the image with '{}' in the {name} in the registry with id '{}'",
            shown(&input.image_id),
            name.account
        )))
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html>
    pub(crate) async fn put_registry_scanning_configuration(
        &self,
        call: &Call,
        input: PutRegistryScanningConfigurationInput,
    ) -> Result<PutRegistryScanningConfigurationOutput> {
        if input.scan_type == Some(ScanType::Enhanced) {
            return Err(Error::not_implemented("enhanced scanning, which is Amazon Inspector's"));
        }
        let rules = input.rules.unwrap_or_default();
        if rules.iter().any(|rule| rule.scan_frequency == ScanFrequency::ContinuousScan) {
            // The text is not confirmed.
            return Err(errors::invalid_parameter(
                "Scan frequency CONTINUOUS_SCAN is not supported with scan type BASIC",
            ));
        }
        let kept = rules.into_iter().map(|rule| {
            let filters = rule.repository_filters.into_iter().map(|filter| filter.filter).collect();
            (rule.scan_frequency.as_str().to_owned(), filters)
        });
        let kept: Vec<_> = kept.collect();
        let configuration = configuration(&kept);
        self.change_registry(call, |registry| {
            registry.scanning = kept;
            Ok(())
        })
        .await?;
        Ok(PutRegistryScanningConfigurationOutput { registry_scanning_configuration: Some(configuration) })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRegistryScanningConfiguration.html>
    pub(crate) async fn get_registry_scanning_configuration(
        &self,
        call: &Call,
        _: GetRegistryScanningConfigurationInput,
    ) -> Result<GetRegistryScanningConfigurationOutput> {
        let registry = self.state.registry(call.account(), &call.region);
        Ok(GetRegistryScanningConfigurationOutput {
            registry_id: Some(call.account().to_owned()),
            scanning_configuration: Some(configuration(&registry.scanning)),
        })
    }

    /// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html>
    pub(crate) async fn batch_get_repository_scanning_configuration(
        &self,
        call: &Call,
        input: BatchGetRepositoryScanningConfigurationInput,
    ) -> Result<BatchGetRepositoryScanningConfigurationOutput> {
        let registry = self.state.registry(call.account(), &call.region);
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for text in input.repository_names {
            let name = RepositoryName::of(call, None, &text);
            let Ok(record) = self.state.repository(&name) else {
                failures.push(RepositoryScanningConfigurationFailure {
                    repository_name: Some(text),
                    failure_code: Some(ScanningConfigurationFailureCode::RepositoryNotFound),
                    failure_reason: Some(name.unknown().message().to_owned()),
                });
                continue;
            };
            let fits = |filters: &[String]| -> Vec<_> {
                filters.iter().filter(|f| glob::matches(f, &text, glob::Case::Exact)).cloned().collect()
            };
            let rule = registry
                .scanning
                .iter()
                .map(|(how, filters)| (how, fits(filters)))
                .find(|(_, f)| !f.is_empty());
            let (frequency, filters) = match rule {
                Some((how, filters)) => (ScanFrequency::of(how.clone()), filters),
                None if record.scan_on_push => (ScanFrequency::ScanOnPush, Vec::new()),
                None => (ScanFrequency::Manual, Vec::new()),
            };
            found.push(RepositoryScanningConfiguration {
                repository_arn: Some(name.arn()),
                repository_name: Some(text),
                scan_on_push: Some(frequency == ScanFrequency::ScanOnPush),
                scan_frequency: Some(frequency),
                applied_scan_filters: Some(filters.into_iter().map(wildcard).collect()),
            });
        }
        Ok(BatchGetRepositoryScanningConfigurationOutput {
            scanning_configurations: Some(found),
            failures: Some(failures),
        })
    }
}

fn configuration(rules: &[(String, Vec<String>)]) -> RegistryScanningConfiguration {
    let rules = rules.iter().map(|(frequency, filters)| RegistryScanningRule {
        scan_frequency: ScanFrequency::of(frequency.clone()),
        repository_filters: filters.iter().cloned().map(wildcard).collect(),
    });
    RegistryScanningConfiguration { scan_type: Some(ScanType::Basic), rules: Some(rules.collect()) }
}

fn wildcard(filter: String) -> ScanningRepositoryFilter {
    ScanningRepositoryFilter { filter, filter_type: ScanningRepositoryFilterType::Wildcard }
}
