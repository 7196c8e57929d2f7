//! Tokens of an identity provider on this machine.

use super::*;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A provider: its host and port, and the key that it signs with.
struct Provider {
    host: String,
    key: EcdsaKeyPair,
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Provider {
    /// Answers two documents on a port of its own.
    async fn start(scheme: &str, tls: Option<tokio_rustls::TlsAcceptor>) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let point = key.public_key().as_ref().to_vec();
        let document = json!({"jwks_uri": format!("{scheme}://{host}/keys")}).to_string();
        let keys = json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k1", "x": encode(&point[1..33]), "y": encode(&point[33..])}]});
        let keys = keys.to_string();
        tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { return };
                let (document, keys) = (document.clone(), keys.clone());
                match &tls {
                    Some(tls) => {
                        // Who does not believe the certificate hangs up.
                        if let Ok(stream) = tls.accept(stream).await {
                            tokio::spawn(answer(stream, document, keys));
                        }
                    }
                    None => drop(tokio::spawn(answer(stream, document, keys))),
                }
            }
        });
        Self { host, key }
    }
    fn token(&self, claims: &Value) -> String {
        let signed = format!("{}.{}", encode(r#"{"alg":"ES256","kid":"k1"}"#), encode(claims.to_string()));
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", encode(signature))
    }
}

async fn answer<S: AsyncReadExt + AsyncWriteExt + Unpin>(mut stream: S, document: String, keys: String) {
    let mut request = vec![0; 4096];
    let length = stream.read(&mut request).await.unwrap_or(0);
    let request = String::from_utf8_lossy(&request[..length]).into_owned();
    let body = if request.contains("GET /.well-known/openid-configuration") { document } else { keys };
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    drop(stream.write_all(answer.as_bytes()).await);
    drop(stream.shutdown().await);
}

/// A house with the provider in IAM and a role that trusts one subject of it.
async fn trusting(provider: &Provider, thumbprints: Value) -> (House, String) {
    let house = house();
    let input = json!({"Url": format!("https://{}", provider.host), "ClientIDList": ["web"], "ThumbprintList": thumbprints});
    let made = ask(&house.root, "iam", "CreateOpenIDConnectProvider", input).await;
    let arn = made["OpenIDConnectProviderArn"].as_str().unwrap().to_owned();
    let condition = json!({"StringEquals": {format!("{}:sub", provider.host): "ada", format!("{}:aud", provider.host): "web"}});
    let role = house.role("web", json!({"Federated": arn}), condition).await;
    (house, role)
}

async fn assume(house: &House, role: &str, token: &str) -> Value {
    let nobody = house.root.acting(Caller::anonymous("000000000000"));
    let input = json!({"RoleArn": role, "RoleSessionName": "s1", "WebIdentityToken": token});
    ask(&nobody, "sts", "AssumeRoleWithWebIdentity", input).await
}

#[tokio::test]
async fn a_token_makes_a_session_when_the_role_trusts_its_subject() {
    let provider = Provider::start("http", None).await;
    let (house, role) = trusting(&provider, json!([])).await;
    let now = house.clock.now().seconds();
    let claims = |changes: Value| {
        let mut claims =
            json!({"iss": format!("http://{}", provider.host), "sub": "ada", "aud": "web", "exp": now + 60});
        claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        claims
    };
    let answer = assume(&house, &role, &provider.token(&claims(json!({})))).await;
    assert_eq!(
        (&answer["SubjectFromWebIdentityToken"], &answer["Audience"]),
        (&json!("ada"), &json!("web")),
        "{answer}"
    );
    let session = house.session(&answer).unwrap();
    assert!(session.caller.display().ends_with(":assumed-role/web/s1"));
    let tagged = json!({"https://aws.amazon.com/tags": {"principal_tags": {"team": ["blue"]}, "transitive_tag_keys": ["team"]}});
    let tagged = assume(&house, &role, &provider.token(&claims(tagged))).await;
    let session = house.session(&tagged).unwrap();
    assert_eq!(session.caller.context.get(&door::KeyName::of("aws:PrincipalTag/team")).unwrap(), ["blue"]);

    let issuer = format!("http://{}", provider.host);
    for (changes, refusal) in [
        (json!({"sub": "eve"}), "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity".to_owned()),
        (json!({"aud": "other"}), "InvalidIdentityToken: Incorrect token audience".to_owned()),
        (json!({"exp": now}), format!("ExpiredTokenException: Token expired: current date/time {now} must be before the expiration date/time {now}")),
        (json!({"iss": "https://other.example"}), "InvalidIdentityToken: No OpenIDConnect provider found in your account for https://other.example".to_owned()),
        (json!({"iss": format!("https://{}", provider.host)}), "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements".to_owned()),
    ] {
        let refused = assume(&house, &role, &provider.token(&claims(changes))).await;
        assert!(refused.as_str().unwrap().starts_with(&refusal), "{issuer}: {refused}");
    }
    let token = provider.token(&claims(json!({})));
    let forged = format!("{}.{}", token.rsplit_once('.').unwrap().0, encode([0; 64]));
    assert_eq!(
        assume(&house, &role, &forged).await,
        "InvalidIdentityToken: The web identity token's signature is not valid."
    );
    assert!(
        assume(&house, &role, "not.a.token")
            .await
            .as_str()
            .unwrap()
            .starts_with("InvalidIdentityToken: The ID Token provided is not a valid JWT.")
    );
}

#[tokio::test]
async fn a_thumbprint_stands_for_an_authority() {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let provider = Provider::start("https", Some(acceptor)).await;
    let thumbprint = hex::encode(<sha1::Sha1 as sha1::Digest>::digest(made.cert.der()));
    let exp = 1_800_000_060;
    let claims =
        json!({"iss": format!("https://{}", provider.host), "sub": "ada", "aud": ["web"], "exp": exp});
    let (house, role) = trusting(&provider, json!(["0".repeat(40)])).await;
    let refused = assume(&house, &role, &provider.token(&claims)).await;
    assert!(
        refused.as_str().unwrap().starts_with("InvalidIdentityToken: Couldn't retrieve verification key"),
        "{refused}"
    );
    let (house, role) = trusting(&provider, json!([thumbprint])).await;
    assert!(assume(&house, &role, &provider.token(&claims)).await.is_object());
}
