import type { Person } from './person.ts'

/** The browser keeps the application itself from here on. */
export const keepsApplication = async ({ page }: Person): Promise<void> => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
}

/** The tab is gone as after a crash; another one is opened at the same address. */
export const openTabAnew = async (person: Person): Promise<void> => {
  const address = person.page.url()
  await person.page.close({ runBeforeUnload: false })
  const page = await person.context.newPage()
  person.page = page
  await page.goto(address)
}
