import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** Through all conversations, from their list. */
export const openSearch = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Nachrichten durchsuchen' }).click()
  await page.getByRole('heading', { name: 'Suche', level: 1 }).waitFor()
}

export const searchField = ({ page }: Pick<Person, 'page'>): Locator =>
  page.getByRole('searchbox', { name: 'Nachrichten durchsuchen' })

export const searchFor = (person: Person, text: string): Promise<void> => searchField(person).fill(text)

export const filterOf = (
  { page }: Pick<Person, 'page'>,
  label: 'Konversation' | 'Person' | 'Art' | 'Ab' | 'Bis',
): Locator => page.getByRole('search').getByLabel(label, { exact: true })

/** What is found, with these words in it. */
export const result = ({ page }: Person, text: string): Locator =>
  page.getByRole('region', { name: 'Treffer' }).getByRole('link').filter({ hasText: text })

export const nothingFound = ({ page }: Person): Locator => page.getByText('Nichts gefunden')

/** How much has been read for it. */
export const searchProgress = ({ page }: Person): Locator => page.getByTestId('search-progress')

/** The databases of the browser as they lie on its disk, with everything in them as text. */
export const databasesOf = ({ page }: Pick<Person, 'page'>): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const latin = new TextDecoder('latin1')
    const textOf = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return latin.decode(value)
      if (ArrayBuffer.isView(value)) return latin.decode(value)
      if (typeof value === 'object' && value !== null) return Object.entries(value).flat().map(textOf).join(' ')
      return String(value)
    }
    const found: Record<string, string> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name))
      const texts: string[] = []
      for (const shelf of database.objectStoreNames) {
        const store = database.transaction(shelf).objectStore(shelf)
        const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())])
        texts.push(textOf(keys), textOf(values))
      }
      database.close()
      found[name] = texts.join('\n')
    }
    return found
  })
