import { clipboard, countEffort, paste } from './effort'
import { expect, test } from './fixtures'

const FORM = `<!doctype html>
  <link rel="icon" href="data:,">
  <button>Go</button>
  <label><input type="checkbox"> Sure</label>
  <label>Name <input></label>
  <label>Place <select><option>here</option><option>there</option></select></label>`

test('the effort of a flow is counted as a person would make it', async ({ page }) => {
  await page.route('/form', (route) => route.fulfill({ contentType: 'text/html', body: FORM }))
  await page.goto('/form')
  const name = page.getByLabel('Name')

  const clicked = countEffort(page, 'a button and a box')
  await page.getByRole('button', { name: 'Go' }).click()
  await page.getByLabel('Sure').check()
  expect(await clicked.spent()).toEqual({ clicks: 2, keys: 0 })

  const typed = countEffort(page, 'a capital, a correction and Enter')
  await name.focus()
  await page.keyboard.type('Ab')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  expect(await typed.spent()).toEqual({ clicks: 0, keys: 4 })

  const pasted = countEffort(page, 'a paste')
  await paste(page, 'copied text')
  expect(await pasted.spent()).toEqual({ clicks: 0, keys: 1 })
  await expect(name).toHaveValue('Acopied text')
  expect(await clipboard(page)).toBe('copied text')

  const shortcuts = countEffort(page, 'what only a script can do')
  await name.fill('seven c')
  await page.getByLabel('Place').selectOption('there')
  expect(await shortcuts.spent()).toEqual({ clicks: 2, keys: 7 })
})
