// Settings: of the workspace, of this device, and backups.

import { expect, type Locator, type Page } from '@playwright/test';

export class SettingsPage {
  readonly heading: Locator;
  readonly name: Locator;
  readonly timeZone: Locator;
  readonly currency: Locator;
  readonly expiringDays: Locator;
  readonly save: Locator;
  /** What the person at this device calls themselves. */
  readonly yourName: Locator;
  readonly problems: Locator;
  readonly exportBackup: Locator;
  readonly backupFile: Locator;
  readonly backupFound: Locator;
  readonly restoreBackup: Locator;
  readonly workspaces: Locator;
  readonly newWorkspace: Locator;
  readonly createWorkspace: Locator;
  readonly trouble: Locator;
  /** In the card of a backup whose product keys do not open here, and in the dialog that unlocks them. */
  readonly recoverySecret: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Settings' });
    this.name = page.getByLabel('Workspace name', { exact: true });
    this.timeZone = page.getByLabel('Time zone', { exact: true });
    this.currency = page.getByLabel('Currency', { exact: true });
    this.expiringDays = page.getByLabel('Expiring Soon within', { exact: true });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
    this.yourName = page.getByLabel('Your name', { exact: true });
    this.problems = page.getByRole('alert').filter({ hasText: 'This could not be saved' });
    this.exportBackup = page.getByRole('button', { name: 'Export a backup' });
    this.backupFile = page.getByLabel('Backup file', { exact: true });
    this.backupFound = page.getByRole('region', { name: 'Backup', exact: true });
    this.restoreBackup = page.getByRole('button', { name: 'Restore this backup' });
    this.workspaces = page.getByRole('list', { name: 'Workspaces on this device' });
    this.newWorkspace = page.getByLabel('New workspace', { exact: true });
    this.createWorkspace = page.getByRole('button', { name: 'Create workspace' });
    this.trouble = page.getByRole('main').getByRole('alert');
    this.recoverySecret = page.getByLabel('Recovery passphrase or code', { exact: true });
  }

  theme(name: 'System' | 'Light' | 'Dark'): Locator {
    return this.page.getByRole('radio', { name, exact: true });
  }

  openWorkspace(name: string): Locator {
    return this.workspaces.getByRole('button', { name: `Open ${name}`, exact: true });
  }

  removeWorkspace(name: string): Locator {
    return this.workspaces.getByRole('button', { name: `Remove ${name}`, exact: true });
  }

  async chooseBackup(bytes: Buffer, name = 'inventory.seatwise'): Promise<void> {
    await this.backupFile.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  }

  /** The part about the passphrase or about the code. */
  recovery(what: 'passphrase' | 'code'): Locator {
    return this.page.getByRole('region', { name: `Recovery ${what}`, exact: true });
  }

  /** Sets the passphrase, or another one in its place. */
  async setPassphrase(passphrase: string): Promise<void> {
    await this.recovery('passphrase').getByRole('button', { name: /^(Set a recovery|Change) passphrase$/ }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Recovery passphrase' });
    await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await dialog.getByLabel('Repeat the passphrase', { exact: true }).fill(passphrase);
    await dialog.getByRole('button', { name: 'Set passphrase' }).click();
    await expect(dialog).toBeHidden({ timeout: 30_000 });
    await expect(this.recovery('passphrase')).toContainText(/Set [A-Z]/);
  }

  /** Makes a code and returns it as it is printed. */
  async makeCode(): Promise<string> {
    await this.recovery('code').getByRole('button', { name: /^(Print a recovery code|Make a new code)$/ }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Recovery code' });
    await dialog.getByRole('button', { name: 'Make the code' }).click();
    const code = await dialog.getByRole('region', { name: 'Sheet with the recovery code' }).getByRole('code').textContent();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(dialog).toBeHidden();
    return code ?? '';
  }
}
