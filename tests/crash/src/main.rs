//! Kills the program with SIGKILL at random moments while clients work with it, and checks the history afterwards.
//!
//! Every actor (`standard`, `fifo`, `topics`, `queues`, `stacks`, `identities`) is a client with a memory: what it asked, what was
//! acknowledged, and what got no answer because the server died. It works through many lives of the server on one data
//! folder and at the end compares what is there with what it was promised: an acknowledged change is there, one without an
//! answer is there whole or not at all. The choices follow the seed; the moments of killing do too, as far as a machine's
//! timing can be repeated.
#![allow(clippy::print_stdout, clippy::print_stderr)]
#![allow(clippy::disallowed_methods)] // It stands outside and kills in real time; the program's clock is its own.

mod client;
mod fifo;
mod history;
mod identities;
mod life;
mod message;
mod program;
mod queues;
mod stacks;
mod standard;
mod template;
mod topics;
mod world;

use clap::Parser;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use world::World;

/// Kills on one data folder: then everything is checked, and the next folder begins with the next seed.
const EPISODE: u32 = 50;

/// The longest life.
const LONGEST: Duration = Duration::from_secs(2);

#[derive(Parser)]
struct Arguments {
    /// How often the program is killed.
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// Repeats a run; without it one is drawn, and printed.
    #[arg(long)]
    seed: Option<u64>,
    /// The program.
    #[arg(long)]
    program: PathBuf,
    /// Only these actors: standard, fifo, topics, queues, stacks, identities.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let first = arguments.seed.unwrap_or_else(|| rand::rng().random_range(1..1_000_000));
    let mut left = arguments.kills;
    let mut seed = first;
    while left > 0 {
        let kills = left.min(EPISODE);
        match episode(&arguments, seed, kills).await {
            Ok(()) => {}
            Err(text) => {
                eprintln!("{text}\nrepeat it with: cargo xtask crash --kills {kills} --seed {seed}");
                return ExitCode::FAILURE;
            }
        }
        left -= kills;
        seed += 1;
    }
    println!(
        "{} kills from seed {first}: every acknowledged change is there, none by halves",
        arguments.kills
    );
    ExitCode::SUCCESS
}

/// One data folder through many lives.
async fn episode(arguments: &Arguments, seed: u64, kills: u32) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|e| format!("cannot make a folder: {e}"))?;
    let world = Arc::new(World::new(seed));
    let actors = Actors::start(&world, &arguments.only);
    let mut rng = StdRng::seed_from_u64(seed);
    let mut slowest = Duration::ZERO;
    for number in 1..=kills {
        let mut program = program::Program::spawn(&arguments.program, folder.path())?;
        if rng.random_ratio(1, 8) {
            // While it opens what the last one left behind.
            tokio::time::sleep(Duration::from_millis(rng.random_range(0..60))).await;
        } else {
            slowest = slowest.max(program.ready().await?);
            let life = world.begin(number, program.endpoint(), false);
            let most = if rng.random_ratio(1, 4) { 600 } else { 150 };
            // By answers and not by time, so that a busy machine leaves as much behind as an idle one.
            let (answers, began) = (rng.random_range(1..most), Instant::now());
            while life.answered() < answers && began.elapsed() < LONGEST {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        world.end();
        program.kill().await?;
        if world.is_wrong() {
            break;
        }
    }
    let mut program = program::Program::spawn(&arguments.program, folder.path())?;
    slowest = slowest.max(program.ready().await?);
    world.begin(kills + 1, program.endpoint(), true);
    let done = actors.finish().await;
    world.end();
    program.kill().await?;
    println!("seed {seed}: {kills} kills, slowest start {} ms; {}", slowest.as_millis(), done.join("; "));
    for skipped in world.skipped() {
        println!("  not checked: {skipped}");
    }
    match world.verdict() {
        None => Ok(()),
        Some(text) => {
            let kept = folder.keep();
            Err(format!("{text}\nthe data folder is kept: {}", kept.display()))
        }
    }
}

/// The actors at work. Each returns, once the last life has begun, what it has done and checked.
struct Actors(Vec<tokio::task::JoinHandle<String>>);

impl Actors {
    fn start(world: &Arc<World>, only: &[String]) -> Self {
        let mut actors = Self(Vec::new());
        let wanted = |name: &str| only.is_empty() || only.iter().any(|o| o == name);
        if wanted("standard") {
            for queue in 0..2 {
                actors.0.push(tokio::spawn(standard::run(world.clone(), format!("std{queue}"))));
            }
        }
        if wanted("fifo") {
            actors.0.push(tokio::spawn(fifo::run(world.clone(), "ordered.fifo".to_owned())));
        }
        if wanted("topics") {
            actors.0.push(tokio::spawn(topics::run(world.clone(), "news".to_owned())));
        }
        if wanted("queues") {
            actors.0.push(tokio::spawn(queues::run(world.clone(), "life".to_owned())));
        }
        if wanted("stacks") {
            for stack in 0..3 {
                actors.0.push(tokio::spawn(stacks::run(world.clone(), format!("st{stack}"))));
            }
        }
        if wanted("identities") {
            actors.0.push(tokio::spawn(identities::run(world.clone(), "who".to_owned())));
        }
        actors
    }
    async fn finish(self) -> Vec<String> {
        let mut done = Vec::new();
        for actor in self.0 {
            done.push(actor.await.unwrap_or_else(|e| format!("an actor of the harness itself failed: {e}")));
        }
        done
    }
}
