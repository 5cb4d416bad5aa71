//! The command line: `publish`, `serve`, `size`.

use crate::publish::{publish, seeds, size, write};
use crate::serve::{Options, Server};
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Makes interactive news explainers that read without a script.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
    },
    /// Serve a published site on 127.0.0.1.
    Serve {
        /// The published site.
        #[arg(long, default_value = "dist")]
        dir: PathBuf,
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

/// Runs the command that the arguments name. Exit codes: 0 done, 1 failed (the reason is on standard error), 2 the
/// arguments are wrong.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Publish { seeds, bundle, out, kill_switch } => {
            let seeds = seeds::read(&seeds)?;
            for warning in &seeds.warnings {
                eprintln!("{warning}\n");
            }
            write::write(&publish(&seeds, &bundle, &out, kill_switch)?, &out)
        }
        Command::Serve { dir, port } => {
            let server = Server::with_options(dir, Options { port, ..Options::default() })?;
            println!("Explainers at {}  (Ctrl-C ends it)", server.url());
            Ok(server.wait()?)
        }
        Command::Size { dir, explainer, limits } => {
            let sizes = size::weigh(&dir, &explainer)?;
            print!("{}", size::table(&sizes));
            limits.map_or(Ok(()), |limits| size::hold(&size::limits(&limits)?, &sizes))
        }
    }
}
