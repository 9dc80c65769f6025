//! All rows of one database into another, of whichever kind: what a backup of Postgres and a
//! restored one are made of.

use futures::StreamExt as _;
use sqlx::{AssertSqlSafe, Row as _};

use super::dialect::Dialect;
use super::{StoreError, Tx};

/// What a column holds; any of them may hold nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text,
    Number,
    Bytes,
}

use Holds::{Bytes, Number, Text};

pub(super) type Columns = &'static [(&'static str, Holds)];

/// In an order in which nothing refers to what comes later.
pub(super) const TABLES: [(&str, Columns); 11] = [
    ("meta", &[("key", Text), ("value", Bytes)]),
    (
        "workspace",
        &[
            ("id", Text),
            ("inventory", Text),
            ("vault", Text),
            ("epoch", Text),
            ("created_at", Number),
            ("must_seal", Number),
        ],
    ),
    (
        "document",
        &[
            ("id", Text),
            ("workspace", Text),
            ("kind", Text),
            ("last_seq", Number),
            ("bytes", Number),
            ("created_at", Number),
        ],
    ),
    (
        "member",
        &[
            ("id", Text),
            ("workspace", Text),
            ("name", Text),
            ("role", Text),
            ("sees_keys", Number),
            ("joined_at", Number),
            ("removed_at", Number),
        ],
    ),
    (
        "device",
        &[
            ("id", Text),
            ("member", Text),
            ("workspace", Text),
            ("name", Text),
            ("credential_hash", Bytes),
            ("public_key", Bytes),
            ("created_at", Number),
            ("last_seen_at", Number),
            ("removed_at", Number),
        ],
    ),
    (
        "invite",
        &[
            ("id", Text),
            ("workspace", Text),
            ("role", Text),
            ("sees_keys", Number),
            ("created_by", Text),
            ("created_at", Number),
            ("expires_at", Number),
            ("secret_hash", Bytes),
            ("sealed_key", Bytes),
            ("used_at", Number),
            ("used_by", Text),
            ("revoked_at", Number),
            ("for_member", Text),
        ],
    ),
    ("wrapped_key", &[("workspace", Text), ("epoch", Text), ("device", Text), ("bytes", Bytes)]),
    ("used_ticket", &[("number", Bytes), ("until", Number)]),
    (
        "audit",
        &[
            ("seq", Number),
            ("workspace", Text),
            ("at", Number),
            ("member", Text),
            ("device", Text),
            ("act", Text),
            ("subject", Text),
        ],
    ),
    (
        "chunk",
        &[
            ("document", Text),
            ("seq", Number),
            ("hash", Bytes),
            ("sha256", Bytes),
            ("bytes", Bytes),
            ("damaged", Number),
        ],
    ),
    ("snapshot", &[("document", Text), ("upto_seq", Number), ("sha256", Bytes), ("bytes", Bytes)]),
];

/// Copies every row, one at a time: a document may be larger than memory should be.
pub(super) async fn copy(from: &mut Tx, to: &mut Tx, dialect: Dialect) -> Result<(), StoreError> {
    for (table, columns) in TABLES {
        let names = columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let places = (1..=columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let own_numbers = dialect.insert_own_numbers();
        let insert = format!("INSERT INTO {table} ({names}) {own_numbers} VALUES ({places})");
        let select = AssertSqlSafe(format!("SELECT {names} FROM {table}"));
        let mut rows = sqlx::query(select).fetch(&mut **from);
        while let Some(row) = rows.next().await.transpose()? {
            let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
            for (name, holds) in columns {
                query = match holds {
                    Text => query.bind(row.try_get::<Option<String>, _>(*name)?),
                    Number => query.bind(row.try_get::<Option<i64>, _>(*name)?),
                    Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(*name)?),
                };
            }
            query.execute(&mut **to).await?;
        }
    }
    if let Some(sql) = dialect.count_on() {
        sqlx::query(sql).fetch_one(&mut **to).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn no_table_and_no_column_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::sqlite(folder.path()).await.unwrap();
        let mut found = BTreeMap::<String, Vec<(String, Holds)>>::new();
        let rows = sqlx::query(
            "SELECT t.name AS its_table, c.name AS name, c.type AS type
             FROM sqlite_master t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT IN ('schema_version', 'sqlite_sequence')
             ORDER BY t.name, c.cid",
        );
        for row in rows.fetch_all(&store.read).await.unwrap() {
            let holds = match row.get::<&str, _>("type") {
                "TEXT" => Text,
                "BIGINT" | "INTEGER" => Number,
                "BLOB" => Bytes,
                other => panic!("{other}"),
            };
            found.entry(row.get("its_table")).or_default().push((row.get("name"), holds));
        }
        let listed = TABLES.map(|(table, columns)| {
            let columns = columns.iter().map(|(name, holds)| ((*name).to_owned(), *holds));
            (table.to_owned(), columns.collect::<Vec<_>>())
        });
        assert_eq!(found, BTreeMap::from(listed));
    }
}
