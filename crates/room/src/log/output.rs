//! A sandbox's output as the server sees it: what is there, and waiting for more.

use super::{Batch, Position, Reader};
use crate::{
    control::Request,
    error::Error,
    link::{Link, State, blocking},
    place::Place,
};
use std::sync::Arc;
use tokio::sync::watch;

/// A sandbox's output, for one reader, from where it was last acknowledged.
pub struct Output {
    reader: Reader,
    place: Place,
    state: watch::Receiver<State>,
    link: Arc<Link>,
}

impl Output {
    pub(crate) fn new(reader: Reader, place: Place, link: Arc<Link>) -> Self {
        Self { reader, place, state: link.watch(), link }
    }

    /// The next output, when there is some; none once the sandbox is over and all was read. Cancelling loses nothing.
    pub async fn next(&mut self) -> Result<Option<Batch>, Error> {
        loop {
            // Asked before the files are: what is written in between wakes us again.
            let is_over = self.state.borrow_and_update().exit.is_some();
            // What was written just now is read from memory, and no more than a quarter of a megabyte of it.
            if let Some(batch) = self.reader.read()? {
                return Ok(Some(batch));
            }
            if is_over || self.state.changed().await.is_err() {
                return Ok(None);
            }
        }
    }

    /// What was read up to here is kept elsewhere: it is deleted, and not read again by the next server.
    pub async fn acknowledge(&self, position: Position) -> Result<(), Error> {
        let place = self.place.clone();
        blocking(move || Reader::acknowledge(&place, position)).await?;
        self.link.ask(&Request::Acknowledged(position.0)).await;
        Ok(())
    }
}
