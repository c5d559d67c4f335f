//! Judges one contact by the default norm and prints the evaluation as JSON.
//!
//! ```text
//! evaluate CONTACT.json
//! evaluate BEGUN.json live [PART.json ...]
//! ```
//!
//! With `live` the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the
//! number of confirmed findings goes to standard error.

mod callnorm;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use callnorm::{Contact, Evaluator, Live};

const USAGE: &str = "usage: evaluate CONTACT.json | evaluate BEGUN.json live [PART.json ...]";

pub struct Failure {
    message: String,
    place: String,
}

impl Failure {
    pub fn new(message: impl fmt::Display, place: impl fmt::Display) -> Self {
        Self {
            message: message.to_string(),
            place: place.to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.message, self.place)
    }
}

fn evaluate(evaluator: &Evaluator, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let contact = Contact::import(c"callnorm", bytes)?;
    evaluator.evaluate(&contact)?.to_json()
}

fn evaluate_live(
    evaluator: &Evaluator,
    begun: &[u8],
    parts: &[OsString],
) -> Result<(Vec<u8>, usize), Failure> {
    let mut live = Live::new(evaluator, begun)?;
    for part in parts {
        live.push_json(&read(part)?)?;
    }
    let json = live.finish()?.to_json()?;
    Ok((json, live.confirmed()))
}

fn read(path: &OsStr) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::new(error, Path::new(path).display()))
}

fn print(mut json: Vec<u8>) -> Result<(), Failure> {
    json.push(b'\n');
    let mut output = io::stdout().lock();
    output
        .write_all(&json)
        .and_then(|()| output.flush())
        .map_err(|error| Failure::new(error, "standard output"))
}

fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let (path, parts) = match arguments {
        [path] => (path, None),
        [path, way, parts @ ..] if way == "live" => (path, Some(parts)),
        _ => return Err(Failure::new(USAGE, "arguments")),
    };
    let bytes = read(path)?;
    let evaluator = Evaluator::new()?;
    if let Some(parts) = parts {
        let (json, confirmed) = evaluate_live(&evaluator, &bytes, parts)?;
        print(json)?;
        eprintln!("confirmed: {confirmed}");
    } else {
        print(evaluate(&evaluator, &bytes)?)?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
