import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import { desktop, type Look, phone } from '../browser.ts'
import type { Person } from './person.ts'

/**
 * Sizes change what there is, themes only its colours. Each change of the theme comes with one of the size, since
 * Chromium without a screen leaves some colours as they were until something moves.
 */
const looks: readonly (Look & { rules: 'all' | 'contrast' })[] = [
  { ...desktop, rules: 'all' },
  { ...phone, rules: 'all' },
  { ...desktop, scheme: 'dark', rules: 'contrast' },
  { ...phone, scheme: 'light', rules: 'contrast' },
]

type Seen = Pick<Person, 'page' | 'picture'>

/** Goes to an address as a link does, so that the session stays open. */
export const openAddress = async ({ page }: Person, address: string): Promise<void> => {
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, address)
}

/** What axe finds that keeps somebody from using the view; each in one line. */
const barriers = async ({ page }: Seen, rules: 'all' | 'contrast'): Promise<string[]> => {
  // One frame only, and without the further page that the usual way opens for each look.
  // Nor what is right: to describe that takes longer than to find what is wrong.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules === 'all' ? axe : axe.withRules('color-contrast')).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical' || impact === 'moderate')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    )
}

const overflow = ({ page }: Seen): Promise<number> =>
  page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth)

/** Looks at the open view in both themes, on a desk and on a phone, and leaves a picture of each. */
export const lookAt = async (person: Seen, view: string): Promise<string[]> => {
  const { page } = person
  const found: string[] = []
  for (const { width, height, scheme, rules } of looks) {
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
    const where = `${view}, ${width} px, ${scheme}`
    const wide = await overflow(person)
    if (wide > 0) found.push(`${where}: ${wide} px wider than the screen`)
    const [seen] = await Promise.all([barriers(person, rules), person.picture(`view ${view} ${width} ${scheme}`)])
    found.push(...seen.map((barrier) => `${where}: ${barrier}`))
  }
  await page.setViewportSize({ width: desktop.width, height: desktop.height })
  return found
}

/** Every view is looked at before any is complained about. */
export const expectNoBarriers = (found: readonly string[]): void => {
  expect(found, found.join('\n')).toEqual([])
}
