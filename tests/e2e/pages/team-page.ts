// The page about sharing, and the one where an invitation leads.

import { expect, type Locator, type Page } from '@playwright/test';

export class TeamPage {
  readonly members: Locator;
  readonly devices: Locator;
  readonly invitations: Locator;

  constructor(readonly page: Page) {
    this.members = page.getByRole('list', { name: 'Members' });
    this.devices = page.getByRole('list', { name: 'Devices' });
    this.invitations = page.getByRole('list', { name: 'Open invitations' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
    await this.page.getByRole('link', { name: /Share this workspace|Members and devices/ }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  }

  async share(name: string, code: string): Promise<void> {
    await this.open();
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByLabel('Set-up or sign-up code').fill(code);
    await this.page.getByRole('button', { name: 'Share this workspace' }).click();
    await expect(this.member(name)).toContainText('Owner');
  }

  member(name: string): Locator {
    return this.members.getByRole('listitem').filter({ hasText: name });
  }

  /** The link of a new invitation. */
  async invite(role: 'Viewer' | 'Editor' | 'Admin', withKeys = false): Promise<string> {
    await this.page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Role').selectOption(role);
    if (withKeys) await dialog.getByLabel('May see product keys').check();
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const link = await dialog.getByLabel('Link').inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    return link;
  }

  /** Puts a member out, and says so once more. */
  async remove(name: string): Promise<void> {
    await this.member(name).getByRole('button', { name: `Remove ${name}` }).click();
    const question = this.page.getByRole('dialog', { name: `Remove ${name}?` });
    await question.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(this.member(name)).toBeHidden();
  }

  /** The link for one more device of one's own. */
  async addDevice(): Promise<string> {
    await this.page.getByRole('button', { name: 'Add a device of yours' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Add a device' });
    const link = await dialog.getByLabel('Link').inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    return link;
  }

  /** Comes in by a link. */
  async join(link: string, name: string): Promise<void> {
    await this.page.goto(link);
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Join' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Licenses' })).toBeVisible();
  }
}
