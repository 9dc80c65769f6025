// The import of a file.

import { expect, type Locator, type Page } from '@playwright/test';

export class ImportPage {
  readonly heading: Locator;
  readonly file: Locator;
  readonly summary: Locator;
  readonly preview: Locator;
  readonly notUnderstood: Locator;
  readonly leftOut: Locator;
  /** Its name ends with how many it imports. */
  readonly importButton: Locator;
  readonly chooseAnother: Locator;
  /** Why a file cannot be imported at all. */
  readonly trouble: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Import licenses' });
    this.file = page.getByLabel('File', { exact: true });
    this.summary = page.getByRole('region', { name: 'Summary' });
    this.preview = page.getByRole('table', { name: 'Preview' });
    this.notUnderstood = page.getByRole('table', { name: 'Not understood' });
    this.leftOut = page.getByRole('table', { name: 'Rows left out' });
    this.importButton = page.getByRole('button', { name: /^Import [\d,]+$/ });
    this.chooseAnother = page.getByRole('button', { name: 'Choose another file' });
    this.trouble = page.getByRole('main').getByRole('alert');
  }

  /** Chooses a file and waits for its preview. */
  async choose(name: string, content: string | Buffer): Promise<void> {
    await this.offer(name, content);
    await expect(this.summary).toBeVisible({ timeout: 30_000 });
  }

  /** Chooses a file, whatever becomes of it. */
  async offer(name: string, content: string | Buffer): Promise<void> {
    const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content);
    await this.file.setInputFiles({ name, mimeType: 'text/csv', buffer });
  }

  /** The texts of a row of a table, cell by cell, its header included. */
  async cells(row: Locator): Promise<string[]> {
    return row.getByRole('cell').or(row.getByRole('rowheader')).allInnerTexts();
  }

  /** The rows of a table below its head. */
  rows(table: Locator): Locator {
    return table.getByRole('row').filter({ has: this.page.getByRole('cell') });
  }
}
