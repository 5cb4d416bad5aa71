//! The command line: `new`, `import` and `check` for editors; `publish`, `serve` and `size`.

mod check;
mod report;

use crate::model::check::ids;
use crate::model::import::decode::{self, NoText};
use crate::model::when::Day;
use crate::model::words::Lang;
use crate::model::{import, skeleton};
use crate::publish::seeds::{self, Seed, count};
use crate::publish::{compress, publish, size, write};
use crate::serve::{Options, Server};
use anyhow::{Context, Error, Result, anyhow, ensure};
use clap::{Parser, Subcommand, ValueEnum};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Makes interactive news explainers that read without a script.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Report all problems of all files, and how long and how hard each answer is to read.
    ///
    /// Exit codes: 0 nothing is wrong (warnings are allowed unless denied), 1 something is, 2 the arguments are wrong or
    /// a file cannot be read. docs/format.md lists the rules and describes the JSON.
    Check {
        /// The files; without any, those of the folder of explainers.
        files: Vec<PathBuf>,
        /// The folder of explainers.
        #[arg(long, default_value = "seeds", conflicts_with = "files")]
        seeds: PathBuf,
        /// For people or for tools.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Let warnings count as errors do.
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Write the skeleton of a new explainer.
    ///
    /// It passes the check, and what is still to be written is marked TODO, which the check warns of. A file that exists
    /// is left alone.
    New {
        /// Its id: the file's name without `.md`, and the page's address.
        id: String,
        /// The headline.
        #[arg(long)]
        title: Option<String>,
        /// The language of the text and of the page around it.
        #[arg(long, default_value = "en")]
        lang: String,
        /// The folder of explainers.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Draft an explainer from an article's text.
    ///
    /// Questions, paragraphs, dates, acronyms and suspected holes are found; no sentence is taken over. A file that exists
    /// is left alone.
    Import {
        /// The text: UTF-8, UTF-16 with a byte order mark, Latin-1 or Windows-1252.
        file: PathBuf,
        /// The draft's id; otherwise made from the article's title.
        #[arg(long)]
        id: Option<String>,
        /// Where to write the draft, `-` for standard output; otherwise seeds/ID.md.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Turn the explainers of a folder into pages.
    Publish {
        /// The folder of explainers.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
        /// The folder that holds the built browser half.
        #[arg(long, default_value = "dist")]
        bundle: PathBuf,
        /// The folder to write to.
        #[arg(long, default_value = "dist")]
        out: PathBuf,
        /// Publish a worker that removes itself and everything it stored: see docs/offline.md.
        #[arg(long)]
        kill_switch: bool,
        /// Write compressed files beside the others, for hosts that send those: see docs/hosting.md.
        #[arg(long)]
        compress: bool,
    },
    /// Serve a published site on 127.0.0.1.
    ///
    /// With `--seeds` as a preview: each change of an explainer is published and shown in the open pages, and what is
    /// wrong with one is shown there, too.
    Serve {
        /// The published site.
        #[arg(long, default_value = "dist")]
        dir: PathBuf,
        /// The folder of explainers to watch; without it the site is served as it lies there.
        #[arg(long)]
        seeds: Option<PathBuf>,
        /// The port; 0 takes any that is free.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Print what the page weighs, compressed, and hold the limits.
    Size {
        /// The published site.
        #[arg(long, default_value = "dist")]
        dir: PathBuf,
        /// The explainer whose page is weighed.
        #[arg(long, default_value = "isis-k")]
        explainer: String,
        /// The file of limits.
        #[arg(long)]
        limits: Option<PathBuf>,
    },
}

/// How a report is written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the command that the arguments name. Exit codes: 0 done, 1 failed (the reason is on standard error), 2 the
/// arguments are wrong. Those of `check` are its own.
pub fn main() -> ExitCode {
    run(Cli::parse().command).unwrap_or_else(|error| failed(&error, 1))
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Check { files, seeds, format, deny_warnings } => {
            return Ok(match check(files, &seeds, format, deny_warnings) {
                Ok(is_clean) => ExitCode::from(u8::from(!is_clean)),
                Err(error) => failed(&error, 2),
            });
        }
        Command::New { id, title, lang, seeds } => {
            let lang = Lang::from_tag(&lang)
                .ok_or_else(|| anyhow!("the page does not speak “{lang}”: try one of {}", Lang::tags()))?;
            let title = title.as_deref().map(str::trim).filter(|title| !title.is_empty());
            let path = seed_path(&seeds, &id)?;
            write::create(&path, &skeleton::explainer(title, lang, today()?))?;
            eprintln!("Wrote {}.", path.display());
            next_steps(&path);
        }
        Command::Import { file, id, out } => import_file(&file, id, out)?,
        Command::Publish { seeds, bundle, out, kill_switch, compress } => {
            let start = Instant::now();
            let seeds = seeds::read(&seeds)?;
            for warning in &seeds.warnings {
                eprintln!("{warning}\n");
            }
            let mut files = publish(&seeds, &bundle, &out, kill_switch)?;
            if compress {
                files.extend(compress::siblings(&files));
            }
            write::write(&files, &out)?;
            eprintln!("{}", report::published(&seeds.explainers, start.elapsed()));
        }
        Command::Serve { dir, seeds, port } => {
            let server = Server::with_options(dir, Options { port, seeds, ..Options::default() })?;
            println!("Explainers at {}  (Ctrl-C ends it)", server.url());
            server.wait()?;
        }
        Command::Size { dir, explainer, limits } => {
            let sizes = size::weigh(&dir, &explainer)?;
            print!("{}", size::table(&sizes));
            limits.map_or(Ok(()), |limits| size::hold(&size::limits(&limits)?, &sizes))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the explainer with this id is kept.
fn seed_path(folder: &Path, id: &str) -> Result<PathBuf> {
    ensure!(ids::is_slug(id), "`{id}` cannot be an id: {}", ids::mend(id));
    Ok(folder.join(id).with_added_extension("md"))
}

fn import_file(file: &Path, id: Option<String>, out: Option<PathBuf>) -> Result<()> {
    let name = file.display();
    let bytes = fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let text = decode::decode(&bytes).map_err(|no_text| match no_text {
        NoText::Empty => anyhow!("{name} is empty: copy the article's text into it"),
        NoText::Binary => anyhow!("{name} is not a text file: save the article as plain text"),
    })?;
    let draft = import::draft(&text, today()?);
    let path = match out {
        Some(path) => path,
        None => seed_path(Path::new("seeds"), id.as_deref().unwrap_or(&draft.id))?,
    };
    let found = [
        count(draft.questions, "question"),
        count(draft.paragraphs, "paragraph"),
        count(draft.terms, "acronym"),
        count(draft.events, "date"),
        count(draft.holes, "suspected hole"),
    ];
    eprintln!("Found {}; left out {}.", found.join(", "), count(draft.debris, "leftover"));
    if path == Path::new("-") {
        io::stdout().write_all(draft.text.as_bytes())?;
    } else {
        write::create(&path, &draft.text)?;
        eprintln!("Wrote {}.", path.display());
        next_steps(&path);
    }
    Ok(())
}

fn next_steps(path: &Path) {
    let path = path.display();
    eprintln!("Next: write what is marked TODO in {path}, run `make check` until it finds nothing, then `make serve`.");
}

/// The day, in UTC: an editor corrects it where it matters.
fn today() -> Result<Day> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    let day = Day::new(today.year(), today.month().try_into()?, today.day().try_into()?);
    day.context("the computer's clock shows no day of the calendar")
}

fn failed(error: &Error, code: u8) -> ExitCode {
    eprintln!("{error:#}");
    ExitCode::from(code)
}

/// Prints the report and tells whether the files may be published.
fn check(mut files: Vec<PathBuf>, folder: &Path, format: Format, deny_warnings: bool) -> Result<bool> {
    let whole_folder = files.is_empty();
    if whole_folder {
        files = seeds::paths(folder)?;
    }
    let mut seeds = files.iter().map(|path| Seed::read(path)).collect::<Result<Vec<_>>>()?;
    // Of single files it is not known what lies beside them.
    if whole_folder {
        seeds::look_around(&mut seeds);
    }
    let report = check::Report::new(seeds);
    let text = match format {
        Format::Text => report.text(),
        Format::Json => report.json(),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(report.is_clean(deny_warnings))
}
