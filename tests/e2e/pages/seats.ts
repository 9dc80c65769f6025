// Giving seats of a license, and taking them back.

import { expect, type Locator, type Page } from '@playwright/test';

export class Seats {
  constructor(readonly page: Page) {}

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Assignments' });
  }

  /** The row of a holder. */
  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name }) });
  }

  dialog(name: string): Locator {
    return this.page.getByRole('dialog', { name, exact: true });
  }

  async start(name: 'Assign to user' | 'Assign to asset' | 'Bulk assign' | 'Assign to other'): Promise<Locator> {
    await this.page.getByRole('button', { name, exact: true }).click();
    const dialog = this.dialog(name);
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Pastes a list and waits until it is read. */
  async paste(list: string[]): Promise<Locator> {
    const dialog = await this.start('Bulk assign');
    await dialog.getByLabel('E-mails, usernames or asset tags').fill(list.join('\n'));
    await expect(dialog.getByRole('region', { name: 'What it comes to' })).toBeVisible();
    return dialog;
  }

  /** Makes users of e-mail addresses by giving each of them a seat. */
  async giveToNew(list: string[]): Promise<void> {
    const dialog = await this.paste(list);
    await dialog.getByLabel(/^Create .* new users? and assign to them too$/).check();
    await this.confirm(dialog);
  }

  /** Ticks users or assets by name. */
  async tick(dialog: Locator, names: string[]): Promise<void> {
    for (const name of names) {
      await dialog.getByRole('searchbox').fill(name);
      await dialog.getByRole('checkbox', { name: new RegExp(`^${name}`) }).check();
    }
  }

  /** Presses the button that assigns, whatever it says beside. */
  async confirm(dialog: Locator): Promise<void> {
    await dialog.getByRole('button', { name: /^Assign \d/ }).click();
    await expect(dialog).toBeHidden();
  }
}
