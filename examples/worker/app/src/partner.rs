//! A server that is not on AWS: it answers every request with the address from which it came.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;

fn main() -> ExitCode {
    let at = std::env::args().nth(1).unwrap_or_else(|| "0.0.0.0:80".to_owned());
    let listener = match TcpListener::bind(&at) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("partner: cannot listen at {at}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("partner: listening at {at}");
    for stream in listener.incoming() {
        // One that leaves in the middle has only itself to blame.
        if let Err(error) = stream.and_then(answer) {
            eprintln!("partner: {error}");
        }
    }
    ExitCode::SUCCESS
}

fn answer(mut stream: TcpStream) -> Result<()> {
    let from = stream.peer_addr()?.ip();
    stream.set_read_timeout(Some(worker::PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(worker::LARGEST));
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = String::new();
    reader.take(length).read_to_string(&mut body)?;
    println!("partner: {from} says {body}");
    let seen = from.to_string();
    let length = seen.len() + 1;
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{seen}\n")
}
