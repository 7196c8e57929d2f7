//! Virtual MFA devices: codes by time (RFC 6238), six digits every thirty seconds.

use super::shown::listed_user;
use super::users::{new_base, user_name, whole_seconds};
use crate::Iam;
use crate::names::{Kind, base32};
use crate::page::page_in_order;
use crate::qr;
use crate::records::*;
use crate::refusals;
use crate::tags;
use crate::totp;
use door::Call;
use model_iam::errors;
use model_iam::types::*;
use policy::arn::Arn;
use rand::Rng;
use wire::prelude::*;

const DEVICES: usize = 8;
/// Bytes of a seed: sixty-four letters of base 32.
const SEED: usize = 40;

impl Iam {
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html>
    pub(crate) async fn create_virtual_mfa_device(
        &self,
        call: &Call,
        input: CreateVirtualMFADeviceInput,
    ) -> Result<CreateVirtualMFADeviceOutput> {
        let tags = tags::of_request(call, input.tags)?;
        let mut seed = vec![0; SEED];
        rand::rng().fill(seed.as_mut_slice());
        let base = new_base(call, Kind::MfaDevice, input.path, input.virtual_mfa_device_name, tags);
        let device = DeviceRecord { base, seed, user: None, last_step: 0 };
        let seed = base32(&device.seed);
        let account = self.state.account(call.account()).alias.clone();
        let account = account.unwrap_or_else(|| call.account().to_owned());
        let code = qr::png(&format!("otpauth://totp/{}@{account}?secret={seed}", device.base.name))?;
        let shown = VirtualMFADevice {
            serial_number: device.arn(),
            base32_string_seed: Some(seed.into_bytes().into()),
            qr_code_png: Some(code.into()),
            tags: tags::shown(&device.base.tags),
            ..VirtualMFADevice::default()
        };
        self.state
            .change(call.account(), |change| {
                change.vacant::<DeviceRecord>(&device.base.name)?;
                change.put(device);
                Ok(())
            })
            .await?;
        Ok(CreateVirtualMFADeviceOutput { virtual_mfa_device: shown })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html>
    pub(crate) async fn delete_virtual_mfa_device(
        &self,
        call: &Call,
        input: DeleteVirtualMFADeviceInput,
    ) -> Result<DeleteVirtualMFADeviceOutput> {
        self.state
            .change(call.account(), |change| {
                let device = self.device(call, &input.serial_number)?;
                if device.user.is_some() {
                    return Err(errors::delete_conflict("MFA VirtualDevice is still in use."));
                }
                change.delete::<DeviceRecord>(&device.base.name);
                Ok(DeleteVirtualMFADeviceOutput {})
            })
            .await
    }

    fn device(&self, call: &Call, serial: &str) -> Result<DeviceRecord> {
        let found = self.by_arn::<DeviceRecord>(serial).filter(|d| d.base.account == call.account());
        found.map(|d| (*d).clone()).ok_or_else(|| refusals::not_found(Kind::MfaDevice, serial))
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html>
    pub(crate) async fn list_virtual_mfa_devices(
        &self,
        call: &Call,
        input: ListVirtualMFADevicesInput,
    ) -> Result<ListVirtualMFADevicesOutput> {
        let devices = self.state.list::<DeviceRecord>(call.account()).into_iter();
        let devices = devices.filter(|d| match input.assignment_status {
            Some(AssignmentStatusType::Assigned) => d.user.is_some(),
            Some(AssignmentStatusType::Unassigned) => d.user.is_none(),
            _ => true,
        });
        let page = page_in_order(devices, |d| d.arn(), input.marker.as_deref(), input.max_items)?;
        let shown = |device: &DeviceRecord| {
            let (user, since) = device.user.clone().unzip();
            let user = user.and_then(|name| self.state.find::<UserRecord>(call.account(), &name));
            VirtualMFADevice {
                serial_number: device.arn(),
                user: user.map(|user| listed_user(&user)),
                enable_date: since,
                ..VirtualMFADevice::default()
            }
        };
        Ok(ListVirtualMFADevicesOutput {
            is_truncated: page.is_truncated(),
            virtual_mfa_devices: page.items.iter().map(|d| shown(d)).collect(),
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html>
    pub(crate) async fn enable_mfa_device(
        &self,
        call: &Call,
        input: EnableMFADeviceInput,
    ) -> Result<EnableMFADeviceOutput> {
        let now = whole_seconds(call);
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&input.user_name)?;
                let mut device = self.device(call, &input.serial_number)?;
                if device.user.is_some() {
                    return Err(errors::entity_already_exists("MFA Device is already in use."));
                }
                if user.devices.len() >= DEVICES {
                    return Err(refusals::quota("MFADevicesPerUser", DEVICES));
                }
                check_pair(&mut device, &input.authentication_code1, &input.authentication_code2, now)?;
                device.user = Some((user.base.name.clone(), now));
                user.devices.push((input.serial_number, now));
                change.put(device);
                change.put(user);
                Ok(EnableMFADeviceOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html>
    pub(crate) async fn resync_mfa_device(
        &self,
        call: &Call,
        input: ResyncMFADeviceInput,
    ) -> Result<ResyncMFADeviceOutput> {
        let now = whole_seconds(call);
        self.state
            .change(call.account(), |change| {
                let user: UserRecord = change.get(&input.user_name)?;
                let mut device = self.device_of(call, &user, &input.serial_number)?;
                check_pair(&mut device, &input.authentication_code1, &input.authentication_code2, now)?;
                change.put(device);
                Ok(ResyncMFADeviceOutput {})
            })
            .await
    }

    fn device_of(&self, call: &Call, user: &UserRecord, serial: &str) -> Result<DeviceRecord> {
        if !user.devices.iter().any(|(own, _)| own == serial) {
            return Err(errors::no_such_entity(format!(
                "MFA Device invalid for user. User {} does not have MFA device {serial}.",
                user.base.name
            )));
        }
        self.device(call, serial)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html>
    pub(crate) async fn deactivate_mfa_device(
        &self,
        call: &Call,
        input: DeactivateMFADeviceInput,
    ) -> Result<DeactivateMFADeviceOutput> {
        let name = user_name(call, input.user_name)?;
        self.state
            .change(call.account(), |change| {
                let mut user: UserRecord = change.get(&name)?;
                let mut device = self.device_of(call, &user, &input.serial_number)?;
                user.devices.retain(|(serial, _)| *serial != input.serial_number);
                device.user = None;
                change.put(device);
                change.put(user);
                Ok(DeactivateMFADeviceOutput {})
            })
            .await
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html>
    pub(crate) async fn list_mfa_devices(
        &self,
        call: &Call,
        input: ListMFADevicesInput,
    ) -> Result<ListMFADevicesOutput> {
        if input.user_name.is_none() && call.caller.is_root() {
            // No operation gives the root user a device.
            return Ok(ListMFADevicesOutput { is_truncated: Some(false), ..ListMFADevicesOutput::default() });
        }
        let name = user_name(call, input.user_name)?;
        let user = self.state.get::<UserRecord>(call.account(), &name)?;
        let devices = user.devices.iter().map(|(serial, since)| MFADevice {
            user_name: name.clone(),
            serial_number: serial.clone(),
            enable_date: *since,
        });
        let page =
            page_in_order(devices, |d| d.serial_number.clone(), input.marker.as_deref(), input.max_items)?;
        Ok(ListMFADevicesOutput {
            is_truncated: page.is_truncated(),
            mfa_devices: page.items,
            marker: page.marker,
        })
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html>
    pub(crate) async fn get_mfa_device(
        &self,
        call: &Call,
        input: GetMFADeviceInput,
    ) -> Result<GetMFADeviceOutput> {
        let device = self.device(call, &input.serial_number)?;
        let (user, since) = device.user.clone().unzip();
        if input.user_name.is_some() && input.user_name != user {
            return Err(refusals::not_found(Kind::MfaDevice, &input.serial_number));
        }
        Ok(GetMFADeviceOutput {
            user_name: user,
            serial_number: device.arn(),
            enable_date: since,
            certifications: None,
        })
    }

    /// Whether it is a code of a device that is the user's, and behind the last one used; `take` uses it.
    pub(crate) fn is_code(
        &self,
        user_arn: &str,
        serial: &str,
        code: &str,
        now: Timestamp,
        take: bool,
    ) -> bool {
        let Some(account) = Arn::parse(user_arn).map(|arn| arn.account) else { return false };
        let Some(user) = self.user_of(user_arn, "") else { return false };
        if !user.devices.iter().any(|(own, _)| own == serial) {
            return false;
        }
        let step = |device: &DeviceRecord| totp::step_of(&device.seed, code, now, device.last_step);
        if !take {
            return self.by_arn::<DeviceRecord>(serial).is_some_and(|device| step(&device).is_some());
        }
        let taken = self.state.change_now(account, |change| {
            let Some(device) = self.by_arn::<DeviceRecord>(serial) else { return Ok(false) };
            let Some(step) = step(&device) else { return Ok(false) };
            change.put(DeviceRecord { last_step: step, ..(*device).clone() });
            Ok(true)
        });
        taken.unwrap_or(false)
    }
}

/// Two codes in a row prove that the clocks agree.
fn check_pair(device: &mut DeviceRecord, first: &str, second: &str, now: Timestamp) -> Result<()> {
    let wrong = || {
        let serial = device.arn();
        errors::invalid_authentication_code(format!("Authentication code for device {serial} is not valid."))
    };
    let step = totp::step_of(&device.seed, first, now, 0).ok_or_else(wrong)?;
    if !totp::is_code(&device.seed, second, step + 1) {
        return Err(wrong());
    }
    device.last_step = step + 1;
    Ok(())
}
