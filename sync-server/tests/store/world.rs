//! A database to test on, of either kind, and ways to meddle with it behind the store's back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use sqlx::{AnyPool, AssertSqlSafe, Row as _};
use sync_server::store::Store;
use tempfile::TempDir;

use crate::postgres::Postgres;

pub(crate) enum World {
    Folder(TempDir),
    Server { url: String },
}

pub(crate) type Case = fn(World) -> Pin<Box<dyn Future<Output = ()>>>;

/// Makes the tests of a module from its cases, each an `async fn` that takes a [`World`].
macro_rules! cases {
    ($($case:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $case() {
                crate::world::on_sqlite(|world| Box::pin(super::$case(world)));
            })*
        }

        #[test]
        fn postgres() {
            crate::world::on_postgres(&[
                $((stringify!($case), |world| Box::pin($case(world)))),*
            ]);
        }
    };
}
pub(crate) use cases;

pub(crate) fn on_sqlite(case: Case) {
    run(case(World::Folder(tempfile::tempdir().unwrap())));
}

/// Every case in a database of its own. All of them run, and all that failed are named.
pub(crate) fn on_postgres(cases: &[(&str, Case)]) {
    let server = Postgres::start();
    let mut failed = Vec::new();
    for (name, case) in cases {
        let one = || run(async { case(World::Server { url: server.database().await }).await });
        if catch_unwind(AssertUnwindSafe(one)).is_err() {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "failed on Postgres: {failed:?}");
}

fn run(case: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(2).enable_all().build().unwrap().block_on(case);
}

impl World {
    pub(crate) async fn open(&self) -> Store {
        match self {
            Self::Folder(folder) => Store::sqlite(folder.path()).await.unwrap(),
            Self::Server { url } => Store::postgres(url).await.unwrap(),
        }
    }

    /// As two relays have it: on a server by connections of their own, in a folder there is one.
    pub(crate) async fn open_twice(&self) -> (Store, Store) {
        let first = self.open().await;
        let second = match self {
            Self::Folder(_) => first.clone(),
            Self::Server { .. } => self.open().await,
        };
        (first, second)
    }

    /// The database itself, past the store.
    pub(crate) async fn raw(&self) -> AnyPool {
        let url = match self {
            Self::Folder(folder) => {
                format!("sqlite://{}?mode=rw", folder.path().join("relay.sqlite").display())
            }
            Self::Server { url } => url.clone(),
        };
        AnyPool::connect(&url).await.unwrap()
    }

    pub(crate) async fn run(&self, sql: &str) {
        let raw = self.raw().await;
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&raw).await.unwrap();
        raw.close().await;
    }

    /// Flips one bit of the bytes of a row.
    pub(crate) async fn flip_a_bit(&self, table: &str, which: &str) {
        let raw = self.raw().await;
        let select = AssertSqlSafe(format!("SELECT bytes FROM {table} WHERE {which}"));
        let mut bytes: Vec<u8> = sqlx::query(select).fetch_one(&raw).await.unwrap().get("bytes");
        bytes[0] ^= 4;
        let update = AssertSqlSafe(format!("UPDATE {table} SET bytes = $1 WHERE {which}"));
        assert_eq!(sqlx::query(update).bind(bytes).execute(&raw).await.unwrap().rows_affected(), 1);
        raw.close().await;
    }

    pub(crate) async fn count(&self, table: &str) -> i64 {
        let raw = self.raw().await;
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS found FROM {table}"));
        let found = sqlx::query(sql).fetch_one(&raw).await.unwrap().get("found");
        raw.close().await;
        found
    }

    /// From now on the database fails when `event` (such as `UPDATE`) meets a row of the table for
    /// which `when` holds.
    pub(crate) async fn fail_on(&self, event: &str, table: &str, when: &str) {
        self.run(&match self {
            Self::Folder(_) => format!(
                "CREATE TRIGGER injected BEFORE {event} ON {table} WHEN {when}
                 BEGIN SELECT RAISE(ABORT, 'injected'); END"
            ),
            Self::Server { .. } => format!(
                "CREATE FUNCTION injected() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'injected'; END $$;
                 CREATE TRIGGER injected BEFORE {event} ON {table} FOR EACH ROW WHEN ({when})
                 EXECUTE FUNCTION injected()"
            ),
        })
        .await;
    }

    pub(crate) async fn fail_no_more(&self, table: &str) {
        self.run(&match self {
            Self::Folder(_) => "DROP TRIGGER injected".to_owned(),
            Self::Server { .. } => {
                format!("DROP TRIGGER injected ON {table}; DROP FUNCTION injected()")
            }
        })
        .await;
    }
}
