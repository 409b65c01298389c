//! A client that speaks the protocol to the server in process.

use qingce_grammar::Language;
use qingce_lsp::{Settings, serve};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::runtime::Runtime;

/// What was asked so far, of whichever server: methods, and commands by their names.
static SENT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The methods of the requests that were sent so far in this process, and the names of commands.
pub fn requests_sent() -> BTreeSet<String> {
    SENT.lock().unwrap().clone()
}

/// The day that is today in tests.
pub const TODAY: (i32, u32, u32) = (2026, 3, 1);

/// A client with its server.
pub struct Client {
    runtime: Runtime,
    reader: BufReader<DuplexStream>,
    writer: DuplexStream,
    next: i64,
    /// The newest diagnostics of each address, with the version of the text that they are about.
    pub published: BTreeMap<String, Value>,
    /// Of which versions of which addresses diagnostics were sent, in order.
    pub versions: Vec<(String, Value)>,
    /// What the server says that it can do.
    pub capabilities: Value,
    /// What the server asked of the client, in order: method and parameters.
    pub asked: Vec<(String, Value)>,
}

impl Client {
    /// Opens a folder, with the capabilities of a usual client.
    pub fn open(folder: &Path, language: Language) -> Self {
        let workspace = json!({
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "codeLens": { "refreshSupport": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        });
        let actions = json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
        let capabilities = json!({
            "workspace": workspace, "textDocument": { "codeAction": actions }, "window": { "workDoneProgress": true },
        });
        Self::open_as(folder, language, capabilities)
    }

    /// Opens a folder as a client with these capabilities.
    pub fn open_as(folder: &Path, language: Language, capabilities: Value) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (to_server, from_client) = duplex(1 << 20);
        let (to_client, from_server) = duplex(1 << 20);
        let (year, month, day) = TODAY;
        let mut settings = Settings::new(language);
        settings.today = chrono::NaiveDate::from_ymd_opt(year, month, day);
        settings.pause = Duration::ZERO;
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(serve(from_client, to_client, settings));
        });
        let mut client = Self {
            runtime,
            reader: BufReader::new(from_server),
            writer: to_server,
            next: 0,
            published: BTreeMap::new(),
            versions: Vec::new(),
            capabilities: Value::Null,
            asked: Vec::new(),
        };
        let folders = json!([{ "uri": uri(folder), "name": "policies" }]);
        let params = json!({ "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities });
        client.capabilities = client.request("initialize", params)["capabilities"].take();
        client.notify("initialized", json!({}));
        client
    }

    /// Opens a text.
    pub fn open_text(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "qingce", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Sends a request and gives its result.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        self.try_request(method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends a request and gives its result or error.
    pub fn try_request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.begin(method, params);
        self.finish(id)
    }

    /// Sends a request and gives its number.
    pub fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let mut sent = SENT.lock().unwrap();
        sent.insert(method.to_owned());
        sent.extend(params["command"].as_str().map(str::to_owned));
        drop(sent);
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    /// Waits for the result or error of a request that was sent.
    pub fn finish(&mut self, id: i64) -> Result<Value, Value> {
        loop {
            let mut message = self.receive();
            if message["id"] == json!(id) && message["method"].is_null() {
                return match message.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(message["result"].take()),
                };
            }
            self.take(&message);
        }
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Waits for the diagnostics of a version of a text.
    pub fn diagnostics(&mut self, uri: &str, version: i64) -> Value {
        loop {
            let newest = self.published.get(uri);
            if let Some(newest) = newest.filter(|params| params["version"] == json!(version)) {
                return newest["diagnostics"].clone();
            }
            let message = self.receive();
            self.take(&message);
        }
    }

    /// Waits until the server has told or asked the client something that the test hasn't looked at yet.
    pub fn wait_asked(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.asked.iter().position(|(asked, _)| asked == method) {
                return self.asked.remove(at).1;
            }
            let message = self.receive();
            self.take(&message);
        }
    }

    fn take(&mut self, message: &Value) {
        let method = message["method"].as_str().unwrap_or_default().to_owned();
        if method == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().unwrap().to_owned();
            self.versions.push((uri.clone(), message["params"]["version"].clone()));
            self.published.insert(uri, message["params"].clone());
        } else {
            self.asked.push((method.clone(), message["params"].clone()));
        }
        if !message["id"].is_null() {
            let result =
                if method == "workspace/applyEdit" { json!({ "applied": true }) } else { Value::Null };
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.runtime.block_on(self.writer.write_all(framed.as_bytes())).unwrap();
    }

    fn receive(&mut self) -> Value {
        let reader = &mut self.reader;
        self.runtime.block_on(async {
            let mut length = 0;
            loop {
                let mut line = String::new();
                let wait = reader.read_line(&mut line);
                tokio::time::timeout(Duration::from_secs(60), wait)
                    .await
                    .expect("the server answers")
                    .unwrap();
                match line.trim_end().split_once(": ") {
                    Some(("Content-Length", count)) => length = count.parse().unwrap(),
                    Some(_) => {}
                    None => break,
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).await.unwrap();
            serde_json::from_slice(&body).unwrap()
        })
    }
}

/// The address of a path.
pub fn uri(path: &Path) -> String {
    tower_lsp::ls_types::Uri::from_file_path(path).unwrap().as_str().to_owned()
}
