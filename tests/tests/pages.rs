//! The pages in a real browser, and the document in a real office suite.

use qingce_tests::real::{output, program};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
const OFFICES: &[&str] = &["soffice", "libreoffice"];
const POLICY: &str = "policies/qinghai-labour-brand";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the command in process, writing to a file.
fn qingce(arguments: &[&str]) {
    let policy = |argument: &str| match argument.strip_prefix("policies/") {
        Some(name) => root().join("policies").join(name).display().to_string(),
        None => argument.to_owned(),
    };
    let all = std::iter::once("qingce".to_owned()).chain(arguments.iter().map(|argument| policy(argument)));
    let ended = qingce::run(all.map(Into::into).collect());
    assert_eq!(
        format!("{ended:?}"),
        format!("{:?}", std::process::ExitCode::SUCCESS),
        "qingce {arguments:?}"
    );
}

fn page(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut all = arguments.to_vec();
    let out = path.display().to_string();
    all.extend(["--out", &out]);
    qingce(&all);
    path
}

fn browser(program: &Path, folder: &Path, arguments: &[&str]) -> String {
    let data = folder.join("profile");
    output(
        Command::new(program)
            .args([
                "--headless",
                "--disable-dev-shm-usage",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-extensions",
                "--allow-file-access-from-files",
            ])
            .arg(format!("--user-data-dir={}", data.display()))
            .args(arguments),
    )
}

/// What the probe finds in a page shown this wide, in a light or a dark room.
fn looked_at(program: &Path, folder: &Path, page: &Path, wide: u32, dark: bool) -> Value {
    let name = page.file_name().unwrap().to_str().unwrap();
    let shell = folder.join(format!("probe-{wide}-{dark}-{name}"));
    let scheme = if dark { "dark" } else { "light" };
    let text = format!(
        "<!doctype html><html style='color-scheme:{scheme}'><body><iframe src='{name}' style='width:{wide}px;height:1000px;border:0'></iframe><script>{}</script></body></html>",
        include_str!("../pages/probe.js")
    );
    std::fs::write(&shell, text).unwrap();
    let address = format!("file://{}", shell.display());
    let mut arguments = vec!["--virtual-time-budget=8000", "--window-size=1400,1100", "--dump-dom"];
    if dark {
        arguments.push("--blink-settings=preferredColorScheme=0");
    }
    arguments.push(&address);
    let dom = browser(program, folder, &arguments);
    let found = dom.split_once("FOUND").and_then(|(_, rest)| rest.split_once("END")).map(|(found, _)| found);
    let found = found.unwrap_or_else(|| panic!("the probe found nothing in {name}"));
    serde_json::from_str(&found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).unwrap()
}

fn is_sound(found: &Value, language: &str) {
    for fault in ["links", "headings", "pale", "untitled"] {
        assert_eq!(found[fault], serde_json::json!([]), "{fault}");
    }
    assert_eq!(found["lang"], language);
    assert!(found["scroll"].as_u64() <= found["width"].as_u64(), "it scrolls sideways: {found}");
}

#[test]
fn the_page_reads_well_on_a_desk_a_phone_and_in_the_dark() {
    let Some(program) = program(BROWSERS) else { return };
    let folder = tempfile::tempdir().unwrap();
    let policy = page(folder.path(), "policy.html", &["read", POLICY]);
    let bytes = std::fs::metadata(&policy).unwrap().len();
    assert!(bytes < 2_000_000, "{bytes} bytes");
    for (wide, dark) in [(1200, false), (390, false), (1200, true)] {
        let found = looked_at(&program, folder.path(), &policy, wide, dark);
        is_sound(&found, "zh-CN");
        assert_eq!(found["width"], wide);
        assert_eq!(found["dark"], dark);
        assert!(found["linked"].as_u64().unwrap() > 30, "the contents name clauses, tables and departments");
        assert_eq!(found["searchable"], true);
        let (shown, all) = (found["shown"].as_u64().unwrap(), found["all"].as_u64().unwrap());
        assert!(0 < shown && shown < all / 4, "{shown} of {all} sentences are about 枸杞");
        let cells: Vec<Vec<i64>> = serde_json::from_value(found["rows"].clone()).unwrap();
        match wide {
            390 => assert!(
                cells[0][0] == cells[1][0] && cells[0][1] < cells[1][1],
                "one below the other: {cells:?}"
            ),
            _ => assert!(cells[0][0] < cells[1][0] && cells[0][1] == cells[1][1], "side by side: {cells:?}"),
        }
    }
    let english = page(
        folder.path(),
        "english.html",
        &["read", "policies/municipal-heat-grant", "--lang", "en", "--as-of", "2026-11-01"],
    );
    is_sound(&looked_at(&program, folder.path(), &english, 390, false), "en");
    let notice =
        page(folder.path(), "notice.html", &["explain", POLICY, "--key", "JJR-2023-001", "--format", "html"]);
    is_sound(&looked_at(&program, folder.path(), &notice, 390, false), "zh-CN");
}

/// What a page writes to the browser's console while it opens: nothing, if all is well.
fn console(program: &Path, folder: &Path, page: &Path) -> Vec<String> {
    let run = Command::new(program)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("the browser starts");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    said.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect()
}

#[test]
fn pages_leave_the_console_empty() {
    let Some(program) = program(BROWSERS) else { return };
    let folder = tempfile::tempdir().unwrap();
    let policy = page(folder.path(), "policy.html", &["read", POLICY]);
    assert_eq!(console(&program, folder.path(), &policy), [""; 0]);
    let broken = folder.path().join("broken.html");
    let text = std::fs::read_to_string(&policy).unwrap();
    std::fs::write(&broken, text.replace("</body>", "<script>missing();</script></body>")).unwrap();
    assert_eq!(console(&program, folder.path(), &broken).len(), 1, "a fault would be seen");
}

#[test]
fn the_page_prints_in_two_columns_on_a4() {
    let (Some(browser_program), Some(pdftotext)) = (program(BROWSERS), program(&["pdftotext"])) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let policy = page(folder.path(), "policy.html", &["read", POLICY, "--clause", "6"]);
    let pdf = folder.path().join("policy.pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    browser(
        &browser_program,
        folder.path(),
        &["--no-pdf-header-footer", &print, &format!("file://{}", policy.display())],
    );
    let text = output(Command::new(&pdftotext).args(["-layout"]).arg(&pdf).arg("-"));
    let both =
        text.lines().filter(|line| line.contains("按每人50元标准") || line.contains("赴海西采摘枸杞2个月"));
    let beside = both.filter(|line| line.trim().contains("   ")).count();
    assert!(beside > 0, "the sentence and the rule stand beside each other:\n{text}");
    let size = output(Command::new(pdftotext.with_file_name("pdfinfo")).arg(&pdf));
    assert!(size.contains("A4"), "{size}");
}

#[test]
fn the_document_opens_in_an_office_suite() {
    let (Some(office), Some(pdftotext)) = (program(OFFICES), program(&["pdftotext"])) else { return };
    let folder = tempfile::tempdir().unwrap();
    let document = page(folder.path(), "policy.docx", &["read", POLICY]);
    output(
        Command::new(office)
            .arg(format!("-env:UserInstallation=file://{}", folder.path().join("office").display()))
            .args(["--headless", "--convert-to", "pdf", "--outdir"])
            .arg(folder.path())
            .arg(&document),
    );
    let text = output(Command::new(pdftotext).arg("-raw").arg(folder.path().join("policy.pdf")).arg("-"));
    let text: String = text.split_whitespace().collect();
    for words in [
        "第六条提升劳务品牌就业服务水平",
        "落实劳务经纪人补贴政策",
        "给予劳务经纪人补贴，数额为采摘带工补贴标准（50元/人）×合格采摘人员的人数",
    ] {
        assert!(text.contains(words), "{words} is not in the document");
    }
}
