//! The thread that owns the workspace: everything is done there, in the order in which it was asked.

use super::settings::Settings;
use super::workspace::Workspace;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};

/// Something to do.
type Job = Box<dyn FnOnce(&mut Workspace) + Send>;

/// How many edits were sent so far: long work compares it with the number at its start and gives up when a newer edit waits.
#[derive(Debug, Clone, Default)]
pub struct Revision(Arc<AtomicU64>);

impl Revision {
    /// The number of edits sent.
    pub fn now(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// The way to the thread.
pub struct Desk {
    jobs: Sender<Job>,
    revision: Revision,
}

impl Desk {
    /// Starts the thread. It ends when the desk is dropped.
    pub fn open(client: Client, settings: Settings) -> Self {
        let (jobs, waiting) = channel();
        let revision = Revision::default();
        let seen = revision.clone();
        let runtime = tokio::runtime::Handle::current();
        std::thread::spawn(move || work(&waiting, Workspace::new(client, runtime, settings, seen)));
        Self { jobs, revision }
    }

    /// Does something and gives its result. It is queued before this first waits, so that order is kept.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Workspace) -> T + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.tell(move |workspace| {
            // A request that was cancelled waits for nothing any more: it isn't begun.
            if !answer.is_closed() {
                let _ = answer.send(job(workspace));
            }
        });
        answered.await.map_err(|_| Error::internal_error())
    }

    /// Does something.
    pub fn tell(&self, job: impl FnOnce(&mut Workspace) + Send + 'static) {
        // The thread ends only with the desk.
        let _ = self.jobs.send(Box::new(job));
    }

    /// Does something that changes a text.
    pub fn revise(&self, job: impl FnOnce(&mut Workspace) + Send + 'static) {
        self.revision.0.fetch_add(1, Ordering::AcqRel);
        self.tell(job);
    }
}

fn work(waiting: &Receiver<Job>, mut workspace: Workspace) {
    loop {
        let next = match workspace.pause() {
            None => waiting.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(pause) => waiting.recv_timeout(pause),
        };
        match next {
            Ok(job) => job(&mut workspace),
            Err(RecvTimeoutError::Timeout) => workspace.tend(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
