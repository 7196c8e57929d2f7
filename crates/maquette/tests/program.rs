//! The program as a person runs it: arguments and environment in, text and exit codes out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const TEMPLATE: &str = r"
Parameters:
  Delay: {Type: Number, Default: 0}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3}
  Failed: {Type: 'AWS::SQS::Queue'}
Outputs:
  Url: {Value: !Ref Orders}
  Delay: {Value: !Ref Delay}
";

/// `maquette` on a data folder, with nothing of the tester's own environment.
fn maquette(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maquette"));
    command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("MAQUETTE_DATA", data).stdin(Stdio::null());
    command
}

fn run(data: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    finished(maquette(data, arguments).output().unwrap())
}

fn finished(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn fails(data: &Path, arguments: &[&str], exit: i32, part: &str) {
    let (code, out, err) = run(data, arguments);
    assert_eq!(code, Some(exit), "{arguments:?}: {out}{err}");
    assert!(err.contains(part) && out.is_empty(), "{arguments:?}: {out}{err}");
}

/// A server in the foreground on any free port.
struct Server {
    child: Child,
    ready: Value,
    data: TempDir,
}

impl Server {
    fn start(more: &[&str]) -> Self {
        let data = tempfile::tempdir().unwrap();
        let (child, ready) = Self::on(data.path(), more);
        Self { child, ready, data }
    }

    fn on(data: &Path, more: &[&str]) -> (Child, Value) {
        let mut command = maquette(data, &["start", "--port", "0", "--json"]);
        let mut child = command.args(more).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let Ok(ready) = serde_json::from_str(&line) else {
            let mut error = String::new();
            child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
            panic!("not ready: {line}{error}");
        };
        (child, ready)
    }

    fn data(&self) -> &Path {
        self.data.path()
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        let (code, out, err) = run(self.data(), arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {out}{err}");
        out
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[arguments, &["--json"]].concat())).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that has stopped it itself finds nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

#[test]
fn starts_says_so_and_stops() {
    let mut server = Server::start(&["--ephemeral"]);
    assert_eq!(server.ready["ready"], true);
    let status = server.json(&["status"]);
    assert_eq!(status["endpoint"], server.ready["endpoint"]);
    assert_eq!(status["about"]["durability"], "memory");
    let stopped = server.run(&["stop"]);
    assert!(stopped.starts_with("Stopped the server at http://127.0.0.1:"), "{stopped}");
    assert!(server.child.wait().unwrap().success());
    assert!(!server.data().join("server.json").exists());
    fails(server.data(), &["status"], 3, "no server runs");
}

#[test]
fn the_last_line_is_ready() {
    let data = tempfile::tempdir().unwrap();
    let mut command = maquette(data.path(), &["start", "--port", "0"]);
    let mut child = command.env("SERVICES", "sqs,polly").stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push('\n');
        if line == "Ready." {
            signal(&child, "-TERM");
        }
    }
    assert!(child.wait().unwrap().success(), "{text}");
    assert!(text.ends_with("\nReady.\n"), "{text}");
    for part in ["http://127.0.0.1:", "000000000000", "test/test", "Maquette does not have polly"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colours in a pipe: {text}");
}

#[test]
fn a_killed_server_leaves_its_state_and_nothing_in_the_way() {
    let mut server = Server::start(&[]);
    let template = server.data().join("app.yaml");
    std::fs::write(&template, TEMPLATE).unwrap();
    let template = template.to_str().unwrap();
    let up = server.json(&["up", template]);
    let second = run(server.data(), &["start", "--port", "0"]);
    assert_eq!(second.0, Some(1));
    assert!(second.2.contains("in use by"), "{}", second.2);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    fails(server.data(), &["status"], 3, "has probably died");
    (server.child, server.ready) = Server::on(server.data(), &[]);
    let again = server.json(&["up", template]);
    assert_eq!((&again["status"], &again["id"]), (&up["status"], &up["id"]));
}

#[test]
fn brings_a_template_up_changes_it_and_takes_it_down() {
    let server = Server::start(&["--ephemeral"]);
    let template = server.data().join("app.yaml");
    std::fs::write(&template, TEMPLATE).unwrap();
    let template = template.to_str().unwrap();

    let up = server.json(&["up", template]);
    assert_eq!((&up["stack"], &up["status"]), (&"app".into(), &"CREATE_COMPLETE".into()), "{up}");
    assert!(up["outputs"]["Url"].as_str().unwrap().contains("/000000000000/app-Orders-"), "{up}");
    assert_eq!(up["resources"].as_array().unwrap().len(), 2);
    let same = server.run(&["up", template]);
    assert!(same.starts_with("app is as the template says: nothing to change.\n"), "{same}");
    std::fs::write(template, TEMPLATE.replace("Outputs:", "  More: {Type: 'AWS::SQS::Queue'}\nOutputs:"))
        .unwrap();
    let changed = server.json(&["up", template, "--parameter", "Delay=5"]);
    assert_eq!(changed["status"], "UPDATE_COMPLETE", "{changed}");
    assert_eq!(changed["outputs"]["Delay"], "5", "{changed}");
    // What is not told again keeps its value.
    let same = server.run(&["up", template]);
    assert!(same.starts_with("app is as the template says"), "{same}");

    fails(server.data(), &["down", "none"], 4, "there is no stack none");
    let down = server.run(&["down"]);
    assert!(down.ends_with("DELETE_COMPLETE app is gone.\n"), "{down}");
    fails(server.data(), &["down"], 4, "there is no stack");
    let calls = server.run(&["track", "--service", "sqs", "-n", "100"]);
    assert!(calls.contains("sqs:CreateQueue") && !calls.contains("cloudformation:"), "{calls}");
}

#[test]
fn a_stack_that_fails_tells_its_first_cause() {
    let server = Server::start(&["--ephemeral"]);
    let template = server.data().join("bad.yaml");
    let bad = "Resources:\n  Good: {Type: 'AWS::SQS::Queue'}\n  Bad:\n    Type: AWS::IAM::Group\n    DependsOn: Good\n    Properties: {GroupName: 'no spaces allowed'}\n";
    std::fs::write(&template, bad).unwrap();
    let template = template.to_str().unwrap();
    let (code, out, err) = run(server.data(), &["up", template]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(out.contains("first cause Bad AWS::IAM::Group CREATE_FAILED\n  "), "{out}");
    assert!(err.contains("the stack bad ended in ROLLBACK_COMPLETE") && err.contains("mend Bad"), "{err}");
    // The next try begins anew.
    std::fs::write(template, bad.replace("no spaces allowed", "fine")).unwrap();
    let (code, out, err) = run(server.data(), &["up", template]);
    assert_eq!(code, Some(0), "{out}{err}");
    std::fs::write(template, "Resources: {A: {Type: 'AWS::No::Such'}}").unwrap();
    fails(
        server.data(),
        &["up", template, "--name", "other"],
        1,
        "Unrecognized resource types: [AWS::No::Such]",
    );
}

#[test]
fn up_starts_a_server_in_the_background() {
    let data = tempfile::tempdir().unwrap();
    let template = data.path().join("app.yaml");
    std::fs::write(&template, TEMPLATE).unwrap();
    let up = maquette(data.path(), &["up", template.to_str().unwrap()]).env("MAQUETTE_PORT", "0").output();
    let (code, out, err) = finished(up.unwrap());
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(err.starts_with("Started a server at http://127.0.0.1:"), "{err}");
    let (code, out, err) = run(data.path(), &["stop"]);
    assert_eq!(code, Some(0), "{out}{err}");
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let server = Server::start(&["--ephemeral"]);
    let port = server.ready["endpoint"].as_str().unwrap().rsplit(':').next().unwrap().to_owned();
    fails(
        server.data(),
        &["start", "--ephemeral", "--port", &port],
        1,
        "is in use by the Maquette server with process id",
    );
    fails(
        server.data(),
        &["start", "--ephemeral", "--port", "0", "--host", "192.0.2.1"],
        1,
        "is not an address of this machine",
    );
    fails(server.data(), &["start", "--host", "example.com"], 2, "must be an IP address");
    fails(server.data(), &["start", "--port", "70000"], 2, "70000");
    fails(server.data(), &["start", "--endpoint", "http://localhost:1"], 2, "--endpoint names a server");
    fails(server.data(), &["start", "--ephemeral", "--durability", "power"], 2, "survives no loss of power");
    let file = server.data().join("file");
    std::fs::write(&file, "").unwrap();
    fails(&file, &["start", "--port", "0"], 1, "cannot make the data folder");
}

#[test]
fn leads_other_tools_here() {
    let server = Server::start(&["--ephemeral"]);
    let endpoint = server.ready["endpoint"].as_str().unwrap();
    let told = server.run(&["env", "--region", "eu-west-1"]);
    assert!(told.starts_with(&format!("export AWS_ENDPOINT_URL='{endpoint}'\n")), "{told}");
    let show = r#"echo "$AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID $AWS_REGION $AWS_PROFILE"; exit 7"#;
    let mut command = maquette(server.data(), &["run", "--region", "eu-west-1", "--", "sh", "-c", show]);
    let (code, out, _) = finished(command.env("AWS_PROFILE", "production").output().unwrap());
    assert_eq!((code, out), (Some(7), format!("{endpoint} test eu-west-1 \n")));
    let trusted = server.json(&["env", "--https"]);
    let bundle = std::fs::read_to_string(trusted["AWS_CA_BUNDLE"].as_str().unwrap()).unwrap();
    assert!(bundle.starts_with("-----BEGIN CERTIFICATE-----"));
    assert!(trusted["AWS_ENDPOINT_URL"].as_str().unwrap().starts_with("https://127.0.0.1:"));
    fails(server.data(), &["run", "--", "no-such-command"], 127, "cannot run no-such-command");
    fails(server.data(), &["run", "--", "/"], 126, "cannot run /");
    fails(server.data(), &["run"], 2, "COMMAND");
}

#[test]
fn steers_the_clock() {
    let server = Server::start(&["--ephemeral"]);
    server.run(&["clock", "freeze"]);
    let before = server.json(&["clock", "show"])["clock"]["at"].as_i64().unwrap();
    server.run(&["clock", "advance", "24h"]);
    let after = server.json(&["clock", "show"])["clock"]["at"].as_i64().unwrap();
    assert_eq!(after - before, 86_400_000_000);
    // Clients sign by their own time, and are believed.
    fails(server.data(), &["down"], 4, "there is no stack");
    fails(server.data(), &["clock", "advance", "soon"], 2, "neither a duration nor a moment");
    fails(server.data(), &["clock", "advance", "2001-01-01T00:00:00Z"], 1, "does not go back");
}

#[test]
fn steered_time_survives_a_restart() {
    let mut server = Server::start(&[]);
    server.run(&["clock", "freeze"]);
    let frozen = server.json(&["clock", "show"]);
    server.run(&["stop"]);
    server.child.wait().unwrap();
    (server.child, server.ready) = Server::on(server.data(), &[]);
    assert_eq!(server.json(&["clock", "show"])["now"], frozen["now"]);
}

#[test]
fn settings_are_checked() {
    let data = tempfile::tempdir().unwrap();
    let misspelt = maquette(data.path(), &["status"]).env("MAQUETTE_PROT", "1").output().unwrap();
    let (code, _, err) = finished(misspelt);
    assert_eq!(code, Some(2));
    assert!(err.contains("MAQUETTE_PROT") && err.contains("did you mean MAQUETTE_PORT?"), "{err}");
    let json = maquette(data.path(), &["status"]).env("MAQUETTE_JSON", "1").output().unwrap();
    let (code, out, _) = finished(json);
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &told["exit"]), (Some(3), &3.into()), "{told}");
    fails(data.path(), &["status", "--endpoint", "https://localhost:1"], 2, "must begin with http://");
    fails(
        data.path(),
        &["status", "--endpoint", "http://127.0.0.1:1"],
        3,
        "no server answers at http://127.0.0.1:1",
    );
    let help = run(data.path(), &["--help"]).1;
    assert!(help.contains("Exit codes:") && help.contains("no server answers"), "{help}");
    let completions = run(data.path(), &["completions", "bash"]).1;
    assert!(completions.contains("_maquette()"));
}

#[test]
fn what_is_not_maquette_is_told_apart() {
    let data = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let other = std::thread::spawn(move || {
        use std::io::Write;
        let (mut stream, _) = listener.accept().unwrap();
        let mut buffer = [0; 4096];
        let _ = stream.read(&mut buffer).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello").unwrap();
    });
    fails(data.path(), &["status", "--endpoint", &format!("http://{address}")], 3, "is not Maquette");
    other.join().unwrap();
}

/// A call of a query API by a conventional key, whose signature nobody checks.
fn call(server: &Server, service: &str, form: &str) -> String {
    use std::io::Write;
    let address = server.ready["endpoint"].as_str().unwrap().trim_start_matches("http://");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!(
        "POST / HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nx-amz-date: 20261121T000000Z\r\n\
         authorization: AWS4-HMAC-SHA256 Credential=foo/20261121/us-east-1/{service}/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature={:064}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        0,
        form.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{form}: {answer}");
    answer
}

#[test]
fn mail_stays_in_the_outbox() {
    let server = Server::start(&["--ephemeral"]);
    assert!(run(server.data(), &["outbox"]).2.contains("Nothing was sent."));
    call(&server, "sns", "Action=CreateTopic&Name=news&Version=2010-03-31");
    let topic = "arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3Anews";
    let subscribe = format!(
        "Action=Subscribe&TopicArn={topic}&Protocol=email&Endpoint=me%40example.com&Version=2010-03-31"
    );
    call(&server, "sns", &subscribe);
    let mail = server.run(&["outbox"]);
    assert!(mail.contains("  me@example.com") && mail.contains("Action=ConfirmSubscription"), "{mail}");
}

#[test]
fn follows_the_track_without_missing_or_repeating_a_call() {
    let server = Server::start(&["--ephemeral"]);
    call(&server, "sns", "Action=CreateTopic&Name=t0&Version=2010-03-31");
    let mut command = maquette(server.data(), &["track", "--follow", "--json", "--service", "sns"]);
    let mut follower = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(follower.stdout.take().unwrap()).lines();
    for n in 0..20 {
        let line = lines.next().unwrap().unwrap();
        let record: Value = serde_json::from_str(&line).unwrap();
        let topic = format!("arn:aws:sns:us-east-1:000000000000:t{n}");
        assert_eq!((&record["operation"], &record["resources"][0]), (&"CreateTopic".into(), &topic.into()));
        // Another service's call, and the next one.
        call(&server, "sqs", "Action=ListQueues&Version=2012-11-05");
        call(&server, "sns", &format!("Action=CreateTopic&Name=t{}&Version=2010-03-31", n + 1));
    }
    follower.kill().unwrap();
    follower.wait().unwrap();
}
