//! Judges one contact by the default norm and prints the evaluation as JSON.
//!
//! ```text
//! evaluate CONTACT.json [live]
//! ```
//!
//! With `live` the contact is pushed into a live evaluation, and the number of confirmed findings
//! goes to standard error.

mod callnorm;

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use callnorm::{Contact, Evaluator, Live};

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

fn evaluate_live(evaluator: &Evaluator, bytes: &[u8]) -> Result<(Vec<u8>, usize), Failure> {
    let mut live = Live::new(evaluator)?;
    live.push_json(bytes)?;
    let json = live.finish()?.to_json()?;
    Ok((json, live.confirmed()))
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
    let (path, live) = match arguments {
        [path] => (Path::new(path), false),
        [path, way] if way == "live" => (Path::new(path), true),
        _ => {
            return Err(Failure::new(
                "usage: evaluate CONTACT.json [live]",
                "arguments",
            ))
        }
    };
    let bytes = fs::read(path).map_err(|error| Failure::new(error, path.display()))?;
    let evaluator = Evaluator::new()?;
    if live {
        let (json, confirmed) = evaluate_live(&evaluator, &bytes)?;
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
