//! What the relay remembers about itself, such as the secrets it made at its first start.

use super::{Store, StoreError, columns};

impl Store {
    pub async fn meta(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT value FROM meta WHERE key = $1")
            .bind(key)
            .fetch_optional(&self.read)
            .await?;
        row.map(|row| columns::bytes(&row, "value")).transpose()
    }

    /// Stores a value unless there is one, and says which it is now: of two relays that make a
    /// secret at once, both go on with the same.
    pub async fn put_meta_if_absent(&self, key: &str, value: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut tx = self.writing().await?;
        sqlx::query("INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING")
            .bind(key)
            .bind(value)
            .execute(&mut *tx)
            .await?;
        let row = sqlx::query("SELECT value FROM meta WHERE key = $1")
            .bind(key)
            .fetch_one(&mut *tx)
            .await?;
        tx.commit().await?;
        columns::bytes(&row, "value")
    }

    pub async fn put_meta(&self, key: &str, value: &[u8]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES ($1, $2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// Whether there was one.
    pub async fn delete_meta(&self, key: &str) -> Result<bool, StoreError> {
        let done =
            sqlx::query("DELETE FROM meta WHERE key = $1").bind(key).execute(&self.write).await?;
        Ok(done.rows_affected() > 0)
    }
}
