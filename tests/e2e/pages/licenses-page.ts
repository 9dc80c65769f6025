// The list of licenses.

import type { Locator, Page } from '@playwright/test';

export const COLUMNS = ['Name', 'Vendor', 'Type', 'Status', 'Seats', 'Used', 'Expires', 'Cost', 'Owner'] as const;
export type Column = (typeof COLUMNS)[number];

export interface ExportChoices {
  format?: 'CSV' | 'XLSX' | 'Report' | 'JSON' | 'Automerge';
  /** Such as `The 2 shown` or `All 7`. */
  licenses?: string;
  columns?: 'Shown columns' | 'All columns';
}

export class LicensesPage {
  /** The organisation's own fields that the list shows, in their order after the others. */
  own: string[] = [];

  readonly heading: Locator;
  readonly createButton: Locator;
  readonly importButton: Locator;
  readonly exportButton: Locator;
  readonly exportDialog: Locator;
  readonly clearFilters: Locator;
  readonly search: Locator;
  readonly table: Locator;
  /** One link per row. */
  readonly names: Locator;
  /** `Showing n of m`. */
  readonly count: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Licenses', exact: true });
    this.createButton = page.getByRole('button', { name: 'Create license', exact: true });
    this.importButton = page.getByRole('button', { name: 'Import', exact: true });
    this.exportButton = page.getByRole('button', { name: 'Export', exact: true });
    this.exportDialog = page.getByRole('dialog', { name: 'Export', exact: true });
    this.clearFilters = page.getByRole('button', { name: 'Clear filters' });
    this.search = page.getByRole('searchbox', { name: 'Search licenses' });
    this.table = page.getByRole('table', { name: 'Licenses', exact: true });
    this.names = this.table.getByRole('rowheader').getByRole('link');
    this.count = page.getByRole('status').filter({ hasText: /^Showing / });
  }

  /** Opens the dialog and exports. What is not named stays as the dialog has it. */
  async export(choices: ExportChoices = {}): Promise<void> {
    await this.exportButton.click();
    for (const choice of [choices.format, choices.licenses, choices.columns]) {
      if (choice) await this.exportDialog.getByRole('radio', { name: choice, exact: true }).check();
    }
    await this.exportDialog.getByRole('button', { name: /^Export / }).click();
  }

  filter(label: 'Type' | 'Status' | 'Vendor' | 'Expires' | 'Owner' | 'Tag'): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  header(column: string): Locator {
    return this.table.getByRole('columnheader', { name: column, exact: true });
  }

  async sortBy(column: string): Promise<void> {
    await this.header(column).getByRole('button').click();
  }

  link(name: string): Locator {
    return this.names.and(this.page.getByRole('link', { name, exact: true }));
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  /** A cell of a row. The name is a row header, so cells begin with the vendor. */
  cell(name: string, column: string): Locator {
    return this.row(name).getByRole('cell').nth([...COLUMNS, ...this.own].indexOf(column) - 1);
  }

  /** The cells of a column, from top to bottom. */
  async column(column: Exclude<Column, 'Name'>): Promise<string[]> {
    const rows = await this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') }).all();
    return Promise.all(rows.map(row => row.getByRole('cell').nth(COLUMNS.indexOf(column) - 1).innerText()));
  }
}
