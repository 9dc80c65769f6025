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
  /** What changes of licenses that are here. */
  readonly changes: Locator;
  /** Which rows of the preview are shown. */
  readonly filter: Locator;
  /** What happens to licenses that are here. */
  readonly mode: Locator;
  /** Above the choice of what each column is. */
  readonly columns: Locator;
  readonly showPreview: Locator;
  readonly changeColumns: Locator;
  /** Which program the file comes from. */
  readonly readAs: Locator;
  readonly encoding: Locator;
  readonly delimiter: Locator;
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
    this.changes = page.getByRole('table', { name: 'Changes', exact: true });
    this.filter = page.getByLabel('Show', { exact: true });
    this.mode = page.getByLabel('How to import', { exact: true });
    this.columns = page.getByRole('heading', { name: 'Columns', exact: true });
    this.showPreview = page.getByRole('button', { name: 'Show the preview', exact: true });
    this.changeColumns = page.getByRole('button', { name: 'Change columns', exact: true });
    this.readAs = page.getByLabel('Read as', { exact: true });
    this.encoding = page.getByLabel('Encoding', { exact: true });
    this.delimiter = page.getByLabel('Delimiter', { exact: true });
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

  /** What a column of an unknown file is used for. */
  column(heading: string): Locator {
    return this.page.getByRole('main').getByLabel(heading, { exact: true });
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
