//! Text files in the encodings that offices produce: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030.
//!
//! Whatever the encoding, the result is a file of UTF-8 that can be read from any place: a file in another encoding is turned
//! into a temporary one, a piece at a time, so that memory doesn't grow with its length.

use crate::fault::{Fault, Outcome};
use crate::message;
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

const PIECE: usize = 1 << 16;

/// A UTF-8 file.
#[derive(Debug)]
pub struct TextFile {
    /// The file, standing at the first byte of text.
    pub file: File,
    /// Where the text begins: after the byte order mark.
    pub start: u64,
}

/// Opens a text file.
///
/// # Errors
/// A file that can't be read, or whose bytes are neither UTF-8 nor GB18030.
pub fn open(path: &Path) -> Outcome<TextFile> {
    let fault = |error: std::io::Error| Fault::reading(path, &error);
    let mut file = File::open(path).map_err(fault)?;
    let mut head = [0; 3];
    let count = read_up_to(&mut file, &mut head).map_err(fault)?;
    match Encoding::for_bom(&head[..count]) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => {
            let start = mark as u64;
            file.seek(SeekFrom::Start(start)).map_err(fault)?;
            return if is_utf8(&mut file).map_err(fault)? {
                file.seek(SeekFrom::Start(start)).map_err(fault)?;
                Ok(TextFile { file, start })
            } else {
                Err(malformed(path))
            };
        }
        Some((encoding, mark)) => {
            file.seek(SeekFrom::Start(mark as u64)).map_err(fault)?;
            return transcode(file, encoding, path);
        }
        None => {}
    }
    file.seek(SeekFrom::Start(0)).map_err(fault)?;
    let utf8 = is_utf8(&mut file).map_err(fault)?;
    file.seek(SeekFrom::Start(0)).map_err(fault)?;
    if utf8 { Ok(TextFile { file, start: 0 }) } else { transcode(file, GB18030, path) }
}

fn malformed(path: &Path) -> Fault {
    let path = path.display();
    Fault::new(message!(
        "「{path}」的文字编码认不出来：既不是 UTF-8，也不是 GB18030",
        "the encoding of 「{path}」 is not known: it is neither UTF-8 nor GB18030"
    ))
}

/// Reads until the buffer is full or the file ends.
fn read_up_to(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match file.read(&mut buffer[count..])? {
            0 => break,
            n => count += n,
        }
    }
    Ok(count)
}

/// Whether the rest of the file is UTF-8.
fn is_utf8(file: &mut File) -> std::io::Result<bool> {
    let mut buffer = vec![0; PIECE];
    let mut kept = 0;
    loop {
        let count = kept + read_up_to(file, &mut buffer[kept..])?;
        let ended = count < buffer.len();
        match simdutf8::compat::from_utf8(&buffer[..count]) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_none() && !ended => {
                // A character cut by the end of the piece: it is looked at again with the next one.
                let valid = error.valid_up_to();
                buffer.copy_within(valid..count, 0);
                kept = count - valid;
            }
            Err(_) => return Ok(false),
        }
        if ended {
            return Ok(true);
        }
    }
}

/// The rest of the file as a temporary file of UTF-8.
fn transcode(mut file: File, encoding: &'static Encoding, path: &Path) -> Outcome<TextFile> {
    let fault = |error: std::io::Error| Fault::reading(path, &error);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut turned = tempfile::tempfile().map_err(fault)?;
    let mut buffer = vec![0; PIECE];
    loop {
        let count = read_up_to(&mut file, &mut buffer).map_err(fault)?;
        let last = count < buffer.len();
        let text = decode(&mut decoder, &buffer[..count], last).ok_or_else(|| malformed(path))?;
        turned.write_all(text.as_bytes()).map_err(fault)?;
        if last {
            break;
        }
    }
    turned.seek(SeekFrom::Start(0)).map_err(fault)?;
    Ok(TextFile { file: turned, start: 0 })
}

/// One piece decoded; `None` if its bytes make no sense in the encoding.
fn decode(decoder: &mut Decoder, mut bytes: &[u8], last: bool) -> Option<String> {
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = String::with_capacity(room);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, last);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return Some(text),
            DecoderResult::OutputFull => text.reserve(bytes.len().max(64) * 3),
            DecoderResult::Malformed(..) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reread(bytes: &[u8]) -> Outcome<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, bytes).unwrap();
        let mut text = String::new();
        open(&path)?.file.read_to_string(&mut text).unwrap();
        Ok(text)
    }

    #[test]
    fn four_encodings_give_the_same_text() {
        let text = "姓名,备注\n阿卜杜拉·买买提,𠮷\n";
        let mut with_mark = vec![0xef, 0xbb, 0xbf];
        with_mark.extend(text.bytes());
        let utf16: Vec<u8> = [0xfffe_u16.swap_bytes()]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let (gb, _, _) = GB18030.encode(text);
        for bytes in [text.as_bytes(), &with_mark, &utf16, &gb] {
            assert_eq!(reread(bytes).unwrap(), text);
        }
    }

    #[test]
    fn characters_across_pieces_stay_whole() {
        let text = format!("a{}", "补".repeat(PIECE));
        assert_eq!(reread(text.as_bytes()).unwrap(), text);
        let (gb, _, _) = GB18030.encode(&text);
        assert_eq!(reread(&gb).unwrap(), text);
    }

    #[test]
    fn other_bytes_are_refused() {
        let fault = reread(&[b'a', 0xff, 0xff, b'\n']).unwrap_err();
        assert!(fault.message.unwrap().zh.contains("编码"));
    }
}
