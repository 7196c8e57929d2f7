//! The operations of STS. Written by `cargo xtask gen`; do not edit.

use wire::generated::*;

use crate::types::*;

operation! { AssumeRole = 0; AssumeRoleInput => AssumeRoleOutput }
operation! { AssumeRoleWithSAML = 1; AssumeRoleWithSAMLInput => AssumeRoleWithSAMLOutput }
operation! { AssumeRoleWithWebIdentity = 2; AssumeRoleWithWebIdentityInput => AssumeRoleWithWebIdentityOutput }
operation! { AssumeRoot = 3; AssumeRootInput => AssumeRootOutput }
operation! { DecodeAuthorizationMessage = 4; DecodeAuthorizationMessageInput => DecodeAuthorizationMessageOutput }
operation! { GetAccessKeyInfo = 5; GetAccessKeyInfoInput => GetAccessKeyInfoOutput }
operation! { GetCallerIdentity = 6; GetCallerIdentityInput => GetCallerIdentityOutput }
operation! { GetDelegatedAccessToken = 7; GetDelegatedAccessTokenInput => GetDelegatedAccessTokenOutput }
operation! { GetFederationToken = 8; GetFederationTokenInput => GetFederationTokenOutput }
operation! { GetSessionToken = 9; GetSessionTokenInput => GetSessionTokenOutput }
operation! { GetWebIdentityToken = 10; GetWebIdentityTokenInput => GetWebIdentityTokenOutput }

/// An empty input and an empty output of each operation, in the order of `schema::OPERATIONS`.
pub static MESSAGES: [Messages; 11] = [
    Messages::of::<AssumeRole>(),
    Messages::of::<AssumeRoleWithSAML>(),
    Messages::of::<AssumeRoleWithWebIdentity>(),
    Messages::of::<AssumeRoot>(),
    Messages::of::<DecodeAuthorizationMessage>(),
    Messages::of::<GetAccessKeyInfo>(),
    Messages::of::<GetCallerIdentity>(),
    Messages::of::<GetDelegatedAccessToken>(),
    Messages::of::<GetFederationToken>(),
    Messages::of::<GetSessionToken>(),
    Messages::of::<GetWebIdentityToken>(),
];
