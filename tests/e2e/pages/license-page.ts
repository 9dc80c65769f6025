// The page of one license.

import { expect, type Locator, type Page } from '@playwright/test';

export class LicensePage {
  readonly status: Locator;
  readonly edit: Locator;
  readonly renew: Locator;
  readonly delete: Locator;
  readonly restore: Locator;
  readonly panel: Locator;
  readonly assignments: Locator;
  readonly reveal: Locator;
  readonly hide: Locator;
  readonly copy: Locator;
  /** One item per product key, in the order of their labels. */
  readonly keys: Locator;
  readonly addKeys: Locator;

  constructor(readonly page: Page) {
    this.status = page.getByRole('status', { name: 'Status', exact: true });
    this.edit = page.getByRole('button', { name: 'Edit', exact: true });
    this.renew = page.getByRole('button', { name: 'Renew', exact: true });
    this.delete = page.getByRole('button', { name: 'Delete', exact: true });
    this.restore = page.getByRole('button', { name: 'Restore', exact: true });
    this.panel = page.getByRole('tabpanel');
    this.assignments = page.getByRole('table', { name: 'Assignments' });
    this.reveal = page.getByRole('button', { name: 'Reveal', exact: true });
    this.hide = page.getByRole('button', { name: 'Hide', exact: true });
    this.copy = page.getByRole('button', { name: 'Copy', exact: true });
    this.keys = page.getByRole('list', { name: 'Product keys' }).getByRole('listitem');
    this.addKeys = page.getByRole('button', { name: 'Add keys', exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  tab(name: 'Details' | 'Assignments' | 'History'): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  async openTab(name: 'Details' | 'Assignments' | 'History'): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** What stands beside a label of the Details tab; `undefined` when the label is not there. */
  async detail(label: string): Promise<string | undefined> {
    const labels = await this.panel.getByRole('term').allInnerTexts();
    const values = await this.panel.getByRole('definition').allInnerTexts();
    return values[labels.indexOf(label)];
  }

  /** Pastes product keys, one a line. */
  async paste(keys: string, label = ''): Promise<void> {
    await this.addKeys.click();
    const dialog = this.page.getByRole('dialog', { name: 'Add product keys' });
    await dialog.getByLabel('Keys', { exact: true }).fill(keys);
    await dialog.getByLabel('Label', { exact: true }).fill(label);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}
