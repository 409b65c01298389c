//! Long work beside everything else: on a thread of its own, with its progress shown, until somebody calls it off.

use super::requests::execute_command::Answer;
use super::workspace::Workspace;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::ProgressToken;

/// So many steps lie between two tellings of progress.
const STEPS: u64 = 64;

/// The long work under way.
#[derive(Debug, Default)]
pub struct Works {
    running: HashMap<ProgressToken, Arc<AtomicBool>>,
    begun: AtomicU64,
}

/// What long work sees of the world.
pub struct Going {
    called_off: Arc<AtomicBool>,
    told: Option<mpsc::UnboundedSender<u64>>,
}

impl Going {
    /// Tells how many steps are done; `false`: it was called off.
    pub fn on(&self, done: u64) -> bool {
        if done.is_multiple_of(STEPS)
            && let Some(told) = &self.told
        {
            // The teller ends only with the work.
            let _ = told.send(done);
        }
        !self.called_off.load(Ordering::Acquire)
    }
}

impl Workspace {
    /// Does long work on a thread of its own. Who asked may call it off, by the button of its progress or by cancelling the request.
    pub fn beside(
        &mut self,
        title: &str,
        token: Option<ProgressToken>,
        work: impl FnOnce(&Going) -> Result<Value> + Send + 'static,
    ) -> Answer {
        self.works.running.retain(|_, called_off| Arc::strong_count(called_off) > 1);
        let called_off = Arc::new(AtomicBool::new(false));
        let begun = self.works.begun.fetch_add(1, Ordering::AcqRel);
        let given = token.is_some();
        let token = token.unwrap_or_else(|| ProgressToken::String(format!("qingce-{begun}")));
        let told = (given || self.abilities.shows_progress).then(|| {
            let (told, hears) = mpsc::unbounded_channel();
            self.runtime.spawn(tell(self.client.clone(), token.clone(), !given, title.to_owned(), hears));
            told
        });
        self.works.running.insert(token, Arc::clone(&called_off));
        let (mut answer, answered) = oneshot::channel();
        let going = Going { called_off: Arc::clone(&called_off), told };
        self.runtime.spawn(async move {
            let (done, result) = oneshot::channel();
            std::thread::spawn(move || {
                // Nobody waits any more for the result of work that was called off.
                let _ = done.send(work(&going));
            });
            tokio::select! {
                result = result => {
                    let _ = answer.send(result.unwrap_or_else(|_| Err(Error::internal_error())));
                }
                () = answer.closed() => called_off.store(true, Ordering::Release),
            }
        });
        Answer::Later(answered)
    }

    /// Somebody pressed the button that calls long work off.
    pub fn call_off(&mut self, token: &ProgressToken) {
        if let Some(called_off) = self.works.running.get(token) {
            called_off.store(true, Ordering::Release);
        }
    }
}

/// Shows how far work is, until it ends.
async fn tell(
    client: Client,
    token: ProgressToken,
    create: bool,
    title: String,
    mut hears: mpsc::UnboundedReceiver<u64>,
) {
    if create && client.create_work_done_progress(token.clone()).await.is_err() {
        return;
    }
    let progress = client.progress(token, title).with_cancel_button().begin().await;
    while let Some(done) = hears.recv().await {
        progress.report_with_message(done.to_string(), Some(true)).await;
    }
    progress.finish().await;
}
