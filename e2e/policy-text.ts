import { expect, type Locator, type Page } from '@playwright/test'

/** The JSON of the policy, once the editor has taken the place of the plain field. */
export async function openJson(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Edit JSON' }).click()
  const editor = page.getByRole('textbox', { name: 'Policy', exact: true })
  await expect(editor).toHaveAttribute('contenteditable', 'true')
  return editor
}

/** All of its text: what is out of sight is not in the page, but it is copied. */
export async function textOf(editor: Locator): Promise<string> {
  await editor.press('ControlOrMeta+a')
  await editor.press('ControlOrMeta+c')
  return editor.page().evaluate(() => navigator.clipboard.readText())
}

/** Pastes as people do, in the place of everything. */
export async function pasteOver(editor: Locator, text: string): Promise<void> {
  await editor.page().evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
  await editor.press('ControlOrMeta+a')
  await editor.press('ControlOrMeta+v')
}
