//! Platform applications, their devices and the pushes to them, against what was recorded on AWS.

use super::{House, house, map};
use model_sns::ops;
use model_sns::types::*;
use wire::error::Result;
use wire::shape::Map;

const CREDENTIALS: [(&str, &str); 2] = [("PlatformCredential", "secret"), ("PlatformPrincipal", "id")];

impl House {
    async fn application(&self, platform: &str, attributes: &[(&str, &str)]) -> Result<String> {
        let input = CreatePlatformApplicationInput {
            name: "app".to_owned(),
            platform: platform.to_owned(),
            attributes: map(attributes),
        };
        let out = self.call.call::<ops::CreatePlatformApplication>(input).await?;
        Ok(out.platform_application_arn.unwrap())
    }
    async fn device(
        &self,
        application: &str,
        token: &str,
        data: Option<&str>,
        attributes: &[(&str, &str)],
    ) -> Result<String> {
        let input = CreatePlatformEndpointInput {
            platform_application_arn: application.to_owned(),
            token: token.to_owned(),
            custom_user_data: data.map(str::to_owned),
            attributes: Some(map(attributes)),
        };
        Ok(self.call.call::<ops::CreatePlatformEndpoint>(input).await?.endpoint_arn.unwrap())
    }
    async fn shown(&self, device: &str) -> Result<Map<String>> {
        let input = GetEndpointAttributesInput { endpoint_arn: device.to_owned() };
        Ok(self.call.call::<ops::GetEndpointAttributes>(input).await?.attributes.unwrap())
    }
    async fn set_device(&self, device: &str, attributes: &[(&str, &str)]) -> Result<()> {
        let input =
            SetEndpointAttributesInput { endpoint_arn: device.to_owned(), attributes: map(attributes) };
        self.call.call::<ops::SetEndpointAttributes>(input).await.map(drop)
    }
    async fn push(&self, device: &str, message: &str, structure: Option<&str>) -> Result<()> {
        let input = PublishInput {
            target_arn: Some(device.to_owned()),
            message: message.to_owned(),
            message_structure: structure.map(str::to_owned),
            ..Default::default()
        };
        self.call.call::<ops::Publish>(input).await.map(drop)
    }
}

fn told<T>(result: Result<T>) -> String {
    result.err().map_or_else(|| "fine".to_owned(), |error| error.to_string())
}

#[tokio::test]
async fn an_application_is_checked_kept_and_shown() {
    let house = house();
    let arn = house.application("ADM", &CREDENTIALS).await.unwrap();
    assert_eq!(arn, "arn:aws:sns:us-east-1:000000000000:app/ADM/app");
    assert_eq!(house.application("ADM", &CREDENTIALS).await.unwrap(), arn);
    let get = |arn: &str| {
        let platform_application_arn = arn.to_owned();
        house.call.call::<ops::GetPlatformApplicationAttributes>(GetPlatformApplicationAttributesInput {
            platform_application_arn,
        })
    };
    // recorded: sns/test_sns.json, test_get_platform_application_attributes: credentials are not shown.
    assert_eq!(get(&arn).await.unwrap().attributes.unwrap(), map(&[("Enabled", "true")]));
    // The same file, by the names of its tests.
    let reason = "InvalidParameter: Invalid parameter: Attributes Reason: ";
    let none = "NotFound: PlatformApplication does not exist";
    assert_eq!(told(get(&format!("{arn}x")).await), none);
    assert_eq!(
        told(get("test-arn").await),
        "InvalidParameter: Invalid parameter: PlatformApplicationArn Reason: An ARN must have at least 6 elements, not 1"
    );
    assert_eq!(
        told(house.application("AAA", &CREDENTIALS).await),
        "InvalidParameter: Invalid parameter: Platform Reason: AAA is not supported"
    );
    for (given, text) in [
        (CREDENTIALS[0], "PlatformCredential attribute provided without PlatformPrincipal"),
        (CREDENTIALS[1], "PlatformPrincipal attribute provided without PlatformCredential"),
    ] {
        assert_eq!(told(house.application("ADM", &[given]).await), format!("{reason}{text}"));
    }
    // Firebase knows no principal.
    house.application("GCM", &CREDENTIALS[..1]).await.unwrap();
    let other = [("PlatformCredential", "other"), CREDENTIALS[1]];
    assert!(told(house.application("ADM", &other).await).contains("different properties already exists"));
    let logs =
        [CREDENTIALS[0], CREDENTIALS[1], ("EventDeliveryFailure", "arn:aws:sns:us-east-1:000000000000:t")];
    assert!(told(house.application("BAIDU", &logs).await).starts_with("NotImplemented"));
    let list = ListPlatformApplicationsInput::default();
    let found = house.call.call::<ops::ListPlatformApplications>(list).await.unwrap();
    assert_eq!(found.platform_applications.unwrap().len(), 2);
}

#[tokio::test]
async fn a_device_is_checked_kept_and_goes_with_its_application() {
    let house = house();
    let app = house.application("ADM", &CREDENTIALS).await.unwrap();
    let device = house.device(&app, "token_1", None, &[]).await.unwrap();
    assert!(device.starts_with("arn:aws:sns:us-east-1:000000000000:endpoint/ADM/app/"), "{device}");
    assert_eq!(house.device(&app, "token_1", None, &[]).await.unwrap(), device);
    let taken = format!(
        "InvalidParameter: Invalid parameter: Token Reason: Endpoint {device} already exists with the same Token, but \
         different attributes."
    );
    assert_eq!(told(house.device(&app, "token_1", Some("x"), &[]).await), taken);
    // recorded: sns/test_sns.json, test_get_platform_endpoint_attributes, test_set_platform_endpoint_attributes
    assert_eq!(house.shown(&device).await.unwrap(), map(&[("Enabled", "true"), ("Token", "token_1")]));
    house.set_device(&device, &[("Enabled", "false")]).await.unwrap();
    assert_eq!(house.shown(&device).await.unwrap(), map(&[("Enabled", "false"), ("Token", "token_1")]));
    // https://docs.aws.amazon.com/sns/latest/dg/mobile-platform-endpoint.html: registering again is safe.
    assert_eq!(house.device(&app, "token_1", None, &[]).await.unwrap(), device);
    assert_eq!(told(house.device(&app, "token_1", None, &[("Enabled", "true")]).await), taken);
    // recorded: sns/test_sns.json, test_create_platform_endpoint_double_custom_data
    let both = house.device(&app, "token_2", Some("bar"), &[("CustomUserData", "foo")]).await.unwrap();
    assert_eq!(house.shown(&both).await.unwrap()["CustomUserData"], "foo");
    assert_eq!(told(house.set_device(&both, &[("Token", "token_1")]).await), taken);
    // recorded: sns/test_sns.json, test_set_platform_endpoint_attributes_invalid_attributes
    let reason = "InvalidParameter: Invalid parameter: Attributes Reason: ";
    let long = "a".repeat(2049);
    for (name, value, text) in [
        ("PlatformPrincipal", "x", "Invalid attribute name: PlatformPrincipal"),
        (
            "CustomUserData",
            &*long,
            "Invalid value for attribute: CustomUserData: must be at most 2048 bytes long in UTF-8 encoding",
        ),
    ] {
        assert_eq!(told(house.set_device(&device, &[(name, value)]).await), format!("{reason}{text}"));
        assert_eq!(told(house.device(&app, "t", None, &[(name, value)]).await), format!("{reason}{text}"));
    }
    let list = || {
        let input = ListEndpointsByPlatformApplicationInput {
            platform_application_arn: app.clone(),
            ..Default::default()
        };
        house.call.call::<ops::ListEndpointsByPlatformApplication>(input)
    };
    assert_eq!(list().await.unwrap().endpoints.unwrap().len(), 2);
    // recorded: sns/test_sns.json, test_delete_endpoints_of_deleted_app
    let input = DeletePlatformApplicationInput { platform_application_arn: app.clone() };
    house.call.call::<ops::DeletePlatformApplication>(input).await.unwrap();
    assert_eq!(told(list().await), "NotFound: PlatformApplication does not exist");
    assert_eq!(told(house.shown(&device).await), "NotFound: Endpoint does not exist");
}

#[tokio::test]
async fn pushes_go_to_the_outbox() {
    let house = house();
    let app = house.application("GCM", &CREDENTIALS[..1]).await.unwrap();
    let device = house.device(&app, "token", None, &[]).await.unwrap();
    let topic = house.topic("t", &[]).await;
    let dead = house.queue("dead").await;
    let redrive = format!(r#"{{"deadLetterTargetArn": "{dead}"}}"#);
    house.subscribe(&topic, "application", &device, &[("RedrivePolicy", &redrive)]).await.unwrap();
    house.push(&device, "direct", None).await.unwrap();
    house.push(&device, r#"{"default": "no", "GCM": "for google"}"#, Some("json")).await.unwrap();
    house.publish(&topic, "by topic").await.unwrap();
    let sent = house.sns.outbox(10).unwrap();
    let bodies: Vec<_> = sent.iter().map(|m| (&*m.protocol, &*m.to, &*m.body)).collect();
    let to = |body: &'static str| ("application", &*device, body);
    assert_eq!(bodies, [to("direct"), to("for google"), to("by topic")]);
    // A device that is switched off refuses.
    house.set_device(&device, &[("Enabled", "false")]).await.unwrap();
    assert_eq!(told(house.push(&device, "x", None).await), "EndpointDisabled: Endpoint is disabled");
    house.publish(&topic, "lost").await.unwrap();
    assert_eq!(house.sns.outbox(10).unwrap().len(), 3);
    assert!(house.bodies(&dead).await[0].contains("\"Message\" : \"lost\""));
    // One that is gone is not found.
    let input = DeleteEndpointInput { endpoint_arn: device.clone() };
    house.call.call::<ops::DeleteEndpoint>(input).await.unwrap();
    assert_eq!(
        told(house.push(&device, "x", None).await),
        "InvalidParameter: Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified"
    );
    // https://github.com/getmoto/moto/issues/7518
    assert_eq!(
        told(house.subscribe(&topic, "application", &device, &[]).await),
        format!(
            "InvalidParameter: Invalid parameter: Endpoint Reason: Endpoint does not exist for endpoint {device}"
        )
    );
}
