//! The Chinese help texts, one a command and argument, and clap's own words.

use clap::{Arg, ArgAction, Command};

/// Texts by command (empty: the top one) and argument (empty: the command itself).
const TEXTS: &[(&str, &str, &str)] = &[
    ("", "", "青策：按公共政策对档案逐条作出决定，结果精确，理由可查。"),
    ("", "lang", "消息和帮助的语言（默认按系统的语言环境）"),
    ("check", "", "检查政策：覆盖了哪些条款，有什么问题"),
    ("check", "path", "政策文件夹，或其中的一个文件"),
    ("check", "fix", "在本政策自己的文件里做明显的改正"),
    ("check", "format", "输出的形式"),
    ("check", "explain", "查看一种问题的说明"),
    ("decide", "", "按政策对档案作出决定"),
    ("decide", "policy", "政策文件夹，或编译好的 .qcb 文件"),
    (
        "decide",
        "records",
        "档案的文件或文件夹：JSON、JSON 行、CSV、XLSX、Parquet、Arrow（默认：政策自带的样例）",
    ),
    ("decide", "as_of", "档案没有写明基准日时用的基准日"),
    ("decide", "rule", "只看这条规则（可以重复）"),
    ("decide", "granted", "以前的领取台账：领取人主键、规则、日期、金额（CSV、JSON、JSON 行或 XLSX）"),
    ("decide", "out", "把结果写进文件：要么完整，要么不写"),
    ("decide", "format", "结果的形式（默认按 --out 的扩展名，否则是表格）"),
    ("decide", "record", "这些文件的档案类型（默认是文件名）"),
    ("decide", "all", "表格里也列出不适用和未施行的规则"),
    ("explain", "", "说明一份档案的全部理由"),
    ("explain", "policy", "政策文件夹，或编译好的 .qcb 文件"),
    ("explain", "records", "档案的文件或文件夹（默认：政策自带的样例）"),
    ("explain", "key", "档案的主键"),
    ("explain", "rule", "只说明这条规则（可以重复）"),
    ("explain", "as_of", "档案没有写明基准日时用的基准日"),
    ("explain", "granted", "以前的领取台账"),
    ("explain", "record", "这些文件的档案类型（默认是文件名）"),
    ("explain", "format", "形式：逐层的理由（tree），或者给本人的告知书（text、html）"),
    ("explain", "out", "把结果写进文件：要么完整，要么不写"),
    ("explain", "unmask", "敏感内容照原样显示"),
    ("read", "", "把政策写成公文文字，与原文对照"),
    ("read", "policy", "政策文件夹"),
    ("read", "clause", "只要这一条"),
    ("read", "department", "只要由这个部门负责的"),
    ("read", "as_of", "注明这一天施行的数额（默认：列出每个数额的施行日期）"),
    ("read", "format", "形式（默认按 --out 的扩展名，否则是纯文本）"),
    ("read", "out", "把结果写进文件：要么完整，要么不写"),
    ("amend", "", "从某一天起给标准换一个数值"),
    ("amend", "policy", "政策文件夹"),
    ("amend", "standard", "标准的名称"),
    ("amend", "from", "新数值的第一天"),
    ("amend", "to", "新的数值，单位可写可不写"),
    ("amend", "authority", "由什么规定：一份文件，或者原文的一句，如 6.3「…」"),
    ("amend", "end", "新数值的最后一天；没有写 --from 时，是当时施行的数值的最后一天"),
    ("amend", "replace", "换掉同一天开始的数值"),
    ("standards", "", "把政策的各个数值写成表，或者按表修改"),
    ("standards", "policy", "政策文件夹"),
    ("standards", "format", "形式（默认按 --out 的扩展名，否则是表格）"),
    ("standards", "out", "写进文件：要么完整，要么不写"),
    ("standards", "import", "按这张表（CSV 或 XLSX）修改：要么全改，要么不改"),
    ("diff", "", "说明两个政策（或者一个政策的两个版本）在含义上有什么不同"),
    ("diff", "old", "政策文件夹：旧的；用 --git 时，是比较版本的那一个"),
    ("diff", "new", "新的政策文件夹"),
    ("diff", "git", "两个版本 A..B；只写一个时，与文件夹现在的内容比较"),
    ("diff", "format", "形式"),
    ("diff", "out", "把结果写进文件：要么完整，要么不写"),
    ("impact", "", "对一批档案说明改动影响到谁、要花多少钱"),
    ("impact", "old", "旧的政策：文件夹，或编译好的 .qcb 文件"),
    ("impact", "new", "新的政策"),
    ("impact", "records", "档案的文件或文件夹（默认：新政策自带的样例）"),
    ("impact", "as_of", "把每份档案都按这些日子来决定（默认：各按自己的基准日）"),
    ("impact", "record", "这些文件的档案类型（默认是文件名）"),
    ("impact", "sweep", "再试一个标准的一串数值：标准=起..止:步长"),
    ("impact", "format", "形式"),
    ("impact", "out", "把结果写进文件：要么完整，要么不写"),
    ("impact", "list", "把有得失的档案写进文件（.csv 或 .xlsx）"),
    ("test", "suggest", "打印这个标准在界限上的案例，写上规则现在的决定，供人确认"),
    ("prove", "", "证明政策的保证对任何档案都成立，或者给出不成立的档案"),
    ("prove", "policy", "政策文件夹"),
    ("prove", "guarantee", "只证明这一项保证"),
    (
        "prove",
        "solver",
        "能读 SMT-LIB 2 的求解器程序，用来问内置方法答不了的；none 表示不用（默认：装有 z3 就用）",
    ),
    ("prove", "format", "形式"),
    ("test", "", "运行政策的案例"),
    ("test", "policy", "政策文件夹"),
    ("test", "filter", "只运行名称里有这几个字的案例"),
    ("test", "mutate", "把政策逐处略加改动，列出没有一个案例察觉的改动"),
    ("test", "rule", "与 --mutate 同用：只改动这一条规则、标准、分档或定义"),
    ("fmt", "", "整理政策文件的版面"),
    ("fmt", "paths", "政策文件夹或文件"),
    ("fmt", "check", "什么也不改；有文件需要整理时退出码为 1"),
    ("fmt", "to", "把关键词换成这种语言"),
    ("build", "", "把政策编译成一个文件"),
    ("build", "policy", "政策文件夹"),
    ("build", "out", "程序写到哪里（默认：文件夹的名称加 .qcb）"),
    ("build", "listing", "改为打印程序的可读形式"),
    ("schema", "", "做一张空的填报表"),
    ("schema", "policy", "政策文件夹，或编译好的 .qcb 文件"),
    ("schema", "record", "只要这一种档案类型"),
    ("schema", "format", "形式：JSON schema，或者空表"),
    ("schema", "out", "写到哪里（XLSX 必须写明；有列表的 CSV 要写一个文件夹）"),
    ("sample", "", "随机编一些档案，用来试政策"),
    ("sample", "policy", "政策文件夹，或编译好的 .qcb 文件"),
    ("sample", "record", "档案类型"),
    ("sample", "n", "多少份"),
    ("sample", "seed", "种子：同一个种子得出同样的档案"),
    ("sample", "format", "档案的形式（默认按 --out 的扩展名，否则是 JSON 行）"),
    ("sample", "out", "写到哪里（有列表的 CSV 要写一个文件夹）"),
    ("new", "", "新建一个政策文件夹"),
    ("new", "name", "政策的名称，也是文件夹的名称"),
    ("lsp", "", "供编辑器使用的语言服务器（标准输入输出）"),
    ("lsp", "stdio", "在标准输入输出上通信；本来就是如此，有的编辑器要写明"),
    ("completions", "", "打印命令行补全脚本"),
    ("completions", "shell", "哪一种 shell"),
];

/// Texts below the arguments, by command.
const BELOW: &[(&str, &str)] = &[
    (
        "impact",
        "写了 --as-of，就把每份档案的基准日都换成那一天：假如都在那一天申请，会怎样决定。给予的数额和上限分开合计，因为上限不是承诺。
名单里的姓名、身份证号只显示首尾。",
    ),
    (
        "prove",
        "对每一份档案、每一天都成立的才说「已证明」；举出的反例都实际决定过一遍，确实不成立。两样都做不到的，说「未能证明」。
什么也不用安装；规则里有字段相乘的，装了 z3 能多证明一些。",
    ),
    (
        "amend",
        "新的一行加在政策文件里应在的位置，别的一个字也不动。凡是 qingce check 会指出的错误（日期不在施行期内、单位不对、
数值重叠），都拒绝修改。改完以后像 qingce diff 一样说明变化。",
    ),
    (
        "",
        "退出码：0 正常；1 政策有错误、案例没有通过，或者没能运行；2 有档案读不了（其余的照常决定）；64 参数不对。",
    ),
    (
        "decide",
        "文件或工作表以档案类型命名。列表另放一张表，叫「档案.列表」（劳务经纪人.带领人员.csv，或同名的工作表），
第一列写上级档案的主键；JSON 直接嵌套。文字编码可以是 UTF-8、GB18030 或带标记的 UTF-16。空着是「不知道」，不是「否」。
JSON、JSON 行、CSV 边读边算；工作簿要整个读进内存。",
    ),
];

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with Chinese help.
pub fn translate(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = describe(command, "").subcommand_help_heading("命令").subcommand_value_name("命令");
    for name in names {
        command = command.mut_subcommand(&name, |sub| describe(sub, &name));
    }
    command
}

fn describe(mut command: Command, name: &str) -> Command {
    let own: Vec<(String, bool)> = command
        .get_arguments()
        .map(|argument| (argument.get_id().to_string(), argument.is_positional()))
        .collect();
    for (id, positional) in own {
        let Some(help) = text(name, &id) else { continue };
        let heading = if positional { "参数" } else { "选项" };
        command = command.mut_arg(id, |argument| describe_argument(argument, help).help_heading(heading));
    }
    if let Some(about) = text(name, "") {
        command = command.about(about);
    }
    if let Some((_, below)) = BELOW.iter().find(|(known, _)| *known == name) {
        command = command.after_help(*below);
    }
    let usage = usage(&command, name);
    command = command.help_template(TEMPLATE).override_usage(usage).disable_help_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::HelpShort)
            .help("显示这份帮助")
            .help_heading("选项"),
    );
    if name.is_empty() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.disable_version_flag(true).arg(version.help("显示版本").help_heading("选项"));
    }
    command
}

/// An argument with its Chinese text, its values' name in Chinese, and its possible values after the text.
fn describe_argument(argument: Arg, help: &str) -> Arg {
    let values: Vec<String> =
        argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let taking = argument.get_action().takes_values();
    let help = if taking && !values.is_empty() {
        format!("{help}〔{}〕", values.join("、"))
    } else {
        help.to_owned()
    };
    let named = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
    let argument = argument.help(help).hide_possible_values(taking);
    match named.filter(|_| taking) {
        Some(name) => argument.value_name(value_name(&name)),
        None => argument,
    }
}

/// What a value is, in a word.
fn value_name(name: &str) -> &'static str {
    match name {
        "POLICY" => "政策",
        "RECORDS" => "档案",
        "DATE" => "日期",
        "NAME" => "名称",
        "FILE" => "文件",
        "PATH" | "PATHS" => "路径",
        "LANG" => "语言",
        "FORMAT" => "形式",
        "KEY" => "主键",
        "CODE" => "代码",
        "TEXT" => "文字",
        "N" | "SEED" => "数",
        "SHELL" => "SHELL",
        _ => "值",
    }
}

/// The line that shows how the command is used.
fn usage(command: &Command, name: &str) -> String {
    if name.is_empty() {
        return "qingce [选项] [命令]".to_owned();
    }
    let mut usage = format!("qingce {name} [选项]");
    for argument in command.get_arguments() {
        let word = argument.get_value_names().and_then(|names| names.first()).map(ToString::to_string);
        let word = word.unwrap_or_default();
        let many = if matches!(argument.get_action(), ArgAction::Append) { "…" } else { "" };
        match (argument.is_positional(), argument.is_required_set()) {
            (true, true) => usage.push_str(&format!(" <{word}>{many}")),
            (true, false) => usage.push_str(&format!(" [{word}]{many}")),
            (false, true) => {
                let long = argument.get_long().unwrap_or_default();
                usage.push_str(&format!(" --{long} <{word}>"));
            }
            (false, false) => {}
        }
    }
    usage
}

fn text(command: &str, argument: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(c, a, _)| *c == command && *a == argument).map(|(_, _, text)| *text)
}

/// clap's complaint about the arguments in Chinese: its first line, for the kinds that people meet.
pub fn complaint(error: &clap::Error) -> String {
    use clap::error::{ContextKind, ErrorKind};
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有「{}」这个命令", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("还缺参数：{argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            let valid = context(ContextKind::ValidValue);
            let valid = if valid.is_empty() { valid } else { format!("；可以写：{valid}") };
            format!("「{argument}」不能是「{value}」{valid}")
        }
        ErrorKind::ArgumentConflict => format!("「{argument}」不能这样用：与其他参数冲突，或者写了两次"),
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    let suggestion =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .map(context)
            .find(|word| !word.is_empty());
    let suggestion = suggestion.map(|word| format!("（是不是「{word}」？）")).unwrap_or_default();
    format!("{said}{suggestion}\n用 qingce --help 查看用法")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_argument_has_a_chinese_text() {
        let command = crate::args::Arguments::command();
        let mut wanting = Vec::new();
        let mut look = |name: &str, command: &Command| {
            let arguments = command.get_arguments().map(|argument| argument.get_id().to_string());
            for id in arguments.chain([String::new()]) {
                let inherited = id == "lang" && !name.is_empty();
                if text(name, &id).is_none() && !inherited {
                    wanting.push(format!("{name} {id}"));
                }
            }
        };
        look("", &command);
        for sub in command.get_subcommands() {
            look(sub.get_name(), sub);
        }
        assert_eq!(wanting, Vec::<String>::new());
    }

    #[test]
    fn the_translated_command_is_well_formed() {
        translate(crate::args::Arguments::command()).debug_assert();
    }
}
