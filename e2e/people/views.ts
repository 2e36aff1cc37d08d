import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import { desktop, type Look, phone } from '../browser.ts'
import type { Person } from './person.ts'

type Rules = 'all' | 'contrast' | 'contrast and names'
type Language = Look['language']

/**
 * Sizes change what there is, themes only its colours. Each change of the theme comes with one of the size, since
 * Chromium without a screen leaves some colours as they were until something moves. The last one is in the other
 * language, which changes words only: what is called how, and whether there is room for it.
 */
type OneLook = Omit<Look, 'language'> & { rules: Rules; isOther?: true }
const looks: readonly OneLook[] = [
  { ...desktop, rules: 'all' },
  { ...phone, rules: 'all' },
  { ...desktop, scheme: 'dark', rules: 'contrast' },
  { ...phone, scheme: 'light', rules: 'contrast and names', isOther: true },
]

/** Of what is made of parts that are looked at elsewhere, as a dialog: half of the time. */
const glances: readonly OneLook[] = [
  { ...desktop, rules: 'all' },
  { ...phone, rules: 'all', isOther: true },
]

/** Of axe: what must have a name, and the language that it is in. */
const names = [
  'aria-command-name',
  'aria-dialog-name',
  'aria-input-field-name',
  'aria-meter-name',
  'aria-progressbar-name',
  'aria-toggle-field-name',
  'button-name',
  'document-title',
  'empty-heading',
  'frame-title',
  'html-has-lang',
  'html-lang-valid',
  'image-alt',
  'input-button-name',
  'label',
  'link-name',
  'role-img-alt',
  'select-name',
  'summary-name',
  'svg-img-alt',
]
const rulesOf: Record<Exclude<Rules, 'all'>, string[]> = {
  contrast: ['color-contrast'],
  'contrast and names': ['color-contrast', ...names],
}

type Seen = Pick<Person, 'page' | 'picture'>

/** Goes to an address as a link does, so that the session stays open. */
export const openAddress = async ({ page }: Person, address: string): Promise<void> => {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, address)
}

/** As if the language were chosen in another tab: what is open stays open. */
const speak = async ({ page }: Seen, language: Language): Promise<void> => {
  await page.evaluate((next) => {
    const key = 'consilium.language'
    localStorage.setItem(key, next)
    dispatchEvent(new StorageEvent('storage', { key, newValue: next }))
  }, language)
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
}
const spoken = async ({ page }: Seen): Promise<Language> =>
  (await page.locator('html').getAttribute('lang')) === 'en' ? 'en' : 'de'

/** What stands there now is said in the other language too; what is gone in a moment, as a toast, stays as it was. */
export const saidInEnglish = async (person: Seen, ...texts: (string | RegExp)[]): Promise<void> => {
  await speak(person, 'en')
  try {
    for (const text of texts) await person.page.getByText(text).first().waitFor()
  } finally {
    await speak(person, 'de')
  }
}

/** What axe finds that keeps somebody from using the view; each in one line. */
const barriers = async ({ page }: Seen, rules: Rules): Promise<string[]> => {
  // One frame only, and without the further page that the usual way opens for each look.
  // Nor what is right: to describe that takes longer than to find what is wrong.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules === 'all' ? axe : axe.withRules(rulesOf[rules])).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    )
}

const overflow = ({ page }: Seen): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth)

/** Looks at the open view in both themes and both languages, on a desk and on a phone, and leaves a picture of each. */
export const lookAt = async (person: Seen, view: string, from: readonly OneLook[] = looks): Promise<string[]> => {
  const { page } = person
  const found: string[] = []
  const usual = await spoken(person)
  const other = usual === 'de' ? 'en' : 'de'
  for (const { width, height, scheme, rules, isOther } of from) {
    if (isOther) await speak(person, other)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))))
    // What changes its colour takes a moment even where motion is not wanted.
    await page.evaluate(() => {
      const ending = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => {})
    })
    const where = `${view}, ${width} px, ${scheme}${isOther ? `, ${other}` : ''}`
    const wide = await overflow(person)
    if (wide > 0) found.push(`${where}: ${wide} px wider than the screen`)
    const [seen] = await Promise.all([barriers(person, rules), person.picture(`view ${view} ${width} ${scheme}`)])
    found.push(...seen.map((barrier) => `${where}: ${barrier}`))
  }
  await speak(person, usual)
  await page.setViewportSize({ width: desktop.width, height: desktop.height })
  return found
}

/** The same of a dialog, in both themes and both languages, but not in all of them at each size. */
export const glanceAt = (person: Seen, view: string): Promise<string[]> => lookAt(person, view, glances)

/** The same of a page that says everything in both languages. */
export const lookAtBilingual = (person: Seen, view: string): Promise<string[]> =>
  lookAt(
    person,
    view,
    looks.map(({ isOther: _, ...look }) => look),
  )

/** Every view is looked at before any is complained about. */
export const expectNoBarriers = (found: readonly string[]): void => {
  expect(found, found.join('\n')).toEqual([])
}
