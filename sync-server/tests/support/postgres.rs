//! A Postgres server of a test's own: made in a throw-away folder, reachable by a socket in it, and
//! gone with the test. With `SEATWISE_TEST_POSTGRES` set to the address of a database, the server
//! that has it is used instead, by a role that may make schemas in it.
//!
//! The programs are looked for on `PATH` and where Debian puts them. The server refuses to run as
//! root, so root starts it as the user `postgres`.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

/// Says when the server takes connections.
const READY: &str = "database system is ready to accept connections";

#[derive(Debug)]
pub(crate) struct Postgres {
    options: PgConnectOptions,
    made: AtomicU32,
    _server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    child: Child,
    _folder: tempfile::TempDir,
}

impl Postgres {
    pub(crate) fn start() -> Self {
        let made = AtomicU32::new(0);
        if let Ok(url) = env::var("SEATWISE_TEST_POSTGRES") {
            return Self { options: url.parse().unwrap(), made, _server: None };
        }
        let folder = tempfile::Builder::new().prefix("seatwise-pg-").tempdir().unwrap();
        give_to_postgres(folder.path());
        let data = folder.path().join("data");
        let initdb = as_postgres("initdb")
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale"])
            .arg("--no-sync")
            .arg("--pgdata")
            .arg(&data)
            .output()
            .unwrap();
        assert!(initdb.status.success(), "initdb: {}", String::from_utf8_lossy(&initdb.stderr));
        let mut child = as_postgres("postgres")
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=60"])
            .args(["-c", "shared_buffers=16MB", "-c", "log_min_messages=log"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_until_ready(&mut child);
        let options = PgConnectOptions::new_without_pgpass()
            .socket(folder.path())
            .username("postgres")
            .database("postgres");
        Self { options, made, _server: Some(Server { child, _folder: folder }) }
    }

    /// The address of a place without any tables: a new schema, which is made faster than a
    /// database.
    pub(crate) async fn database(&self) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("seatwise_test_{}_{number}", std::process::id());
        let mut connection = PgConnection::connect_with(&self.options).await.unwrap();
        for sql in
            [format!("DROP SCHEMA IF EXISTS {name} CASCADE"), format!("CREATE SCHEMA {name}")]
        {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
        let mut url = self.options.to_url_lossy();
        url.query_pairs_mut().append_pair("options", &format!("-csearch_path={name}"));
        url.to_string()
    }
}

impl Drop for Server {
    /// At once, but tidily: it takes its shared memory and its processes along.
    fn drop(&mut self) {
        let asked = Command::new("kill").arg("-QUIT").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}

fn wait_until_ready(child: &mut Child) {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut said = Vec::new();
    loop {
        let Some(line) = lines.next() else {
            panic!("the server ended: {}", said.join("\n"));
        };
        let line = line.unwrap();
        if line.contains(READY) {
            break;
        }
        said.push(line);
    }
    // Whoever writes into a full pipe waits, so somebody goes on reading.
    thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
}

/// The program, started as a user it accepts, and ended with this process if that is killed.
fn as_postgres(program: &str) -> Command {
    let program = find(program);
    if !has("setpriv") {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg("--pdeathsig=QUIT").arg("--").arg(program);
    command
}

fn find(program: &str) -> PathBuf {
    let on_path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&on_path).collect();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort();
    folders.extend(debian.into_iter().rev());
    let found = folders.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "the tests need Postgres ({program}): install it (Debian: apt-get install postgresql) \
             or set SEATWISE_TEST_POSTGRES to the address of a database"
        )
    })
}

fn has(program: &str) -> bool {
    let on_path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&on_path).any(|folder| folder.join(program).is_file())
}

fn is_root() -> bool {
    id_of(&["-u"]) == Some(0)
}

fn give_to_postgres(folder: &Path) {
    if is_root() {
        let owner = id_of(&["-u", "postgres"]);
        assert!(owner.is_some(), "root starts Postgres as the user `postgres`, who is missing");
        std::os::unix::fs::chown(folder, owner, id_of(&["-g", "postgres"])).unwrap();
    }
}

fn id_of(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
