use crate::{Clock, ClockState, Elapsed, Timestamp, WouldGoBack};
use parking_lot::Mutex;
use proptest::prelude::*;
use std::{future::Future, sync::Arc, task::Poll, time::Duration};

const START: Timestamp = Timestamp::from_seconds(1_795_255_200);

fn run<T>(test: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime").block_on(test)
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// What happened, with the time that the happening itself saw.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<(String, u64)>>>);

impl Log {
    fn note(&self, what: impl Into<String>, clock: &Clock) {
        self.0.lock().push((what.into(), clock.now().since(START).as_secs()));
    }

    fn schedule(&self, clock: &Clock, at: u64, what: &str) -> crate::Scheduled {
        let (log, seen, name) = (self.clone(), clock.clone(), what.to_owned());
        clock.schedule(START + seconds(at), what, move || async move { log.note(name, &seen) })
    }

    fn check(&self, expected: &[(&str, u64)]) {
        let got = self.0.lock();
        let got: Vec<(&str, u64)> = got.iter().map(|(what, at)| (&**what, *at)).collect();
        assert_eq!(got, expected);
    }
}

#[test]
fn events_run_in_order_and_see_their_own_deadline() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        log.schedule(&clock, 30, "late");
        log.schedule(&clock, 10, "early");
        log.schedule(&clock, 10, "tie");
        log.schedule(&clock, 20, "cancelled").cancel();
        log.schedule(&clock, 61, "beyond");
        let advanced = clock.advance(seconds(60)).await;
        log.check(&[("early", 10), ("tie", 10), ("late", 30)]);
        assert_eq!((advanced.fired, advanced.now), (3, START + seconds(60)));
        assert_eq!(clock.now(), START + seconds(60));
        let pending = clock.pending(10);
        assert_eq!((pending.len(), &*pending[0].name), (1, "beyond"));
    });
}

#[test]
fn events_scheduled_by_events_run_within_the_same_advance() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        log.schedule(&clock, 25, "other");
        tick(&clock, &log, 10);
        clock.advance(seconds(45)).await;
        log.check(&[("tick", 10), ("tick", 20), ("other", 25), ("tick", 30), ("tick", 40)]);
    });
}

fn tick(clock: &Clock, log: &Log, at: u64) {
    let (again, log) = (clock.clone(), log.clone());
    clock.schedule(START + seconds(at), "tick", move || async move {
        log.note("tick", &again);
        tick(&again, &log, at + 10);
    });
}

#[test]
fn a_sleeper_runs_before_time_goes_on() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        let (sleeper, seen) = (clock.clone(), log.clone());
        let task = tokio::spawn(async move {
            for _ in 0..3 {
                sleeper.sleep(seconds(10)).await;
                seen.note("slept", &sleeper);
            }
        });
        log.schedule(&clock, 15, "event");
        clock.advance(seconds(60)).await;
        log.check(&[("slept", 10), ("event", 15), ("slept", 20), ("slept", 30)]);
        task.await.expect("the sleeper ends");
    });
}

#[test]
fn an_event_that_waits_for_the_clock_does_not_stop_it() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        let (inside, seen) = (clock.clone(), log.clone());
        let (tell, told) = tokio::sync::oneshot::channel();
        clock.schedule(START + seconds(5), "sleeps", move || async move {
            inside.sleep(seconds(10)).await;
            seen.note("slept", &inside);
            // An advance within an event waits until the one that runs it is over.
            inside.advance(seconds(40)).await;
            seen.note("advanced", &inside);
            tell.send(()).expect("the test waits");
        });
        log.schedule(&clock, 12, "between");
        log.schedule(&clock, 20, "after");
        log.schedule(&clock, 90, "in the second advance");
        clock.advance(seconds(60)).await;
        told.await.expect("told");
        let second = ("in the second advance", 90);
        log.check(&[("between", 12), ("slept", 15), ("after", 20), second, ("advanced", 100)]);
    });
}

#[test]
fn a_panicking_event_stops_nothing() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        clock.schedule(START + seconds(1), "panics", || async { panic!("a test panics on purpose") });
        log.schedule(&clock, 2, "next");
        clock.advance(seconds(5)).await;
        log.check(&[("next", 2)]);
    });
}

#[test]
fn an_advance_ends_also_when_its_caller_is_gone() {
    run(async {
        let (clock, log) = (Clock::frozen_at(START), Log::default());
        log.schedule(&clock, 10, "first");
        let sleep = clock.sleep(seconds(60));
        let mut advance = Box::pin(clock.advance(seconds(60)));
        let begun =
            std::future::poll_fn(|context| Poll::Ready(advance.as_mut().poll(context).is_ready())).await;
        assert!(!begun, "it begins, and is dropped before its end");
        drop(advance);
        sleep.await;
        log.check(&[("first", 10)]);
    });
}

#[test]
fn timeouts() {
    run(async {
        let clock = Clock::frozen_at(START);
        let limit = START + seconds(20);
        assert_eq!(clock.timeout_at(limit, async { 1 }).await, Ok(1));
        let waits = clock.clone();
        let task = tokio::spawn(async move { waits.timeout_at(limit, std::future::pending::<()>()).await });
        clock.advance(seconds(19)).await;
        assert!(!task.is_finished());
        clock.advance(seconds(1)).await;
        assert_eq!(task.await.expect("ends"), Err(Elapsed));
        assert_eq!(clock.timeout_at(limit, async { "complete" }).await, Ok("complete"));
        assert_eq!(clock.timeout_at(limit, std::future::pending::<()>()).await, Err(Elapsed));
    });
}

#[test]
fn a_dropped_sleep_leaves_the_queue() {
    run(async {
        let clock = Clock::frozen_at(START);
        let limit = clock.now() + seconds(1);
        assert_eq!(clock.timeout_at(limit, tokio::task::yield_now()).await, Ok(()));
        assert_eq!(clock.inner.state.lock().queue.earliest(), None);
    });
}

#[test]
fn time_does_not_go_back() {
    run(async {
        let clock = Clock::frozen_at(START);
        let asked = START - seconds(1);
        assert_eq!(clock.set(asked).await, Err(WouldGoBack { now: START, asked }));
        assert_eq!(clock.set(START + seconds(5)).await.map(|a| a.now), Ok(START + seconds(5)));
        // A host clock that was set back by a day shows as time that stands.
        let clock = Clock::real();
        let now = clock.now();
        clock.inner.state.lock().mode = ClockState::Running { offset_micros: -86_400_000_000 };
        assert_eq!(clock.now(), now);
    });
}

#[test]
fn frozen_steered_and_kept() {
    run(async {
        let clock = Clock::real();
        assert_eq!(clock.state(), ClockState::Running { offset_micros: 0 });
        let before = clock.now();
        clock.advance(seconds(86_400)).await;
        assert!(clock.now() >= before + seconds(86_400));
        clock.freeze();
        let frozen = clock.now();
        assert_eq!(clock.state(), ClockState::Frozen { at: frozen });
        assert_eq!(clock.advance(seconds(1)).await.now, frozen + seconds(1));
        assert_eq!(clock.now(), frozen + seconds(1));
        clock.resume();
        let kept = serde_json::to_string(&clock.state()).expect("plain data");
        assert!(kept.starts_with(r#"{"mode":"running","offset_micros":8640"#), "{kept}");
        let restarted = Clock::real();
        restarted.restore(serde_json::from_str(&kept).expect("plain data"));
        assert!(restarted.now() >= frozen + seconds(1));
        assert!(restarted.now() < frozen + seconds(600));
    });
}

#[test]
fn real_time_fires_by_itself() {
    run(async {
        let (clock, log) = (Clock::real(), Arc::new(Mutex::new(Vec::new())));
        let start = clock.now();
        for (millis, name) in [(20, "second"), (10, "first"), (0, "at once")] {
            let log = log.clone();
            let at = start + Duration::from_millis(millis);
            clock.schedule(at, name, move || async move { log.lock().push(name) });
        }
        clock.sleep(Duration::from_millis(30)).await;
        assert!(clock.now() >= start + Duration::from_millis(30));
        assert_eq!(*log.lock(), ["at once", "first", "second"]);
    });
}

#[test]
fn an_overdue_event_starts_also_when_time_stands() {
    run(async {
        let clock = Clock::frozen_at(START);
        let (tell, told) = tokio::sync::oneshot::channel();
        clock.schedule(START - seconds(1), "overdue", move || async move {
            tell.send(()).expect("the test waits");
        });
        clock.host_timeout(seconds(10), told).await.expect("in time").expect("told");
    });
}

#[test]
fn the_driver_ends_with_its_clock() {
    run(async {
        let clock = Clock::frozen_at(START);
        clock.schedule(START + seconds(1), "never", || async {});
        let inner = Arc::downgrade(&clock.inner);
        tokio::task::yield_now().await;
        drop(clock);
        tokio::task::yield_now().await;
        assert!(inner.upgrade().is_none());
        assert_eq!(tokio::runtime::Handle::current().metrics().num_alive_tasks(), 0);
    });
}

#[derive(Debug, Clone)]
enum Step {
    Schedule { after: u64, child_after: Option<u64> },
    Cancel { nth: usize },
    Advance { by: u64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0u64..50, proptest::option::of(0u64..50))
            .prop_map(|(after, child_after)| Step::Schedule { after, child_after }),
        1 => (0usize..20).prop_map(|nth| Step::Cancel { nth }),
        2 => (0u64..40).prop_map(|by| Step::Advance { by }),
    ];
    proptest::collection::vec(step, 0..60)
}

/// The plain model: a list of (deadline, order of registration, name), of which the smallest is next.
#[derive(Default)]
struct Model {
    now: u64,
    registered: u64,
    waiting: Vec<(u64, u64, String, Option<u64>)>,
    happened: Vec<(String, u64)>,
}

impl Model {
    fn add(&mut self, deadline: u64, name: String, child_after: Option<u64>) {
        self.waiting.push((deadline, self.registered, name, child_after));
        self.registered += 1;
    }

    fn advance(&mut self, by: u64) {
        let goal = self.now + by;
        while let Some(next) = self.waiting.iter().min().filter(|next| next.0 <= goal).cloned() {
            self.waiting.retain(|other| *other != next);
            let (deadline, _, name, child_after) = next;
            self.now = self.now.max(deadline);
            self.happened.push((name.clone(), self.now));
            if let Some(after) = child_after {
                self.add(self.now + after, format!("{name}'s child"), None);
            }
        }
        self.now = goal;
    }
}

fn schedule(
    clock: &Clock,
    log: &Log,
    at: Timestamp,
    name: String,
    child_after: Option<u64>,
) -> crate::Scheduled {
    let (inside, log) = (clock.clone(), log.clone());
    clock.schedule(at, name.clone(), move || async move {
        log.note(&*name, &inside);
        tokio::task::yield_now().await;
        if let Some(after) = child_after {
            schedule(&inside, &log, inside.now() + seconds(after), format!("{name}'s child"), None);
        }
    })
}

/// Follows the steps with the clock and with the model: the same happens, at the same times.
async fn follow(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let (clock, log, mut model) = (Clock::frozen_at(START), Log::default(), Model::default());
    let mut handles = Vec::new();
    for (number, step) in steps.into_iter().enumerate() {
        match step {
            Step::Schedule { after, child_after } => {
                // Due at this very moment is for the driver to start, which the model does not have.
                let (after, name) = (after + 1, format!("{number}"));
                let at = clock.now() + seconds(after);
                handles.push((schedule(&clock, &log, at, name.clone(), child_after), name.clone()));
                model.add(model.now + after, name, child_after);
            }
            Step::Cancel { nth } => {
                if let Some((handle, name)) = handles.get(nth) {
                    let before = model.waiting.len();
                    model.waiting.retain(|waiting| waiting.2 != *name);
                    prop_assert_eq!(handle.is_pending(), before > model.waiting.len());
                    prop_assert_eq!(handle.cancel(), before > model.waiting.len());
                }
            }
            Step::Advance { by } => {
                let advanced = clock.advance(seconds(by)).await;
                model.advance(by);
                prop_assert_eq!(advanced.now, START + seconds(model.now));
            }
        }
    }
    clock.advance(seconds(1_000)).await;
    model.advance(1_000);
    prop_assert_eq!(&*log.0.lock(), &model.happened);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn random_schedules_fire_in_order_and_exactly_once(steps in steps(), threads in any::<bool>()) {
        if threads {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
            runtime.expect("a runtime").block_on(follow(steps))?;
        } else {
            run(follow(steps))?;
        }
    }
}
