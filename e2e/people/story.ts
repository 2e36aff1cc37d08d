import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { takePicture } from '../browser.ts'
import type { Person } from './person.ts'

const mostSigns = 4_000

/** What a page is to a screen reader, for whoever reads of a failure where its picture is not. */
const outlineOf = async (page: Page): Promise<string> => {
  const outline = await page.locator('body').ariaSnapshot({ timeout: 5_000 })
  const connections = (await page.evaluate(() => globalThis.tellOfConnections?.())) ?? []
  return [new URL(page.url()).pathname, outline.slice(0, mostSigns), ...connections].join('\n')
}

/** Runs a story; when it fails, there is a picture of what each of them saw, and what their pages reported. */
export const story = async (
  name: string,
  people: readonly Pick<Person, 'name' | 'page' | 'faults' | 'traffic'>[],
  tell: () => Promise<void>,
): Promise<void> => {
  try {
    await tell()
    for (const person of people) expect(person.faults, `faults on the page of ${person.name}`).toEqual([])
  } catch (error) {
    const pictures = await Promise.all(
      people.map((person, at) => takePicture(person.page, `failed ${name} ${at + 1}`).catch(() => 'no picture')),
    )
    const outlines = await Promise.all(
      people.map(async ({ name: who, page, traffic }) =>
        [`${who} at ${await outlineOf(page).catch(() => 'nothing readable')}`, ...traffic()].join('\n'),
      ),
    )
    const said = people.flatMap(({ faults }) => faults)
    const faults = said.length > 0 ? `; their pages said: ${said.join(' | ')}` : ''
    throw new Error(`${name} failed; see ${pictures.join(' and ')}${faults}\n${outlines.join('\n')}`, { cause: error })
  }
}
