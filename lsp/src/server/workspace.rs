//! Everything that the server knows: open texts, policies, and what the client is owed.

use super::abilities::Abilities;
use super::beside::Works;
use super::convert::{self, Encoding};
use super::desk::Revision;
use super::documents::Documents;
use super::policies::{Policies, Policy};
use super::publish::Published;
use super::requests::semantic_tokens::Coloured;
use super::settings::Settings;
use crate::queries::ran::Ran;
use crate::queries::{Cursor, View};
use qingce_grammar::position::{Lines, Unit};
use qingce_grammar::{FileId, Language, Place, Span};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::{Location, Position, Range, Uri};

/// Everything that the server knows.
pub struct Workspace {
    /// The way to the client.
    pub client: Client,
    /// Where what is sent to the client is awaited.
    pub runtime: Handle,
    /// What the server was started with.
    pub settings: Settings,
    /// The number of edits sent so far.
    pub revision: Revision,
    /// How the client counts columns.
    pub encoding: Encoding,
    /// What else it can do.
    pub abilities: Abilities,
    /// Folders that the client has open.
    pub folders: Vec<PathBuf>,
    /// The texts open in the editor.
    pub documents: Documents,
    /// The policies.
    pub policies: Policies,
    /// The colours that the client was given.
    pub colours: Coloured,
    /// What the client was told and is owed.
    pub published: Published,
    /// The long work under way.
    pub works: Works,
}

impl Workspace {
    /// An empty workspace.
    pub fn new(client: Client, runtime: Handle, settings: Settings, revision: Revision) -> Self {
        Self {
            client,
            runtime,
            settings,
            revision,
            encoding: Encoding(Unit::Utf16),
            abilities: Abilities::default(),
            folders: Vec::new(),
            documents: Documents::default(),
            policies: Policies::default(),
            colours: Coloured::default(),
            published: Published::default(),
            works: Works::default(),
        }
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// How long to wait for the next message before [`Workspace::tend`]; `None`: nothing is owed.
    pub fn pause(&self) -> Option<Duration> {
        self.published.pause()
    }

    /// Answers a query at a position of a file; `None` if the file belongs to no policy. `answer` is given the view, the cursor
    /// and the way back to the protocol.
    pub fn at<T>(
        &mut self,
        uri: &Uri,
        position: Position,
        answer: impl FnOnce(&View<'_>, Cursor, &Back<'_>) -> T,
    ) -> Option<T> {
        self.seen(uri, |view, file, back| answer(view, back.cursor(file, position), back))
    }

    /// Answers a query about a file; `None` if the file belongs to no policy.
    pub fn seen<T>(
        &mut self,
        uri: &Uri,
        answer: impl FnOnce(&View<'_>, FileId, &Back<'_>) -> T,
    ) -> Option<T> {
        let (encoding, language, today) = (self.encoding, self.language(), self.settings.day());
        let path = convert::path(uri);
        let (policy, file) = self.policies.of(&path)?;
        Some(with_view(policy, language, today, encoding, |view, back| answer(view, file, back)))
    }

    /// Looks at a file, which may be an official text, in every policy that holds it.
    pub fn knowing(&mut self, path: &Path, mut look: impl FnMut(&View<'_>, FileId, &Back<'_>)) {
        let (encoding, language, today) = (self.encoding, self.language(), self.settings.day());
        for policy in self.policies.all() {
            let Some(file) = policy.folder.paths.iter().position(|own| own == path).map(FileId) else {
                continue;
            };
            with_view(policy, language, today, encoding, |view, back| look(view, file, back));
        }
    }

    /// The same, with the policy's program and how its scenarios come out.
    pub fn seen_run<T>(
        &mut self,
        uri: &Uri,
        answer: impl FnOnce(&View<'_>, FileId, &Back<'_>, Option<&Ran>) -> T,
    ) -> Option<T> {
        let (encoding, language, today) = (self.encoding, self.language(), self.settings.day());
        let path = convert::path(uri);
        let (policy, file) = self.policies.of(&path)?;
        let (folder, analysis, ran) = policy.ran();
        let view = View { text: &folder.text, analysis, language, today };
        let back = Back { paths: &folder.paths, view: &view, encoding };
        Some(answer(&view, file, &back, ran))
    }
}

/// Makes the view of a policy and the way back.
pub fn with_view<T>(
    policy: &mut Policy,
    language: Language,
    today: chrono::NaiveDate,
    encoding: Encoding,
    answer: impl FnOnce(&View<'_>, &Back<'_>) -> T,
) -> T {
    let (folder, analysis) = policy.analysis();
    let view = View { text: &folder.text, analysis, language, today };
    let back = Back { paths: &folder.paths, view: &view, encoding };
    answer(&view, &back)
}

/// The way from places in a policy back to the protocol's.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    paths: &'a [PathBuf],
    view: &'a View<'a>,
    /// How the client counts columns.
    pub encoding: Encoding,
}

impl Back<'_> {
    /// The range of a span of a file. For many spans of one file, [`Back::ranges`] reads its lines once.
    pub fn range(&self, file: FileId, span: Span) -> Range {
        convert::range(&Lines::new(self.view.file(file)), span, self.encoding)
    }

    /// The place of a position of a file.
    pub fn cursor(&self, file: FileId, position: Position) -> Cursor {
        let offset = convert::offset(&Lines::new(self.view.file(file)), position, self.encoding);
        Cursor { file, offset }
    }

    /// The ranges of spans of one file.
    pub fn ranges(&self, file: FileId) -> impl Fn(Span) -> Range + use<'_> {
        let lines = Lines::new(self.view.file(file));
        move |span| convert::range(&lines, span, self.encoding)
    }

    /// The policy's folder.
    pub fn folder(&self) -> &Path {
        Path::new(self.view.text.layers.last().map_or("", |layer| layer.folder.as_str()))
    }

    /// The address of a file.
    pub fn uri(&self, file: FileId) -> Option<Uri> {
        self.path(file).and_then(convert::uri)
    }

    /// The path of a file; official texts count on after the `.ce` files.
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.paths.get(file.0).map(PathBuf::as_path)
    }

    /// A place with its file's address.
    pub fn location(&self, place: Place) -> Option<Location> {
        Some(Location { uri: self.uri(place.file)?, range: self.range(place.file, place.span) })
    }
}
