// The form of a license, new or existing.

import type { Locator, Page } from '@playwright/test';

export class LicenseForm {
  readonly createHeading: Locator;
  readonly editHeading: Locator;
  readonly save: Locator;
  readonly cancel: Locator;
  /** Opens and folds the fields that only some licenses need. */
  readonly more: Locator;
  /** Everything that is wrong, as links to the fields. */
  readonly summary: Locator;

  constructor(readonly page: Page) {
    this.createHeading = page.getByRole('heading', { level: 1, name: 'Create license' });
    this.editHeading = page.getByRole('heading', { level: 1, name: 'Edit license' });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
    this.cancel = page.getByRole('button', { name: 'Cancel', exact: true });
    this.more = page.getByRole('button', { name: 'More', exact: true });
    this.summary = page.getByRole('alert').filter({ hasText: 'Nothing is saved yet' });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Fills fields by their labels: text, a choice, or yes and no for a box. */
  async fill(fields: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.field(label);
      const kind = await field.evaluate(element => `${element.tagName} ${element.getAttribute('type')}`);
      if (kind.startsWith('SELECT')) await field.selectOption({ label: value });
      else if (kind.endsWith('checkbox')) await field.setChecked(value === 'yes');
      else await field.fill(value);
    }
  }
}
