//! What a definition or an override asks for that is not run here. It is refused by name when it is registered, since a
//! task that lacks what its author wrote would be no model of anything.

use model_ecs::types::{
    ContainerDefinition, ContainerOverride, LogDriver, OSFamily, RegisterTaskDefinitionInput, Volume,
};
use wire::prelude::*;

/// Refuses what is not supported in a definition.
pub(crate) fn definition(input: &RegisterTaskDefinitionInput) -> Result<()> {
    let mut volumes = input.volumes.iter().flatten();
    let windows = input.runtime_platform.as_ref().and_then(|p| p.operating_system_family.as_ref());
    let unsupported = [
        (windows.is_some_and(|family| *family != OSFamily::Linux), "operating systems other than Linux"),
        (input.enable_fault_injection == Some(true), "enableFaultInjection of task definitions"),
        (some(input.inference_accelerators.as_ref()), "inferenceAccelerators of task definitions"),
        (input.ipc_mode.is_some(), "ipcMode of task definitions"),
        (some(input.placement_constraints.as_ref()), "placementConstraints of task definitions"),
        (input.proxy_configuration.is_some(), "proxyConfiguration (App Mesh) of task definitions"),
        (
            input.trusted_execution_configuration.is_some(),
            "trustedExecutionConfiguration of task definitions",
        ),
    ];
    refuse(&unsupported)?;
    volumes.try_for_each(volume)?;
    input.container_definitions.iter().try_for_each(container)
}

/// Refuses what is not supported in an override.
pub(crate) fn overriding(overriding: &ContainerOverride) -> Result<()> {
    refuse(&[
        (some(overriding.environment_files.as_ref()), "environmentFiles (they need Amazon S3)"),
        (some(overriding.resource_requirements.as_ref()), "resourceRequirements of containers"),
    ])
}

fn volume(volume: &Volume) -> Result<()> {
    refuse(&[
        (volume.configured_at_launch == Some(true), "volumes that are configured at launch (Amazon EBS)"),
        (volume.docker_volume_configuration.is_some(), "Docker volumes"),
        (volume.efs_volume_configuration.is_some(), "Amazon EFS volumes"),
        (volume.fsx_windows_file_server_volume_configuration.is_some(), "Amazon FSx volumes"),
        (volume.s3files_volume_configuration.is_some(), "Amazon S3 volumes"),
    ])
}

fn container(container: &ContainerDefinition) -> Result<()> {
    let linux = container.linux_parameters.as_ref();
    let log = container.log_configuration.as_ref();
    refuse(&[
        (some(container.credential_specs.as_ref()), "credentialSpecs of containers"),
        (container.disable_networking == Some(true), "disableNetworking of containers"),
        (some(container.dns_search_domains.as_ref()), "dnsSearchDomains of containers"),
        (some(container.dns_servers.as_ref()), "dnsServers of containers"),
        (some(container.docker_security_options.as_ref()), "dockerSecurityOptions of containers"),
        (some(container.environment_files.as_ref()), "environmentFiles (they need Amazon S3)"),
        (some(container.extra_hosts.as_ref()), "extraHosts of containers"),
        (container.firelens_configuration.is_some(), "firelensConfiguration of containers"),
        (container.hostname.is_some(), "hostname of containers"),
        (some(container.links.as_ref()), "links of containers"),
        (container.privileged == Some(true), "privileged containers"),
        (container.repository_credentials.is_some(), "repositoryCredentials (they need Secrets Manager)"),
        (some(container.resource_requirements.as_ref()), "resourceRequirements of containers"),
        (
            some(container.secrets.as_ref()),
            "secrets of containers (they need Secrets Manager or Parameter Store)",
        ),
        (
            container.version_consistency.as_ref().is_some_and(|v| v.as_str() == "disabled"),
            "versionConsistency disabled",
        ),
        (linux.is_some_and(|l| some(l.devices.as_ref())), "devices of containers"),
        (linux.is_some_and(|l| l.max_swap.is_some()), "maxSwap of containers"),
        (linux.is_some_and(|l| l.shared_memory_size.is_some()), "sharedMemorySize of containers"),
        (linux.is_some_and(|l| l.swappiness.is_some()), "swappiness of containers"),
        (log.is_some_and(|l| l.log_driver != LogDriver::Awslogs), "log drivers other than awslogs"),
        (
            log.is_some_and(|l| some(l.secret_options.as_ref())),
            "secretOptions of log drivers (they need Secrets Manager or Parameter Store)",
        ),
    ])
}

fn some<T>(list: Option<&Vec<T>>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

fn refuse(unsupported: &[(bool, &str)]) -> Result<()> {
    match unsupported.iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(Error::not_implemented(what)),
        None => Ok(()),
    }
}
