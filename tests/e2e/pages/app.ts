// The app as a person meets it: its pages, what frames them, and the ways between them. Everything is
// found by role and name, as the design lists them.

import { expect, type Locator, type Page } from '@playwright/test';

import { ImportPage } from './import-page.ts';
import { LicenseForm } from './license-form.ts';
import { LicensePage } from './license-page.ts';
import { LicensesPage } from './licenses-page.ts';
import { Seats } from './seats.ts';
import { SettingsPage } from './settings-page.ts';
import { TeamPage } from './team-page.ts';

export class App {
  readonly licenses: LicensesPage;
  readonly license: LicensePage;
  readonly form: LicenseForm;
  readonly import: ImportPage;
  readonly seats: Seats;
  readonly settings: SettingsPage;
  readonly team: TeamPage;

  readonly navigation: Locator;
  readonly syncStatus: Locator;
  readonly recovery: Locator;

  constructor(readonly page: Page) {
    this.licenses = new LicensesPage(page);
    this.license = new LicensePage(page);
    this.form = new LicenseForm(page);
    this.import = new ImportPage(page);
    this.seats = new Seats(page);
    this.settings = new SettingsPage(page);
    this.team = new TeamPage(page);
    this.navigation = page.getByRole('navigation', { name: 'Main' });
    this.syncStatus = page.getByLabel('Sync status');
    this.recovery = page.getByRole('alertdialog', { name: 'Seatwise has stopped' });
  }

  /** Opens an address and waits until the worker has the workspace open. */
  async open(address = '/licenses'): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.syncStatus).toContainText('Saved on this device');
  }

  /** Waits until the app is on the device for a start without a network. */
  async keptForOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      await new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
  }

  /** A short message; it goes away by itself. */
  message(text: string | RegExp): Locator {
    return this.page.getByRole('status').getByText(text);
  }

  /** Goes to a page the way a person does. */
  async follow(name: 'Licenses' | 'Users' | 'Assets' | 'Vendors' | 'Compliance' | 'Settings'): Promise<void> {
    await this.navigation.getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  }

  /** Opens the form of a new license. */
  async startLicense(): Promise<void> {
    await this.follow('Licenses');
    await this.licenses.createButton.click();
  }

  /** Creates a license and stays on its page. */
  async create(fields: Record<string, string>): Promise<void> {
    await this.startLicense();
    await this.form.fill(fields);
    await this.form.save.click();
    await expect(this.license.heading(fields.Name ?? '')).toBeVisible();
  }

  /** Imports a file and comes to the list. */
  async importFile(name: string, text: string | Buffer): Promise<void> {
    await this.follow('Licenses');
    await this.licenses.importButton.click();
    await this.import.choose(name, text);
    await this.import.importButton.click();
    await expect(this.licenses.heading).toBeVisible({ timeout: 60_000 });
  }

  /** Runs something that ends in a download and returns what was saved. */
  async download(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const coming = this.page.waitForEvent('download');
    await act();
    const download = await coming;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }
}
